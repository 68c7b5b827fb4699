/* SPDX-License-Identifier: Apache-2.0
 *
 * A bare number counts only once we have asked; "4 Sterne" always does.
 */
#include "daemon/services/report/citizen/report_rating.h"

#include "parsers/keyword/keyword_answer.h"
#include "queue/tally.h"

static bool
was_asked(Desk *desk, const Ticket *ticket, bool *out_was, GError **error)
{
  const TicketEvent asked = {.what = "rating-asked"};
  return ticket_has_event(desk->queue, ticket, &asked, out_was, error);
}

bool
report_rating_ask(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                  GError **error)
{
  bool was;
  if (!was_asked(desk, ticket, &was, error) || was)
    return was;
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "rating-asked",
                       .actor = "town",
                       .inbox_id = incoming->item->id.text};
  ReportNews news = {.text = "rating-question"};
  return ticket_add_event(desk->queue, ticket, &event, error) &&
         report_answer_citizen(desk, incoming, ticket, &news, error);
}

/* One voice a ticket: the last one. */
static bool
tally_stars(Desk *desk, const Ticket *ticket, const char *stars, GError **error)
{
  int64_t before = 0;
  if (!store_get_int64(desk->queue->store, &before, error,
                       "SELECT stars FROM report_rating WHERE ticket_id = $1",
                       "t", ticket->id.text))
    return false;
  const char old[] = {(char)('0' + before), '\0'};
  return (before == 0 || tally_add(desk->queue, "stars", old, -1, error)) &&
         tally_add(desk->queue, "stars", stars, 1, error);
}

static bool
keep_stars(Desk *desk, const Incoming *incoming, int stars, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  const char detail[] = {(char)('0' + stars), '\0'};
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "rated",
                       .actor = "citizen",
                       .detail = detail,
                       .inbox_id = incoming->item->id.text};
  return tally_stars(desk, ticket, detail, error) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO report_rating (ticket_id, stars, at_ms)"
                   " VALUES ($1, $2, $3) ON CONFLICT (ticket_id)"
                   " DO UPDATE SET stars = $2, at_ms = $3",
                   "tii", ticket->id.text, (int64_t)stars, desk->now_ms) &&
         ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_rating_take(Desk *desk, const Incoming *incoming, const char *text,
                   bool *out_done, GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  bool named = false;
  int stars = keyword_answer_stars(text, &named);
  *out_done = stars > 0 && named;
  if (stars == 0 || (!named && !was_asked(desk, ticket, out_done, error)))
    return stars == 0;
  if (!*out_done)
    return true;
  ReportNews news = {.text = "rating-stored",
                     .data = json_pack("{s:i}", "rated_stars", stars)};
  return keep_stars(desk, incoming, stars, error) &&
         report_answer_citizen(desk, incoming, ticket, &news, error);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * What the writer says to the question whether his report is the same as
 * another one.
 */
#include <string.h>

#include "daemon/services/report/citizen/report_citizen_wish.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/forward/report_words.h"
#include "daemon/services/report/same/report_same.h"
#include "daemon/services/report/same/report_twin.h"
#include "parsers/keyword/keyword_answer.h"
#include "parsers/wish/wish.h"
#include "queue/agenda.h"
#include "queue/support.h"
#include "templates/format.h"

enum { WORDS_MIN = 3 }; /* fewer are his name, or what he says to it */

json_t *
report_twin_news(Desk *desk, const Ticket *ticket, const Ticket *other,
                 const char *what)
{
  json_t *data = json_pack("{s:s, s:{s:b}, s:{s:b}}", "joined_to",
                           other->text_number, "supporter", what, 1, "state",
                           report_state_member(other->state), 1);
  if (report_is_awaited(desk, other)) {
    g_autofree char *due = desk_date(desk, other->due_at_ms, ticket->language,
                                     (int)FORMAT_DATE_LONG);
    json_object_set_new(data, "due", json_string(due));
  }
  return data;
}

static bool
add_event(Desk *desk, const Incoming *incoming, const Ticket *ticket,
          const TicketEvent *like, GError **error)
{
  TicketEvent event = *like;
  event.at_ms = desk->now_ms;
  event.actor = "citizen";
  event.inbox_id = incoming->item->id.text;
  return ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_twin_join(Desk *desk, const Incoming *incoming, Ticket *ticket,
                 Ticket *other, GError **error)
{
  const TicketEvent own = {.what = "supports", .detail = other->text_number};
  const TicketEvent theirs = {.what = "supported",
                              .detail = ticket->text_number};
  return ticket_set_duplicate(desk->queue, ticket, other, error) &&
         agenda_cancel(desk->queue, REPORT_REMIND_TIMER, ticket->id.text,
                       error) &&
         add_event(desk, incoming, ticket, &own, error) &&
         add_event(desk, incoming, other, &theirs, error);
}

/* The one meant, and what it was joined to meanwhile; *out NULL: it is gone. */
static bool
load_other(Desk *desk, const SupportPair *pair, Ticket **out, GError **error)
{
  Ticket *found = NULL, *original = NULL;
  if (!ticket_find(desk->queue, pair->other.text, &found, error))
    return false;
  g_autoptr(Ticket) named = found;
  if (named != NULL && !report_find_original(desk, named, &original, error))
    return false;
  *out = original != NULL ? original : g_steal_pointer(&named);
  return true;
}

static bool
is_open(const Ticket *ticket)
{
  return ticket->state == TICKET_STATE_NEW ||
         ticket->state == TICKET_STATE_OPEN ||
         ticket->state == TICKET_STATE_WAITING;
}

static bool
answer(Desk *desk, const Incoming *incoming, const Ticket *ticket, json_t *data,
       GError **error)
{
  ReportNews news = {.text = "supporter", .data = data};
  return report_answer_citizen(desk, incoming, ticket, &news, error);
}

/* What he wrote reaches whoever works on it, before he hears that it did. */
static bool
join(Desk *desk, const Incoming *incoming, Ticket *ticket, Ticket *other,
     GError **error)
{
  if (!is_open(other) || other->confidential || other->danger != NULL)
    return support_pair_set(desk->queue, ticket, SUPPORT_STATE_APART, error) &&
           answer(desk, incoming, ticket,
                  report_twin_news(desk, ticket, other, "over"), error);
  if (!report_twin_join(desk, incoming, ticket, other, error) ||
      !support_pair_set(desk->queue, ticket, SUPPORT_STATE_SAME, error))
    return false;
  g_autoptr(Ticket) counted = ticket_load(desk->queue, other->id.text, error);
  return counted != NULL &&
         report_same_hand_over(desk, ticket, counted, error) &&
         answer(desk, incoming, ticket,
                report_twin_news(desk, ticket, counted, "joined"), error);
}

static bool
part(Desk *desk, const Incoming *incoming, const Ticket *ticket,
     const Ticket *other, GError **error)
{
  const TicketEvent event = {.what = "supports-not",
                             .detail = other->text_number};
  return support_pair_set(desk->queue, ticket, SUPPORT_STATE_APART, error) &&
         add_event(desk, incoming, ticket, &event, error) &&
         answer(desk, incoming, ticket,
                report_twin_news(desk, ticket, other, "stays"), error);
}

/* Did he tell more than the answer?  A picture tells more than words. */
static bool
has_more(const Incoming *incoming, const char *words)
{
  g_autoptr(GPtrArray) said = wish_matter_words(words);
  return incoming->attachments->len > 0 || said->len >= WORDS_MIN;
}

/* Somebody may have looked at it since; what is over needs no answer.
 *
 * out   its `other` is empty when he was not asked, or may not answer */
static bool
find_asked(Desk *desk, const Incoming *incoming, SupportPair *out,
           GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  *out = (SupportPair){0};
  if ((ticket->state != TICKET_STATE_NEW &&
       ticket->state != TICKET_STATE_OPEN) ||
      incoming_other_count(incoming) > 0 || !report_may_ask(incoming) ||
      report_words_are_foreign(incoming))
    return true;
  if (!support_pair_find(desk->queue, ticket, out, error))
    return false;
  if (out->state != SUPPORT_STATE_ASKED)
    *out = (SupportPair){0};
  return true;
}

bool
report_twin_answer(Desk *desk, const Incoming *incoming, const char *words,
                   ReportTwinAnswer *out, GError **error)
{
  SupportPair pair;
  Ticket *found = NULL, *ticket = incoming->belonging.ticket;
  *out = (ReportTwinAnswer){0};
  g_autofree char *line = report_telling_line(incoming, words);
  KeywordKind said = keyword_answer_same(line);
  if (said == KEYWORD_CONTENT)
    return true;
  if (!find_asked(desk, incoming, &pair, error) ||
      (pair.other.text[0] != '\0' && !load_other(desk, &pair, &found, error)))
    return false;
  g_autoptr(Ticket) other = found;
  /* Joined the other way round meanwhile. */
  if (other == NULL || strcmp(other->id.text, ticket->id.text) == 0)
    return true;
  *out = (ReportTwinAnswer){true, has_more(incoming, words)};
  return said == KEYWORD_YES ? join(desk, incoming, ticket, other, error)
                             : part(desk, incoming, ticket, other, error);
}

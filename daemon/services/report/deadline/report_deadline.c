/* SPDX-License-Identifier: Apache-2.0
 *
 * A ticket gets a row when its deadline moves for the first time, is missed, or
 * when somebody acts on it late.
 */
#include "daemon/services/report/deadline/report_deadline.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/services/report/commands/report_actions.h"
#include "parsers/config/town_calendar.h"
#include "queue/agenda.h"
#include "templates/format.h"

/* A row for the ticket, if there is none: its citizen knows this date. */
static bool
begin_row(Desk *desk, const Ticket *ticket, int64_t told_ms, GError **error)
{
  return store_run(desk->queue->store, error,
                   "INSERT INTO deadline (ticket_id, told_ms) VALUES ($1, $2)"
                   " ON CONFLICT (ticket_id) DO NOTHING",
                   "ti", ticket->id.text, told_ms);
}

bool
report_deadline_is_public(const Ticket *ticket)
{
  return ticket->category != NULL && !ticket->confidential &&
         report_has_channel(ticket);
}

bool
report_deadline_set(Desk *desk, Ticket *ticket, int64_t due_at_ms,
                    int64_t not_before_ms, GError **error)
{
  if (due_at_ms == ticket->due_at_ms)
    return true;
  return begin_row(desk, ticket, ticket->due_at_ms, error) &&
         report_deadline_stepped(desk, ticket, 0, error) &&
         ticket_set_due(desk->queue, ticket, due_at_ms, error) &&
         agenda_set(desk->queue, REPORT_EXPECTED_TIMER, ticket->id.text,
                    MAX(not_before_ms, desk->now_ms), error);
}

bool
report_deadline_told(Desk *desk, const Ticket *ticket, int64_t due_at_ms,
                     const char *inbox_id, GError **error)
{
  return begin_row(desk, ticket, due_at_ms, error) &&
         store_run(desk->queue->store, error,
                   "UPDATE deadline SET told_before_ms = told_ms,"
                   " told_ms = $2, told_by = $3 WHERE ticket_id = $1",
                   "tit", ticket->id.text, due_at_ms, inbox_id);
}

bool
report_deadline_untold(Desk *desk, const Ticket *ticket, const char *inbox_id,
                       GError **error)
{
  return store_run(desk->queue->store, error,
                   "UPDATE deadline SET told_ms = told_before_ms,"
                   " told_by = NULL WHERE ticket_id = $1 AND told_by = $2",
                   "tt", ticket->id.text, inbox_id);
}

bool
report_deadline_acted(Desk *desk, const Ticket *ticket, GError **error)
{
  /* What is done in time needs no row. */
  if (ticket->due_at_ms > 0 && ticket->due_at_ms <= desk->now_ms &&
      !begin_row(desk, ticket, ticket->due_at_ms, error))
    return false;
  return store_run(desk->queue->store, error,
                   "UPDATE deadline SET acted_at_ms = $2, step = 0"
                   " WHERE ticket_id = $1",
                   "ti", ticket->id.text, desk->now_ms);
}

bool
report_deadline_stepped(Desk *desk, const Ticket *ticket, int step,
                        GError **error)
{
  return begin_row(desk, ticket, ticket->due_at_ms, error) &&
         store_run(desk->queue->store, error,
                   "UPDATE deadline SET step = $2 WHERE ticket_id = $1", "ti",
                   ticket->id.text, (int64_t)step);
}

int64_t
report_day_start_ms(const Desk *desk, int working_days, int days)
{
  int64_t ms = desk_add_working_days(desk, desk->now_ms, working_days);
  g_autoptr(GDateTime) day = desk_local(desk, ms);
  g_autoptr(GDateTime) start = g_date_time_new(
      desk->zone, g_date_time_get_year(day), g_date_time_get_month(day),
      g_date_time_get_day_of_month(day), 0, 0, 0);
  g_autoptr(GDateTime) later = g_date_time_add_days(start, days);
  return g_date_time_to_unix(later) * 1000;
}

bool
report_deadline_pause(Desk *desk, const Ticket *ticket, GError **error)
{
  return ticket->due_at_ms == 0 || ticket->state == TICKET_STATE_WAITING ||
         (begin_row(desk, ticket, ticket->due_at_ms, error) &&
          store_run(desk->queue->store, error,
                    "UPDATE deadline SET waits_since_ms = $2"
                    " WHERE ticket_id = $1",
                    "ti", ticket->id.text, desk->now_ms));
}

static int
working_days_between(const Desk *desk, int64_t from_ms, int64_t until_ms)
{
  WorkingCalendar calendar = town_calendar(desk->config->town);
  g_autoptr(GDateTime) from = desk_local(desk, from_ms);
  g_autoptr(GDateTime) until = desk_local(desk, until_ms);
  return working_day_count(&calendar, from, until);
}

bool
report_deadline_resume(Desk *desk, Ticket *ticket, GError **error)
{
  int64_t since_ms;
  if (ticket->state != TICKET_STATE_WAITING)
    return true;
  if (!ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) ||
      !store_get_int64(desk->queue->store, &since_ms, error,
                       "SELECT COALESCE(max(waits_since_ms), 0) FROM deadline"
                       " WHERE ticket_id = $1",
                       "t", ticket->id.text))
    return false;
  int days =
      since_ms == 0 ? 0 : working_days_between(desk, since_ms, desk->now_ms);
  if (since_ms != 0 &&
      !store_run(desk->queue->store, error,
                 "UPDATE deadline SET waits_since_ms = 0 WHERE ticket_id = $1",
                 "t", ticket->id.text))
    return false;
  if (days == 0 || ticket->due_at_ms == 0)
    return true;
  int64_t due_ms = desk_add_working_days(desk, ticket->due_at_ms, days);
  return report_deadline_set(desk, ticket, due_ms, 0, error) &&
         report_deadline_told(desk, ticket, due_ms, NULL, error);
}

bool
report_deadline_reopen(Desk *desk, Ticket *ticket, GError **error)
{
  const Category *category =
      ticket->category == NULL
          ? NULL
          : town_category(desk->config->town, ticket->category);
  if (!ticket_set_state(desk->queue, ticket, TICKET_STATE_OPEN, error) ||
      !report_deadline_acted(desk, ticket, error))
    return false;
  if (category == NULL || category->deadline_days == 0)
    return true;
  int64_t due_ms =
      desk_add_working_days(desk, desk->now_ms, category->deadline_days);
  return report_deadline_set(desk, ticket, due_ms, 0, error) &&
         report_deadline_told(desk, ticket, due_ms, NULL, error);
}

bool
report_deadline_recategorise(Desk *desk, Ticket *ticket, const Category *after,
                             int64_t not_before_ms, GError **error)
{
  const Category *before =
      ticket->category == NULL
          ? NULL
          : town_category(desk->config->town, ticket->category);
  int64_t from_ms = ticket->created_at_ms;
  int64_t old_ms =
      before == NULL || before->deadline_days == 0
          ? 0
          : desk_add_working_days(desk, from_ms, before->deadline_days);
  if (after->deadline_days == 0 || ticket->due_at_ms != old_ms)
    return true;
  int64_t due_ms = desk_add_working_days(desk, from_ms, after->deadline_days);
  if (due_ms <= desk->now_ms) /* it was found out late */
    due_ms = desk_add_working_days(desk, desk->now_ms, 1);
  return report_deadline_set(desk, ticket, due_ms, not_before_ms, error);
}

/* --- what the citizen hears ---------------------------------------------- */

static bool
is_another_day(const Desk *desk, int64_t one_ms, int64_t other_ms)
{
  return working_days_between(desk, MIN(one_ms, other_ms),
                              MAX(one_ms, other_ms)) > 0;
}

static bool
tell(Desk *desk, const Ticket *ticket, const char *text, int64_t told_ms,
     GError **error)
{
  json_t *data = json_object();
  if (told_ms != 0) {
    g_autofree char *day =
        desk_date(desk, told_ms, ticket->language, (int)FORMAT_DATE_LONG);
    g_autofree char *day_short =
        desk_date(desk, told_ms, ticket->language, (int)FORMAT_DATE_SHORT);
    json_object_set_new(data, "due_before", json_string(day));
    json_object_set_new(data, "due_before_short", json_string(day_short));
  }
  ReportNews news = {.text = text,
                     .data = data,
                     .unsolicited = true,
                     .once_for_ms = ticket->due_at_ms};
  g_autofree char *detail =
      desk_date(desk, ticket->due_at_ms, "en", (int)FORMAT_DATE_NUMERIC);
  if (!report_tell_citizen(desk, ticket, &news, NULL, error))
    return false;
  TicketEvent event = {
      .at_ms = desk->now_ms, .what = text, .actor = "town", .detail = detail};
  return news.why_not != NULL ||
         ticket_add_event(desk->queue, ticket, &event, error);
}

bool
report_deadline_tell(Desk *desk, Ticket *ticket, GError **error)
{
  int64_t told_ms;
  if (!report_is_awaited(desk, ticket) || !report_deadline_is_public(ticket))
    return true;
  if (!store_get_int64(desk->queue->store, &told_ms, error,
                       "SELECT COALESCE(max(told_ms), 0) FROM deadline"
                       " WHERE ticket_id = $1",
                       "t", ticket->id.text))
    return false;
  if (told_ms != 0 && !is_another_day(desk, told_ms, ticket->due_at_ms))
    return true;
  return tell(desk, ticket, "expected-date", told_ms, error) &&
         report_deadline_told(desk, ticket, ticket->due_at_ms, NULL, error);
}

bool
report_deadline_miss(Desk *desk, const Ticket *ticket, int64_t told_ms,
                     GError **error)
{
  return begin_row(desk, ticket, told_ms, error) &&
         store_run(desk->queue->store, error,
                   "UPDATE deadline SET missed_ms = $2 WHERE ticket_id = $1",
                   "ti", ticket->id.text, ticket->due_at_ms) &&
         tell(desk, ticket, "deadline-missed", told_ms, error);
}

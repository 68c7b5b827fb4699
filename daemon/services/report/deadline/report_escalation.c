/* SPDX-License-Identifier: Apache-2.0
 *
 * One look at all departments a working morning.
 */
#include "daemon/services/report/deadline/report_escalation.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/deadline/report_deadline.h"
#include "daemon/services/report/commands/report_filing.h"
#include "daemon/services/report/deadline/report_overdue.h"
#include "daemon/services/report/morning/report_morning.h"
#include "daemon/services/report/report_state.h"
#include "parsers/config/town_calendar.h"
#include "queue/agenda.h"
#include "templates/format.h"

/* After the lists of half past seven: whoever reads his list may act first. */
enum { HOUR_MIN = 60, MORNING_MIN = 7 * HOUR_MIN + 45, NOON_HOUR = 12 };
/* What is told of one department in a morning; the rest comes the next one. */
enum { TICKETS_MAX = 1000 };
/* Older ones were missed long before anybody looked: no news by now. */
enum { MISSED_AFTER_DAYS = 1, MISSED_UNTIL_DAYS = 6 };

/* --- who is told --------------------------------------------------------- */

/* A ticket that is overdue, by the row of a query. */
typedef struct Late {
  Id id;
  ReportStep done;
  int days; /* working days since it was due, or somebody acted */
} Late;

static GArray *
load_late(Desk *desk, const Department *department, GError **error)
{
  WorkingCalendar calendar = town_calendar(desk->config->town);
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(Late));
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT t.id, t.due_at_ms, COALESCE(d.acted_at_ms, 0),"
      " COALESCE(d.step, 0) FROM ticket t"
      " LEFT JOIN deadline d ON d.ticket_id = t.id"
      " WHERE t.department = $1 AND t.closed_at_ms IS NULL"
      " AND t.due_at_ms > 0 AND t.due_at_ms < $2 AND t.service = 'report'"
      " AND t.state <> 'waiting' AND COALESCE(d.step, 0) < $3"
      " AND NOT EXISTS (SELECT 1 FROM agenda a WHERE a.kind = $4"
      " AND a.subject = t.id AND a.state = 'waiting')"
      " ORDER BY t.due_at_ms, t.id LIMIT $5",
      "tiiti", department->id, report_day_start_ms(desk, 0, 0),
      (int64_t)report_ladder_top(department), REPORT_REMIND_TIMER,
      (int64_t)TICKETS_MAX);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    int64_t base_ms = MAX(store_rows_int64(rows, 1), store_rows_int64(rows, 2));
    g_autoptr(GDateTime) base = desk_local(desk, base_ms);
    Late late = {.done = (ReportStep)store_rows_int64(rows, 3),
                 .days = working_day_count(&calendar, base, now)};
    g_strlcpy(late.id.text, store_rows_text(rows, 0), sizeof late.id.text);
    g_array_append_val(all, late);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&all) : NULL;
}

static bool
note_step(Desk *desk, const char *ticket_id, ReportStep step, GError **error)
{
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, ticket_id, error);
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "escalated",
                       .actor = "town",
                       .detail = report_step_to_string(step)};
  return ticket != NULL &&
         report_deadline_stepped(desk, ticket, (int)step, error) &&
         ticket_add_event(desk->queue, ticket, &event, error);
}

/* The tickets of a group's department whose turn its step is. */
static bool
collect_step(Desk *desk, OverdueGroup group, const GArray *late,
             OverdueMails *mails, GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < late->len; i++) {
    Late *row = &g_array_index(late, Late, i);
    if (report_ladder_next(group.department, row->done, row->days) ==
        group.step)
      g_ptr_array_add(ids, row->id.text);
  }
  group.ids = ids;
  for (guint i = 0; i < ids->len; i++)
    if (!note_step(desk, ids->pdata[i], group.step, error))
      return false;
  if (ids->len == 0)
    return true;
  log_event(LOG_INFO, "escalated", "department", group.department->id, "step",
            report_step_to_string(group.step), "tickets",
            log_number((int64_t)ids->len).text, NULL);
  return report_overdue_add(desk, mails, &group, error);
}

static bool
escalate(Desk *desk, const Department *department, OverdueMails *mails,
         GError **error)
{
  if (report_ladder_top(department) == REPORT_STEP_NONE)
    return true;
  g_autoptr(GArray) late = load_late(desk, department, error);
  OverdueGroup deputy = {department, REPORT_STEP_DEPUTY, NULL};
  OverdueGroup head = {department, REPORT_STEP_HEAD, NULL};
  return late != NULL && collect_step(desk, deputy, late, mails, error) &&
         collect_step(desk, head, late, mails, error);
}

/* A department without a list of the morning is reminded the working day
 * before; the others read it there. */
static bool
remind(Desk *desk, const Department *department, OverdueMails *mails,
       GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  if (report_morning_has_list(department))
    return true;
  g_autoptr(StoreRows) rows =
      store_query(desk->queue->store, error,
                  "SELECT id FROM ticket WHERE department = $1"
                  " AND closed_at_ms IS NULL AND due_at_ms >= $2"
                  " AND due_at_ms < $3 AND service = 'report'"
                  " AND state <> 'waiting' ORDER BY due_at_ms, id LIMIT $4",
                  "tiii", department->id, report_day_start_ms(desk, 0, 1),
                  report_day_start_ms(desk, 1, 1), (int64_t)TICKETS_MAX);
  while (rows != NULL && store_rows_next(rows, error))
    g_ptr_array_add(ids, g_strdup(store_rows_text(rows, 0)));
  OverdueGroup group = {department, REPORT_STEP_NONE, ids};
  return rows != NULL && store_rows_ok(rows) &&
         (ids->len == 0 || report_overdue_add(desk, mails, &group, error));
}

/* --- what their citizens are told ---------------------------------------- */

static bool
tell_missed(Desk *desk, const char *ticket_id, int64_t told_ms, GError **error)
{
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, ticket_id, error);
  if (ticket == NULL)
    return false;
  return !report_deadline_is_public(ticket) ||
         report_deadline_miss(desk, ticket, told_ms, error);
}

/* A ticket on which somebody acted since has its news. */
static bool
admit(Desk *desk, const Department *department, GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(int64_t));
  g_autoptr(StoreRows) rows = store_query(
      desk->queue->store, error,
      "SELECT t.id, COALESCE(d.told_ms, t.due_at_ms) FROM ticket t"
      " LEFT JOIN deadline d ON d.ticket_id = t.id"
      " WHERE t.department = $1 AND t.closed_at_ms IS NULL"
      " AND t.due_at_ms >= $2 AND t.due_at_ms < $3 AND t.service = 'report'"
      " AND t.state <> 'waiting'"
      " AND COALESCE(d.missed_ms, 0) <> t.due_at_ms"
      " AND COALESCE(d.acted_at_ms, 0) < t.due_at_ms"
      " AND COALESCE(d.told_ms, 1) <> 0 ORDER BY t.due_at_ms, t.id LIMIT $4",
      "tiii", department->id, report_day_start_ms(desk, -MISSED_UNTIL_DAYS, 0),
      report_day_start_ms(desk, -MISSED_AFTER_DAYS, 0), (int64_t)TICKETS_MAX);
  while (rows != NULL && store_rows_next(rows, error)) {
    int64_t told_ms = store_rows_int64(rows, 1);
    g_ptr_array_add(ids, g_strdup(store_rows_text(rows, 0)));
    g_array_append_val(dates, told_ms);
  }
  if (rows == NULL || !store_rows_ok(rows))
    return false;
  for (guint i = 0; i < ids->len; i++)
    if (!tell_missed(desk, ids->pdata[i], g_array_index(dates, int64_t, i),
                     error))
      return false;
  return true;
}

/* --- when ---------------------------------------------------------------- */

static bool
plan_next(Desk *desk, GError **error)
{
  const Town *town = desk->config->town;
  WorkingMorning morning = {town_calendar(town), desk->zone, MORNING_MIN};
  return agenda_set(desk->queue, REPORT_ESCALATION_TIMER, town->desk,
                    working_day_next_ms(&morning, desk->now_ms), error);
}

bool
report_escalation_plan(Desk *desk, GError **error)
{
  int64_t due = 0; /* a timer that is due is left to run */
  return store_get_int64(desk->queue->store, &due, error,
                         "SELECT count(*) FROM agenda WHERE kind = $1"
                         " AND state = 'waiting' AND due_at_ms <= $2",
                         "ti", REPORT_ESCALATION_TIMER, desk->now_ms) &&
         (due > 0 || plan_next(desk, error));
}

/* Is it the morning of a working day on which nobody was told yet?  A morning
 * that was missed is made up for until noon. */
static bool
is_time(Desk *desk, const char *day, bool *out, GError **error)
{
  int64_t done;
  WorkingCalendar calendar = town_calendar(desk->config->town);
  g_autoptr(GDateTime) now = desk_local_now(desk);
  int minute =
      g_date_time_get_hour(now) * HOUR_MIN + g_date_time_get_minute(now);
  if (!store_get_int64(desk->queue->store, &done, error,
                       "SELECT count(*) FROM deadline_day"
                       " WHERE name = 'escalation' AND day = $1",
                       "t", day))
    return false;
  *out = done == 0 && service_is_working(desk, "report") &&
         working_day_is(&calendar, now) && minute >= MORNING_MIN &&
         minute < NOON_HOUR * HOUR_MIN;
  return true;
}

static bool
look(Desk *desk, const char *day, GError **error)
{
  const GPtrArray *departments = desk->config->town->departments;
  g_autoptr(OverdueMails) mails = report_overdue_new();
  for (guint i = 0; i < departments->len; i++)
    if (!remind(desk, departments->pdata[i], mails, error) ||
        !escalate(desk, departments->pdata[i], mails, error) ||
        !admit(desk, departments->pdata[i], error))
      return false;
  return report_overdue_send(desk, mails, day, error) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO deadline_day (name, day)"
                   " VALUES ('escalation', $1)"
                   " ON CONFLICT (name) DO UPDATE SET day = excluded.day",
                   "t", day);
}

bool
report_escalation_due(Desk *desk, GError **error)
{
  g_autofree char *day = format_day(desk->now_ms, desk->zone);
  bool is_now;
  return is_time(desk, day, &is_now, error) &&
         (!is_now || look(desk, day, error)) && plan_next(desk, error);
}

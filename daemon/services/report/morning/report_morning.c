/* SPDX-License-Identifier: Apache-2.0
 *
 * When the lists of the morning go, and what waits for them.
 */
#include "daemon/services/report/morning/report_morning.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/staff/report_authority.h"
#include "daemon/services/report/department/report_presence.h"
#include "daemon/services/report/report_state.h"
#include "parsers/config/settings_rows.h"
#include "parsers/config/town_calendar.h"
#include "parsers/token.h"
#include "queue/agenda.h"
#include "templates/format.h"

enum { NOON_HOUR = 12, HOUR_MIN = 60 };
enum { DESK_LATER_MS = 60000 };
/* Ticket mails that come again do so when an office opens its mail; what a list
 * tells is noted by night. */
enum { AGAIN_MIN = 7 * HOUR_MIN, AGAIN_LISTED_MIN = 3 * HOUR_MIN };

/* Minutes since midnight; -1: this department gets no list. */
static int
minutes_of(const Department *department)
{
  int minutes = -1;
  return department->morning != NULL &&
                 working_day_parse_morning(department->morning, &minutes)
             ? minutes
             : -1;
}

bool
report_morning_has_list(const Department *department)
{
  return minutes_of(department) >= 0;
}

int
report_morning_minutes_before(const Department *department)
{
  return department->mail == MAIL_MODE_MORNING ? AGAIN_LISTED_MIN : AGAIN_MIN;
}

/* The desk's comes after those of the same time: it tells what became known
 * when they were written. */
static int64_t
next_list_ms(const Desk *desk, const Department *department)
{
  const Town *town = desk->config->town;
  WorkingMorning morning = {town_calendar(town), desk->zone,
                            minutes_of(department)};
  int64_t later_ms =
      strcmp(department->id, town->desk) == 0 ? DESK_LATER_MS : 0;
  return working_day_next_ms(&morning, desk->now_ms - later_ms) + later_ms;
}

/* A timer that is due already is left to run: it decides itself. */
static bool
plan_one(Desk *desk, const Department *department, GError **error)
{
  Queue *queue = desk->queue;
  int64_t due = 0;
  if (minutes_of(department) < 0)
    return agenda_cancel(queue, REPORT_MORNING_TIMER, department->id, error);
  return store_get_int64(queue->store, &due, error,
                         "SELECT count(*) FROM agenda WHERE kind = $1"
                         " AND subject = $2 AND state = 'waiting'"
                         " AND due_at_ms <= $3",
                         "tti", REPORT_MORNING_TIMER, department->id,
                         desk->now_ms) &&
         (due > 0 || agenda_set(queue, REPORT_MORNING_TIMER, department->id,
                                next_list_ms(desk, department), error));
}

bool
report_morning_plan(Desk *desk, GError **error)
{
  const GPtrArray *departments = desk->config->town->departments;
  for (guint i = 0; i < departments->len; i++)
    if (!plan_one(desk, departments->pdata[i], error))
      return false;
  return true;
}

/* --- what waits ---------------------------------------------------------- */

bool
report_morning_waits(const Desk *desk, const Department *department,
                     const Ticket *ticket, const ReportHandover *handover)
{
  if (department->mail != MAIL_MODE_MORNING || handover->danger ||
      handover->small || handover->shown || ticket->danger != NULL ||
      ticket->confidential || ticket->category == NULL)
    return false;
  return ticket->due_at_ms <= desk->now_ms ||
         ticket->due_at_ms >= next_list_ms(desk, department);
}

static const char *
why_listed(const ReportHandover *handover)
{
  if (handover->again)
    return REPORT_MORNING_AGAIN;
  if (handover->reopened)
    return REPORT_MORNING_REOPENED;
  return strcmp(handover->text, "ticket") == 0 ? REPORT_MORNING_NEW
                                               : REPORT_MORNING_ADDED;
}

static bool
add_item(Desk *desk, const char *department_id, const char *ticket_id,
         const char *what, GError **error)
{
  return store_run(desk->queue->store, error,
                   "INSERT INTO report_morning_item (department, ticket_id,"
                   " what, at_ms) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (department, ticket_id, what) DO NOTHING",
                   "ttti", department_id, ticket_id, what, desk->now_ms);
}

bool
report_morning_note(Desk *desk, const char *department_id, const Ticket *ticket,
                    const char *what, GError **error)
{
  const Department *department =
      town_department(desk->config->town, department_id);
  return department == NULL || department->mail != MAIL_MODE_MORNING ||
         add_item(desk, department_id, ticket->id.text, what, error);
}

bool
report_morning_keep(Desk *desk, const Department *department,
                    const Ticket *ticket, const ReportHandover *handover,
                    GError **error)
{
  TicketEvent event = {.at_ms = desk->now_ms,
                       .what = "kept-for-list",
                       .actor = "town",
                       .detail = department->id};
  return add_item(desk, department->id, ticket->id.text, why_listed(handover),
                  error) &&
         ticket_add_event(desk->queue, ticket, &event, error);
}

/* --- what goes ----------------------------------------------------------- */

/* Is it the morning of a working day on which no list went yet? */
static bool
is_time(Desk *desk, const Department *department, const char *day, bool *out,
        GError **error)
{
  int64_t went;
  WorkingCalendar calendar = town_calendar(desk->config->town);
  g_autoptr(GDateTime) now = desk_local_now(desk);
  int minute =
      g_date_time_get_hour(now) * HOUR_MIN + g_date_time_get_minute(now);
  if (!store_get_int64(desk->queue->store, &went, error,
                       "SELECT count(*) FROM report_morning"
                       " WHERE department = $1 AND day = $2",
                       "tt", department->id, day))
    return false;
  *out = went == 0 && service_is_working(desk, "report") &&
         working_day_is(&calendar, now) && minute >= minutes_of(department) &&
         minute < NOON_HOUR * HOUR_MIN;
  return true;
}

static bool
send_to(Desk *desk, const Department *department,
        const ReportReceiver *receiver, MorningList *list, GError **error)
{
  g_autofree char *day = format_day(desk->now_ms, desk->zone);
  const char *language = report_staff_language(desk, receiver->of);
  TokenRef token;
  desk_token_of_serial(desk, TOKEN_ROLE_MORNING, desk->now_ms / 1000, &token);
  report_add_reason(desk, receiver, language, list->data);
  g_autofree char *dedupe = g_strdup_printf("morning|%s|%s|%s", department->id,
                                            day, receiver->address);
  DeskLetter letter = {
      .text = "morning",
      .language = language,
      .data = list->data,
      .mailbox = desk->config->town->address,
      .to = receiver->address,
      .token = &token,
      .dedupe = dedupe,
      .priority = OUTBOX_PRIORITY_TICKET,
      .unsolicited = true,
  };
  return desk_send_mail(desk, &letter, NULL, error);
}

/* What stood in a list stands in the history of its ticket. */
static bool
tell_history(Desk *desk, const Department *department, const GPtrArray *told,
             GError **error)
{
  for (guint i = 0; i < told->len; i++) {
    Ticket *found = NULL;
    if (!ticket_find(desk->queue, told->pdata[i], &found, error))
      return false;
    g_autoptr(Ticket) ticket = found;
    TicketEvent event = {.at_ms = desk->now_ms,
                         .what = "listed",
                         .actor = "town",
                         .detail = department->id};
    if (ticket != NULL && !ticket_add_event(desk->queue, ticket, &event, error))
      return false;
  }
  return true;
}

static bool
forget_items(Desk *desk, const Department *department, const char *day,
             GError **error)
{
  return store_run(desk->queue->store, error,
                   "DELETE FROM report_morning_item WHERE department = $1", "t",
                   department->id) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO report_morning (department, day, at_ms)"
                   " VALUES ($1, $2, $3) ON CONFLICT (department)"
                   " DO UPDATE SET day = excluded.day, at_ms = excluded.at_ms",
                   "tti", department->id, day, desk->now_ms);
}

static bool
send_list(Desk *desk, const Department *department, const char *day,
          GError **error)
{
  g_autoptr(GArray) receivers = report_receivers(desk, department, error);
  if (receivers == NULL)
    return false;
  for (guint i = 0; i < receivers->len; i++) {
    const ReportReceiver *receiver =
        &g_array_index(receivers, ReportReceiver, i);
    g_auto(MorningList) list = {0};
    if (!report_morning_write(desk, department,
                              report_staff_language(desk, receiver->of), &list,
                              error))
      return false;
    if (!list.is_worth)
      break;
    if (!send_to(desk, department, receiver, &list, error) ||
        (i == 0 && !tell_history(desk, department, list.told, error)))
      return false;
  }
  return forget_items(desk, department, day, error);
}

bool
report_morning_due(Desk *desk, const char *department_id, GError **error)
{
  const Department *department =
      town_department(desk->config->town, department_id);
  if (department == NULL || minutes_of(department) < 0)
    return true;
  g_autofree char *day = format_day(desk->now_ms, desk->zone);
  bool is_now;
  if (!is_time(desk, department, day, &is_now, error) ||
      (is_now && (!report_note_lost_list(desk, department, error) ||
                  !send_list(desk, department, day, error))))
    return false;
  log_event(LOG_INFO, "morning", "department", department->id, "list",
            is_now ? "looked through" : "left to the next morning", NULL);
  return agenda_set(desk->queue, REPORT_MORNING_TIMER, department->id,
                    next_list_ms(desk, department), error);
}

bool
report_handle_morning_reply(Desk *desk, const Incoming *incoming,
                            Handled *out_handled, GError **error)
{
  const char *from = incoming->mail->from->address;
  const Department *department = town_department_of(desk->config->town, from);
  if (!report_is_staff(desk->config->town, from))
    return report_handle_new(desk, incoming, out_handled, error);
  *out_handled = (Handled){.kind = "morning-reply"};
  const char *why = NULL;
  if (incoming_may_be_answered(incoming, &why) &&
      !desk_may_answer_anybody(desk, &why, error))
    return false;
  if (why != NULL)
    return incoming_note(desk, incoming, "no-answer", why, error);
  bool only_buttons = incoming->mailbox->reply_token == REPLY_TOKEN_TEXT;
  json_auto_t *data = json_pack("{s:b}", "only_buttons", (int)only_buttons);
  DeskLetter letter = incoming_letter(desk, incoming, "morning-reply", data);
  letter.language = report_staff_language(desk, department);
  return incoming_note(desk, incoming, "reply-to-a-list",
                       department == NULL ? "colleague" : department->id,
                       error) &&
         desk_send_mail(desk, &letter, NULL, error);
}

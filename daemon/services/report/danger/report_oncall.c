/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps of an alarm: person after person, then the desk, then again.
 */
#include "daemon/services/report/danger/report_oncall.h"

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/commands/report_actions.h"
#include "daemon/services/report/danger/report_oncall_private.h"
#include "daemon/status.h"
#include "queue/agenda.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)

enum {
  CONTACT_ALARMS_MAX = 3, /* of one person within an hour: he is heard */
  /* Telephones ring for each: of more within ten minutes the rest follow by and
     by.  A flood is forged, or a town in a storm, where all are up already. */
  BURST_MAX = 10,
  TURN_MINUTES_MAX = 60, /* between turns, which grow further apart */
  TURNS_MAX = 48,        /* two days: the desk was told as often */
};

static bool
add_event(Desk *desk, const Ticket *ticket, const char *what,
          const char *detail, GError **error)
{
  TicketEvent event = {
      .at_ms = desk->now_ms, .what = what, .actor = "town", .detail = detail};
  return ticket_add_event(desk->queue, ticket, &event, error);
}

static bool
set_timer(Desk *desk, const char *ticket_id, int64_t at_ms, GError **error)
{
  return agenda_set(desk->queue, REPORT_ONCALL_TIMER, ticket_id, at_ms, error);
}

bool
report_oncall_alarm(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                    GError **error)
{
  OncallAlarm *found = NULL;
  int64_t others = 0;
  if (!oncall_alarm_load(desk, ticket->id.text, &found, error) ||
      !oncall_alarms_of_contact(desk, ticket, desk->now_ms - HOUR_MS, &others,
                                error))
    return false;
  g_autoptr(OncallAlarm) before = found;
  if (before != NULL && before->is_open)
    return add_event(desk, ticket, "alarm-goes-on", NULL, error);
  if (others >= CONTACT_ALARMS_MAX)
    return add_event(desk, ticket, "alarm-joined",
                     "its writer is heard already", error);
  return oncall_alarm_begin(desk, incoming, ticket, error) &&
         set_timer(desk, ticket->id.text, desk->now_ms, error);
}

/* Who was not told in this turn; *out NULL: all were. */
static bool
find_next(Desk *desk, const OncallAlarm *alarm, const OncallShift **out,
          GError **error)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autoptr(GPtrArray) order =
      oncall_roster_order(desk->config->town->oncall, oncall_wall_min(now));
  *out = NULL;
  for (guint i = 0; i < order->len && *out == NULL; i++) {
    g_autoptr(GBytes) lookup = oncall_lookup(desk, order->pdata[i]);
    bool was;
    if (!oncall_alarm_was_told(desk, alarm, (OncallWho){lookup, false}, &was,
                               error))
      return false;
    if (!was)
      *out = order->pdata[i];
  }
  return true;
}

/* Nobody is left in this turn, or there is nobody at all. */
static bool
alarm_desk(Desk *desk, OncallTelling *telling, GError **error)
{
  OncallAlarm *alarm = telling->alarm;
  const Ticket *ticket = telling->ticket;
  const Town *town = desk->config->town;
  bool nobody = town->oncall->shifts->len == 0;
  const char *why = nobody ? "nobody is on oncall.csv" : "nobody answered";
  json_auto_t *data = json_pack(
      "{s:{s:b}}", "desk", nobody ? "nobody_listed" : "nobody_answered", 1);
  telling->data = data;
  log_event(LOG_ERR, "danger-not-taken", "ticket", ticket->id.text, "why", why,
            "next", "the desk is told, and all again", NULL);
  if (desk->status != NULL)
    status_add(desk->status, "dangers_not_taken", 1);
  int64_t minutes = town->on_call.minutes;
  for (int64_t i = 0; i < alarm->turn && minutes < TURN_MINUTES_MAX; i++)
    minutes *= 2;
  minutes = MIN(minutes, TURN_MINUTES_MAX);
  return oncall_tell_desk(desk, telling, error) &&
         oncall_alarm_told(desk, alarm, NULL, error) &&
         add_event(desk, ticket, "alarmed-desk", why, error) &&
         set_timer(desk, ticket->id.text, desk->now_ms + minutes * MINUTE_MS,
                   error);
}

static bool
alarm_person(Desk *desk, OncallTelling *telling, const OncallShift *shift,
             GError **error)
{
  OncallAlarm *alarm = telling->alarm;
  const Ticket *ticket = telling->ticket;
  g_autoptr(GBytes) lookup = oncall_lookup(desk, shift);
  if (!oncall_tell_person(desk, telling, shift, error) ||
      !oncall_alarm_told(desk, alarm, lookup, error))
    return false;
  g_autofree char *detail =
      g_strdup_printf("line %d of oncall.csv, turn %d, %u messages",
                      shift->line, (int)alarm->turn + 1, telling->ways);
  /* Whom nothing reaches is not waited for. */
  int64_t wait_ms =
      telling->ways == 0 ? 0 : desk->config->town->on_call.minutes * MINUTE_MS;
  return add_event(desk, ticket, "alarmed", detail, error) &&
         set_timer(desk, ticket->id.text, desk->now_ms + wait_ms, error);
}

static bool
end_alarm(Desk *desk, const Ticket *ticket, OncallAlarm *alarm, GError **error)
{
  const char *why =
      report_is_ended(ticket->state) ? "the ticket is over" : "nobody answered";
  return oncall_alarm_close(desk, alarm, "ended", NULL, error) &&
         add_event(desk, ticket, "alarm-ended", why, error);
}

/* Does its first call wait for others that went a moment ago? */
static bool
waits_in_line(Desk *desk, const OncallAlarm *alarm, bool *out_waits,
              GError **error)
{
  int64_t lately = 0;
  *out_waits = false;
  if (alarm->told_at_ms != 0)
    return true;
  if (!oncall_alarms_told_since(desk, desk->now_ms - 10 * MINUTE_MS, &lately,
                                error))
    return false;
  *out_waits = lately >= BURST_MAX;
  return true;
}

static bool
go_on(Desk *desk, const Ticket *ticket, OncallAlarm *alarm, GError **error)
{
  const OncallShift *next = NULL;
  bool waits;
  OncallTelling telling = {.text = "on-call", .ticket = ticket, .alarm = alarm};
  if (report_is_ended(ticket->state) || alarm->turn >= TURNS_MAX)
    return end_alarm(desk, ticket, alarm, error);
  if (!waits_in_line(desk, alarm, &waits, error))
    return false;
  if (waits)
    return set_timer(desk, ticket->id.text, desk->now_ms + MINUTE_MS, error);
  if (!find_next(desk, alarm, &next, error))
    return false;
  return next == NULL ? alarm_desk(desk, &telling, error)
                      : alarm_person(desk, &telling, next, error);
}

bool
report_oncall_due(Desk *desk, const char *ticket_id, GError **error)
{
  OncallAlarm *found = NULL;
  if (!oncall_alarm_load(desk, ticket_id, &found, error))
    return false;
  g_autoptr(OncallAlarm) alarm = found;
  if (alarm == NULL || !alarm->is_open)
    return true;
  g_autoptr(Ticket) ticket = ticket_load(desk->queue, ticket_id, error);
  return ticket != NULL && go_on(desk, ticket, alarm, error);
}

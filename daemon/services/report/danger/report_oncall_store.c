/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of alarms.
 */
#include "daemon/services/report/danger/report_oncall_private.h"

#define DAY_MS INT64_C(86400000)
#define ALARM_COLUMNS                                                          \
  "SELECT a.ticket_id, a.inbox_id, a.state, a.turn, a.received_at_ms,"         \
  " a.begun_at_ms, a.told_at_ms, a.taken_at_ms, a.taken_by"                    \
  " FROM report_oncall a "

void
oncall_alarm_free(OncallAlarm *alarm)
{
  if (alarm == NULL)
    return;
  g_clear_pointer(&alarm->taken_by, g_bytes_unref);
  g_free(alarm);
}

GBytes *
oncall_lookup(const Desk *desk, const OncallShift *shift)
{
  return keyring_lookup(desk->queue->ring, "sms", shift->number);
}

static OncallAlarm *
read_alarm(StoreRows *rows)
{
  OncallAlarm *alarm = g_new0(OncallAlarm, 1);
  g_strlcpy(alarm->ticket_id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  g_strlcpy(alarm->inbox_id.text, store_rows_text(rows, 1), ID_LENGTH + 1);
  alarm->is_open = g_strcmp0(store_rows_text(rows, 2), "open") == 0;
  alarm->turn = store_rows_int64(rows, 3);
  alarm->received_at_ms = store_rows_int64(rows, 4);
  alarm->begun_at_ms = store_rows_int64(rows, 5);
  alarm->told_at_ms = store_rows_int64(rows, 6);
  alarm->taken_at_ms = store_rows_int64(rows, 7);
  alarm->taken_by = store_rows_bytes(rows, 8);
  return alarm;
}

/* The first row, if there is one. */
static bool
first_alarm(StoreRows *query, OncallAlarm **out, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  GError *failure = NULL;
  *out = NULL;
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, &failure))
    *out = read_alarm(rows);
  if (failure != NULL)
    g_propagate_error(error, failure);
  return failure == NULL;
}

bool
oncall_alarm_load(Desk *desk, const char *ticket_id, OncallAlarm **out,
                  GError **error)
{
  return first_alarm(store_query(desk->queue->store, error,
                                 ALARM_COLUMNS "WHERE a.ticket_id = $1", "t",
                                 ticket_id),
                     out, error);
}

bool
oncall_alarm_of_number(Desk *desk, GBytes *lookup, OncallAlarm **out,
                       GError **error)
{
  return first_alarm(
      store_query(desk->queue->store, error,
                  ALARM_COLUMNS
                  "JOIN report_oncall_told t ON t.ticket_id = a.ticket_id"
                  " WHERE t.lookup = $1 AND (a.state = 'open'"
                  " OR (a.state = 'taken' AND a.taken_at_ms > $2))"
                  " ORDER BY a.state, t.told_at_ms DESC, a.begun_at_ms DESC"
                  " LIMIT 1",
                  "bi", lookup, desk->now_ms - DAY_MS),
      out, error);
}

bool
oncall_alarm_begin(Desk *desk, const Incoming *incoming, const Ticket *ticket,
                   GError **error)
{
  const char *id = ticket->id.text;
  return store_run(desk->queue->store, error,
                   "DELETE FROM report_oncall_told WHERE ticket_id = $1", "t",
                   id) &&
         store_run(desk->queue->store, error,
                   "DELETE FROM report_oncall WHERE ticket_id = $1", "t", id) &&
         store_run(desk->queue->store, error,
                   "INSERT INTO report_oncall (ticket_id, state, inbox_id,"
                   " received_at_ms, begun_at_ms, turn, told_at_ms, contact_id)"
                   " VALUES ($1, 'open', $2, $3, $4, 0, 0, $5)",
                   "ttiit", id, incoming->item->id.text,
                   incoming->item->received_at_ms, desk->now_ms,
                   ticket->contact_id.text);
}

bool
oncall_alarm_told(Desk *desk, OncallAlarm *alarm, GBytes *lookup,
                  GError **error)
{
  const char *id = alarm->ticket_id.text;
  if (lookup != NULL &&
      !store_run(desk->queue->store, error,
                 "INSERT INTO report_oncall_told (ticket_id, turn, lookup,"
                 " told_at_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                 "tibi", id, alarm->turn, lookup, desk->now_ms))
    return false;
  alarm->turn += lookup == NULL ? 1 : 0;
  alarm->told_at_ms = desk->now_ms;
  return store_run(desk->queue->store, error,
                   "UPDATE report_oncall SET turn = $2, told_at_ms = $3"
                   " WHERE ticket_id = $1",
                   "tii", id, alarm->turn, desk->now_ms);
}

bool
oncall_alarm_close(Desk *desk, OncallAlarm *alarm, const char *state,
                   GBytes *by, GError **error)
{
  alarm->is_open = false;
  alarm->taken_at_ms = desk->now_ms;
  return store_run(desk->queue->store, error,
                   "UPDATE report_oncall SET state = $2, taken_by = $3,"
                   " taken_at_ms = $4 WHERE ticket_id = $1",
                   "ttbi", alarm->ticket_id.text, state, by, desk->now_ms);
}

bool
oncall_alarm_was_told(Desk *desk, const OncallAlarm *alarm, OncallWho who,
                      bool *out_was, GError **error)
{
  return store_get_bool(desk->queue->store, out_was, error,
                        "SELECT count(*) FROM report_oncall_told"
                        " WHERE ticket_id = $1 AND lookup = $2"
                        " AND ($3 = -1 OR turn = $3)",
                        "tbi", alarm->ticket_id.text, who.lookup,
                        who.ever ? INT64_C(-1) : alarm->turn);
}

bool
oncall_alarms_told_since(Desk *desk, int64_t since_ms, int64_t *out_count,
                         GError **error)
{
  return store_get_int64(desk->queue->store, out_count, error,
                         "SELECT count(*) FROM report_oncall"
                         " WHERE told_at_ms > $1 AND begun_at_ms > $1",
                         "i", since_ms);
}

bool
oncall_alarms_of_contact(Desk *desk, const Ticket *ticket, int64_t since_ms,
                         int64_t *out_count, GError **error)
{
  return store_get_int64(desk->queue->store, out_count, error,
                         "SELECT count(*) FROM report_oncall"
                         " WHERE contact_id = $1 AND begun_at_ms > $2"
                         " AND ticket_id <> $3",
                         "tit", ticket->contact_id.text, since_ms,
                         ticket->id.text);
}

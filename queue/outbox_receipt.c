/* SPDX-License-Identifier: Apache-2.0
 *
 * Receipts of SMS, and mail that bounced.  They come twice, out of order, and
 * before the result of sending; a state only moves forward.
 */
#include "queue/outbox_receipt.h"

#include "queue/outbox_private.h"

/* The state a receipt asks for; false: it changes nothing. */
static bool
receipt_target(SmsReportState report, OutboxState *out_state)
{
  switch (report) {
  case SMS_REPORT_DELIVERED:
    *out_state = OUTBOX_STATE_DELIVERED;
    return true;
  case SMS_REPORT_FAILED_PERMANENT:
  case SMS_REPORT_FAILED_TEMPORARY:
    *out_state = OUTBOX_STATE_FAILED;
    return true;
  case SMS_REPORT_EXPIRED:
    *out_state = OUTBOX_STATE_EXPIRED;
    return true;
  case SMS_REPORT_SENT:
    *out_state = OUTBOX_STATE_SENT;
    return true;
  case SMS_REPORT_QUEUED:
  case SMS_REPORT_IGNORED:
    return false;
  }
  return false;
}

/* RFC 3463 of what a receipt says; a permanent failure is never taken back, one
 * that may pass is by "delivered". */
static const char *
receipt_status(SmsReportState report)
{
  switch (report) {
  case SMS_REPORT_DELIVERED:
  case SMS_REPORT_SENT:
    return "2.0.0";
  case SMS_REPORT_FAILED_PERMANENT:
    return "5.0.0";
  case SMS_REPORT_FAILED_TEMPORARY:
    return "4.0.0";
  case SMS_REPORT_EXPIRED:
    return "4.4.7";
  case SMS_REPORT_QUEUED:
  case SMS_REPORT_IGNORED:
    break;
  }
  g_assert_not_reached(); /* they change nothing */
}

/* Move a row to what a receipt says, if that is forward. */
static bool
receipt_apply(Queue *queue, const char *id, OutboxState from,
              SmsReportState report, GError **error)
{
  OutboxState to;
  if (!receipt_target(report, &to) || to == from ||
      (outbox_states.next[from] & (1u << to)) == 0)
    return true;
  return queue_change_state(queue, &outbox_states, id, (StateChange){from, to},
                            error) &&
         store_run(queue->store, error,
                   "UPDATE outbox SET finished_at_ms = $2, status = $3,"
                   " leased_until_ms = NULL WHERE id = $1",
                   "tit", id, queue->now_ms, receipt_status(report));
}

/* The best receipt that came before its row was known by the provider's id. */
typedef struct Early {
  char *channel; /* NULL: there is none */
  OutboxState state;
  SmsReportState report;
} Early;

/* Ids are unique within one provider only, so the channel must be the same. */
static bool
early_find(Queue *queue, const OutboxResult *result, Early *out, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT e.channel, e.state, o.state FROM early_receipt e JOIN outbox o"
      " ON o.transport = e.channel WHERE e.provider_ref = $1 AND o.id = $2"
      " ORDER BY CASE e.state WHEN 'delivered' THEN 0 ELSE 1 END,"
      " e.at_ms DESC LIMIT 1",
      "tt", result->provider_ref, result->id.text);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error) &&
      sms_report_state_from_string(store_rows_text(rows, 1), &out->report)) {
    out->channel = store_rows_dup_text(rows, 0);
    out->state =
        (OutboxState)queue_state_of(&outbox_states, store_rows_text(rows, 2));
  }
  return store_rows_ok(rows);
}

bool
outbox_early_receipts(Queue *queue, const OutboxResult *result, GError **error)
{
  if (result->provider_ref == NULL)
    return true;
  Early early = {.report = SMS_REPORT_QUEUED};
  bool ok = early_find(queue, result, &early, error) &&
            (early.channel == NULL ||
             (receipt_apply(queue, result->id.text, early.state, early.report,
                            error) &&
              store_run(queue->store, error,
                        "DELETE FROM early_receipt WHERE provider_ref = $1"
                        " AND channel = $2",
                        "tt", result->provider_ref, early.channel)));
  g_free(early.channel);
  return ok;
}

/* The row a receipt is about; its id is empty when it is not known yet. */
typedef struct ReceiptRow {
  Id id;
  OutboxState state;
  GBytes *lookup;
  bool is_final; /* failed for good */
} ReceiptRow;

static bool
receipt_find(Queue *queue, const char *channel, const SmsReport *report,
             ReceiptRow *out, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT id, state, lookup, CASE WHEN state = 'failed'"
      " AND status LIKE '5%' THEN 1 ELSE 0 END FROM outbox WHERE transport = $3"
      " AND (id = $1 OR provider_ref = $2)"
      /* Our own id first: a modem's numbers begin anew now and then. */
      " ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END LIMIT 1",
      "ttt", report->reference == NULL ? "" : report->reference,
      report->provider_id == NULL ? "" : report->provider_id, channel);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    g_strlcpy(out->id.text, store_rows_text(rows, 0), sizeof out->id.text);
    out->state =
        (OutboxState)queue_state_of(&outbox_states, store_rows_text(rows, 1));
    out->lookup = store_rows_bytes(rows, 2);
    out->is_final = store_rows_int64(rows, 3) != 0;
  }
  return store_rows_ok(rows);
}

bool
outbox_receipt(Queue *queue, const char *channel, const SmsReport *report,
               GBytes **out_lookup, GError **error)
{
  ReceiptRow row = {.state = OUTBOX_STATE_QUEUED};
  if (!receipt_find(queue, channel, report, &row, error))
    return false;
  *out_lookup = row.lookup;
  if (row.id.text[0] != '\0')
    return row.is_final ||
           receipt_apply(queue, row.id.text, row.state, report->state, error);
  if (report->provider_id == NULL || report->state == SMS_REPORT_IGNORED)
    return true;
  return store_run(queue->store, error,
                   "INSERT INTO early_receipt (channel, provider_ref, state,"
                   " code, at_ms) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT DO NOTHING",
                   "tttti", channel, report->provider_id,
                   sms_report_state_to_string(report->state), report->code,
                   queue->now_ms);
}

/* Of mail only failures are told, and once is enough. */
static bool
bounce_apply(Queue *queue, StoreRows *rows, char **out_kind, GError **error)
{
  int state = queue_state_of(&outbox_states, store_rows_text(rows, 1));
  if ((outbox_states.next[state] & (1u << OUTBOX_STATE_FAILED)) == 0)
    return true;
  *out_kind = store_rows_dup_text(rows, 2);
  return receipt_apply(queue, store_rows_text(rows, 0), (OutboxState)state,
                       SMS_REPORT_FAILED_PERMANENT, error);
}

bool
outbox_bounced(Queue *queue, const OutboxBounce *bounce, char **out_kind,
               GError **error)
{
  *out_kind = NULL;
  g_autoptr(GBytes) lookup =
      keyring_lookup(queue->ring, "mail", bounce->address);
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT id, state, kind FROM outbox WHERE ticket_id = $1"
      " AND message_id = $2 AND lookup = $3 AND channel = 'mail' LIMIT 1",
      "ttb", bounce->ticket_id, bounce->message_id, lookup);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    return bounce_apply(queue, rows, out_kind, error);
  return store_rows_ok(rows);
}

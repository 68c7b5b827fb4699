/* SPDX-License-Identifier: Apache-2.0
 *
 * Receipts of SMS.  They come twice, out of order, and before the result of
 * sending; a state only moves forward.
 */
#include "queue/outbox.h"

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
    return false;
  }
  return false;
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
                   "UPDATE outbox SET finished_at_ms = $2,"
                   " leased_until_ms = NULL WHERE id = $1",
                   "ti", id, queue->now_ms);
}

bool
outbox_early_receipts(Queue *queue, const OutboxResult *result, GError **error)
{
  if (result->provider_ref == NULL)
    return true;
  g_autofree char *best = NULL;
  {
    g_autoptr(StoreRows) rows = store_query(
        queue->store, error,
        "SELECT state FROM early_receipt WHERE provider_ref = $1"
        " ORDER BY CASE state WHEN 'delivered' THEN 0 ELSE 1 END, at_ms DESC"
        " LIMIT 1",
        "t", result->provider_ref);
    if (rows == NULL)
      return false;
    GError *failure = NULL;
    if (store_rows_next(rows, &failure))
      best = store_rows_dup_text(rows, 0);
    if (failure != NULL) {
      g_propagate_error(error, failure);
      return false;
    }
  }
  SmsReportState report;
  if (best == NULL || !sms_report_state_from_string(best, &report))
    return true;
  return receipt_apply(queue, result->id.text, OUTBOX_STATE_SENT, report,
                       error) &&
         store_run(queue->store, error,
                   "DELETE FROM early_receipt WHERE provider_ref = $1", "t",
                   result->provider_ref);
}

/* The row a receipt is about; both stay empty when it is not known yet. */
static bool
receipt_find(Queue *queue, const SmsReport *report, Id *out_id,
             OutboxState *out_state, GError **error)
{
  out_id->text[0] = '\0';
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, state FROM outbox WHERE channel = 'sms'"
                  " AND (id = $1 OR provider_ref = $2) LIMIT 1",
                  "tt", report->reference == NULL ? "" : report->reference,
                  report->provider_id == NULL ? "" : report->provider_id);
  if (rows == NULL)
    return false;
  GError *failure = NULL;
  if (store_rows_next(rows, &failure)) {
    g_strlcpy(out_id->text, store_rows_text(rows, 0), sizeof out_id->text);
    *out_state =
        (OutboxState)queue_state_of(&outbox_states, store_rows_text(rows, 1));
  }
  if (failure == NULL)
    return true;
  g_propagate_error(error, failure);
  return false;
}

bool
outbox_receipt(Queue *queue, const char *channel, const SmsReport *report,
               GError **error)
{
  Id id;
  OutboxState state = OUTBOX_STATE_QUEUED;
  if (!receipt_find(queue, report, &id, &state, error))
    return false;
  if (id.text[0] != '\0')
    return receipt_apply(queue, id.text, state, report->state, error);
  if (report->provider_id == NULL)
    return true;
  return store_run(queue->store, error,
                   "INSERT INTO early_receipt (channel, provider_ref, state,"
                   " code, at_ms) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT DO NOTHING",
                   "tttti", channel, report->provider_id,
                   sms_report_state_to_string(report->state), report->code,
                   queue->now_ms);
}

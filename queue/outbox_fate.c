/* SPDX-License-Identifier: Apache-2.0
 *
 * What results, receipts, time and people do to rows of the outbox.
 */
#include "queue/outbox.h"

#include "queue/outbox_private.h"
#include "queue/outbox_verdict.h"

static void
fate_free(OutboxFate *fate)
{
  if (fate == NULL)
    return;
  g_free(fate->channel);
  g_free(fate->kind);
  g_free(fate->owner_id);
  g_free(fate->provider_ref);
  g_free(fate);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxFate, fate_free)

/* NULL without an error: no such row. */
static OutboxFate *
fate_load(Queue *queue, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT state, attempts, unknown_count, created_at_ms, expires_at_ms,"
      " channel, kind, owner_id, provider_ref, lease, priority"
      " FROM outbox WHERE id = $1",
      "t", id);
  if (rows == NULL || !store_rows_next(rows, error))
    return NULL;
  OutboxFate *fate = g_new0(OutboxFate, 1);
  fate->state =
      (OutboxState)queue_state_of(&outbox_states, store_rows_text(rows, 0));
  fate->attempts = (int)store_rows_int64(rows, 1);
  fate->unknown_count = (int)store_rows_int64(rows, 2);
  fate->created_at_ms = store_rows_int64(rows, 3);
  fate->expires_at_ms = store_rows_int64(rows, 4);
  fate->channel = store_rows_dup_text(rows, 5);
  fate->kind = store_rows_dup_text(rows, 6);
  fate->owner_id = store_rows_dup_text(rows, 7);
  fate->provider_ref = store_rows_dup_text(rows, 8);
  fate->lease = (int)store_rows_int64(rows, 9);
  fate->priority = (OutboxPriority)store_rows_int64(rows, 10);
  return fate;
}

static GBytes *
seal_diagnostic(Queue *queue, const char *id, const char *owner_id,
                const char *diagnostic, GError **error)
{
  g_autofree char *place = outbox_place("diagnostic", id);
  return keyring_seal_text(queue->ring, owner_id, place,
                           diagnostic == NULL ? "" : diagnostic, error);
}

/* What the attempt changed, and the state with it. */
static bool
fate_store(Queue *queue, const OutboxResult *result, const OutboxFate *fate,
           const OutboxVerdict *verdict, GError **error)
{
  g_autoptr(GBytes) diagnostic = seal_diagnostic(
      queue, result->id.text, fate->owner_id, result->diagnostic, error);
  if (diagnostic == NULL)
    return false;
  int64_t finished_at_ms =
      verdict->state == OUTBOX_STATE_DEFERRED ? 0 : queue->now_ms;
  return store_run(
             queue->store, error,
             "UPDATE outbox SET attempts = $2, unknown_count = $3,"
             " due_at_ms = $4, status = $5, diagnostic = $6,"
             " provider_ref = COALESCE($7, provider_ref), finished_at_ms = $8,"
             " leased_until_ms = NULL, state = $9"
             " WHERE id = $1 AND state = $10",
             "tiiitbtitt", result->id.text, (int64_t)verdict->attempts,
             (int64_t)verdict->unknown_count, verdict->due_at_ms,
             result->status, diagnostic, result->provider_ref, finished_at_ms,
             outbox_state_to_string(verdict->state),
             outbox_state_to_string(fate->state)) &&
         queue_state_changed(queue, &outbox_states, result->id.text,
                             (StateChange){fate->state, verdict->state}, error);
}

/* A receipt by our own reference was faster than the result: the provider's id
 * is news all the same, later receipts may know nothing else. */
static bool
note_reference(Queue *queue, const OutboxResult *result, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET provider_ref = $2 WHERE id = $1", "tt",
                   result->id.text, result->provider_ref) &&
         outbox_early_receipts(queue, result, error);
}

/* The lease ran out first, because deliver was slow or the clock was set; no
 * other was given since, so this is what became of it. */
static bool
is_late_success(const OutboxFate *fate, const OutboxResult *result)
{
  return fate->state == OUTBOX_STATE_DEFERRED &&
         result->action == DELIVERY_SENT;
}

bool
outbox_result(Queue *queue, const OutboxResult *result, OutboxState *out_state,
              GError **error)
{
  GError *failure = NULL;
  g_autoptr(OutboxFate) fate = fate_load(queue, result->id.text, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  if (fate == NULL || fate->lease != result->attempt)
    return true;
  if (fate->state != OUTBOX_STATE_LEASED && !is_late_success(fate, result))
    return result->provider_ref == NULL || fate->provider_ref != NULL ||
           note_reference(queue, result, error);
  OutboxVerdict verdict = outbox_verdict(fate, result, queue->now_ms);
  if (!fate_store(queue, result, fate, &verdict, error))
    return false;
  if (out_state != NULL)
    *out_state = verdict.state;
  return verdict.state != OUTBOX_STATE_SENT ||
         g_strcmp0(fate->channel, "sms") != 0 ||
         outbox_early_receipts(queue, result, error);
}

/* Give all rows of a query, which are leased, the same outcome. */
static bool
end_leases(Queue *queue, StoreRows *rows, DeliveryAction action, GError **error)
{
  g_autoptr(GPtrArray) ids = store_rows_take_texts(rows, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    GError *failure = NULL;
    g_autoptr(OutboxFate) fate = fate_load(queue, ids->pdata[i], &failure);
    if (failure != NULL) {
      g_propagate_error(error, failure);
      return false;
    }
    OutboxResult result = {.action = action, .attempt = fate->lease};
    g_strlcpy(result.id.text, ids->pdata[i], sizeof result.id.text);
    if (!outbox_result(queue, &result, NULL, error))
      return false;
  }
  return ids != NULL;
}

bool
outbox_recover(Queue *queue, GError **error)
{
  return end_leases(queue,
                    store_query(queue->store, error,
                                "SELECT id FROM outbox WHERE state = 'leased'"
                                " AND leased_until_ms <= $1",
                                "i", queue->now_ms),
                    DELIVERY_UNKNOWN, error);
}

bool
outbox_return_leases(Queue *queue, GError **error)
{
  return end_leases(queue,
                    store_query(queue->store, error,
                                "SELECT id FROM outbox WHERE state = 'leased'"
                                " AND channel = 'mail'",
                                ""),
                    DELIVERY_NOT_TRIED, error);
}

/* Change all rows of a query from one state to another. */
static bool
change_all(Queue *queue, StoreRows *rows, StateChange change, int *out_count,
           GError **error)
{
  g_autoptr(GPtrArray) ids = store_rows_take_texts(rows, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!queue_change_state(queue, &outbox_states, ids->pdata[i], change,
                            error))
      return false;
  if (ids != NULL && out_count != NULL)
    *out_count = (int)ids->len;
  return ids != NULL;
}

bool
outbox_expire(Queue *queue, GError **error)
{
  /* Both states: a transport that was paused all the time leased nothing.
   * Where it is not, a mail that seems too old gets a last attempt: it is the
   * clock that jumped, or the machine that was off.  Old news by SMS only
   * confuses. */
  static const OutboxState waiting[] = {OUTBOX_STATE_QUEUED,
                                        OUTBOX_STATE_DEFERRED};
  for (size_t i = 0; i < G_N_ELEMENTS(waiting); i++)
    if (!change_all(queue,
                    store_query(queue->store, error,
                                "SELECT id FROM outbox WHERE state = $1"
                                " AND state IN ('queued', 'deferred')"
                                " AND expires_at_ms <= $2 AND kind <> 'ticket'"
                                " AND (channel = 'sms' OR transport IN"
                                " (SELECT transport FROM breaker))",
                                "ti", outbox_state_to_string(waiting[i]),
                                queue->now_ms),
                    (StateChange){waiting[i], OUTBOX_STATE_EXPIRED}, NULL,
                    error))
      return false;
  return true;
}

/* Cancel the rows of a group that are in one state and never reached a peer. */
static bool
cancel_in(Queue *queue, const char *cancel_group, OutboxState from,
          int *inout_cancelled, GError **error)
{
  int count = 0;
  if (!change_all(queue,
                  store_query(queue->store, error,
                              "SELECT id FROM outbox WHERE cancel_group = $1"
                              " AND state = $2 AND unknown_count = 0",
                              "tt", cancel_group, outbox_state_to_string(from)),
                  (StateChange){from, OUTBOX_STATE_CANCELLED}, &count, error))
    return false;
  *inout_cancelled += count;
  return true;
}

bool
outbox_cancel(Queue *queue, const char *cancel_group, int *out_cancelled,
              int *out_late, GError **error)
{
  int64_t late = 0;
  if (!store_get_int64(queue->store, &late, error,
                       "SELECT count(*) FROM outbox WHERE cancel_group = $1"
                       " AND (state IN ('leased', 'sent', 'delivered')"
                       " OR unknown_count > 0)",
                       "t", cancel_group))
    return false;
  *out_late = (int)late;
  *out_cancelled = 0;
  static const OutboxState waiting[] = {
      OUTBOX_STATE_QUEUED, OUTBOX_STATE_DEFERRED, OUTBOX_STATE_HOLD};
  for (size_t i = 0; i < G_N_ELEMENTS(waiting); i++)
    if (!cancel_in(queue, cancel_group, waiting[i], out_cancelled, error))
      return false;
  return true;
}

bool
outbox_retry(Queue *queue, const char *id, GError **error)
{
  GError *failure = NULL;
  g_autoptr(OutboxFate) fate = fate_load(queue, id, &failure);
  if (failure != NULL) {
    g_propagate_error(error, failure);
    return false;
  }
  /* Not what may have arrived: that waits for its receipt. */
  if (fate != NULL && fate->state == OUTBOX_STATE_DEFERRED &&
      fate->unknown_count == 0)
    return store_run(queue->store, error,
                     "UPDATE outbox SET due_at_ms = $2 WHERE id = $1", "ti", id,
                     queue->now_ms);
  if (fate == NULL || (fate->state != OUTBOX_STATE_HOLD &&
                       fate->state != OUTBOX_STATE_FAILED)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "outbox %s is not held, failed or deferred", id);
    return false;
  }
  int64_t life_ms = fate->expires_at_ms - fate->created_at_ms;
  return queue_change_state(queue, &outbox_states, id,
                            (StateChange){fate->state, OUTBOX_STATE_QUEUED},
                            error) &&
         store_run(queue->store, error,
                   "UPDATE outbox SET due_at_ms = $2, expires_at_ms = $3,"
                   " unknown_count = 0, status = NULL, finished_at_ms = NULL"
                   " WHERE id = $1",
                   "tii", id, queue->now_ms, queue->now_ms + life_ms);
}

bool
outbox_release_held(Queue *queue, int *out_count, GError **error)
{
  g_autoptr(GPtrArray) ids = store_rows_take_texts(
      store_query(queue->store, error,
                  "SELECT id FROM outbox WHERE state = 'hold'"
                  " AND status = 'paused' ORDER BY id",
                  ""),
      error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!outbox_retry(queue, ids->pdata[i], error))
      return false;
  if (ids != NULL)
    *out_count = (int)ids->len;
  return ids != NULL;
}

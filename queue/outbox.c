/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the outbox: writing, leasing, counting.  What the fate of an attempt
 * does to a row stands in outbox_fate.c.
 */
#include "queue/outbox.h"

#include "queue/outbox_private.h"

#define BIT(state) (1u << (state))

enum {
  WAITING = BIT(OUTBOX_STATE_EXPIRED) | BIT(OUTBOX_STATE_SUPPRESSED) |
            BIT(OUTBOX_STATE_CANCELLED) | BIT(OUTBOX_STATE_HOLD),
  RECEIPT = BIT(OUTBOX_STATE_DELIVERED) | BIT(OUTBOX_STATE_FAILED) |
            BIT(OUTBOX_STATE_EXPIRED),
  BODY_LIMIT = 32 * 1048576, /* a mail of ours with its pictures */
};

static const char *const state_names[] = {
    [OUTBOX_STATE_QUEUED] = "queued",
    [OUTBOX_STATE_LEASED] = "leased",
    [OUTBOX_STATE_SENT] = "sent",
    [OUTBOX_STATE_DELIVERED] = "delivered",
    [OUTBOX_STATE_DEFERRED] = "deferred",
    [OUTBOX_STATE_FAILED] = "failed",
    [OUTBOX_STATE_EXPIRED] = "expired",
    [OUTBOX_STATE_SUPPRESSED] = "suppressed",
    [OUTBOX_STATE_HOLD] = "hold",
    [OUTBOX_STATE_CANCELLED] = "cancelled",
};

static const unsigned state_next[] = {
    [OUTBOX_STATE_QUEUED] = BIT(OUTBOX_STATE_LEASED) | WAITING,
    [OUTBOX_STATE_LEASED] = BIT(OUTBOX_STATE_SENT) |
                            BIT(OUTBOX_STATE_DEFERRED) |
                            BIT(OUTBOX_STATE_HOLD) | RECEIPT,
    [OUTBOX_STATE_SENT] = RECEIPT,
    [OUTBOX_STATE_DELIVERED] = 0,
    [OUTBOX_STATE_DEFERRED] =
        BIT(OUTBOX_STATE_LEASED) | BIT(OUTBOX_STATE_SENT) | RECEIPT | WAITING,
    [OUTBOX_STATE_FAILED] =
        BIT(OUTBOX_STATE_DELIVERED) | BIT(OUTBOX_STATE_QUEUED),
    [OUTBOX_STATE_EXPIRED] = BIT(OUTBOX_STATE_DELIVERED),
    [OUTBOX_STATE_SUPPRESSED] = 0,
    [OUTBOX_STATE_HOLD] = BIT(OUTBOX_STATE_QUEUED) |
                          BIT(OUTBOX_STATE_DELIVERED) |
                          BIT(OUTBOX_STATE_CANCELLED),
    [OUTBOX_STATE_CANCELLED] = 0,
};

const StateTable outbox_states = {
    .table = "outbox",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .tallied = ~(BIT(OUTBOX_STATE_QUEUED) | BIT(OUTBOX_STATE_LEASED) |
                 BIT(OUTBOX_STATE_DEFERRED)),
    .sql = "UPDATE outbox SET state = $2 WHERE id = $1 AND state = $3",
};

const char *
outbox_state_to_string(OutboxState state)
{
  return state_names[state];
}

void
outbox_job_free(OutboxJob *job)
{
  if (job == NULL)
    return;
  g_free(job->channel);
  g_free(job->transport);
  g_free(job->kind);
  g_free(job->envelope_from);
  g_free(job->address);
  g_clear_pointer(&job->body, g_bytes_unref);
  g_free(job);
}

char *
outbox_place(const char *column, const char *id)
{
  return g_strconcat("outbox|", column, "|", id, NULL);
}

/* Seal the body; the content is to be cleared by the caller. */
static bool
outbox_seal_body(Queue *queue, const OutboxNew *message, Content *out_content,
                 GError **error)
{
  g_autofree char *place = outbox_place("body", message->id.text);
  return content_write(queue, message->body,
                       (ContentPlace){message->owner_id, place}, out_content,
                       error);
}

static bool
outbox_insert(Queue *queue, const OutboxNew *message, const Content *body,
              GError **error)
{
  g_autofree char *place = outbox_place("address", message->id.text);
  g_autoptr(GBytes) address = keyring_seal_text(queue->ring, message->owner_id,
                                                place, message->address, error);
  if (address == NULL)
    return false;
  g_autoptr(GBytes) lookup =
      keyring_lookup(queue->ring, message->channel, message->address);
  int64_t due_ms = MAX(message->not_before_ms, queue->now_ms);
  return store_run(
      queue->store, error,
      "INSERT INTO outbox (id, state, channel, transport, kind, priority,"
      " dedupe, owner_id, lookup, envelope_from, address, body_blob,"
      " body_key, message_id, inbox_id, ticket_id, cancel_group,"
      " created_at_ms, due_at_ms, expires_at_ms) VALUES ($1, 'queued', $2,"
      " $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,"
      " $18, $19) ON CONFLICT (dedupe) DO NOTHING",
      "ttttittbtbtbttttiii", message->id.text, message->channel,
      message->transport, message->kind, (int64_t)message->priority,
      message->dedupe, message->owner_id, lookup, message->envelope_from,
      address, body->blob, body->key, message->message_id, message->inbox_id,
      message->ticket_id, message->cancel_group, queue->now_ms, due_ms,
      due_ms + message->life_s * 1000);
}

/* A row that waits for a person, or never goes. */
static bool
outbox_set_aside(Queue *queue, const char *id, StateChange change,
                 const char *why, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET status = $2, state = $3"
                   " WHERE id = $1 AND state = $4",
                   "tttt", id, why, state_names[change.to],
                   state_names[change.from]) &&
         queue_state_changed(queue, &outbox_states, id, change, error);
}

bool
outbox_add(Queue *queue, const OutboxNew *message, bool *out_added,
           GError **error)
{
  Content body = {0};
  if (!outbox_seal_body(queue, message, &body, error))
    return false;
  const char *id = message->id.text;
  bool ok = outbox_insert(queue, message, &body, error);
  bool added = ok && store_changes(queue->store) == 1;
  if (added)
    ok = content_insert(queue, id, &body, error);
  content_clear(&body);
  if (!ok)
    return false;
  if (out_added != NULL)
    *out_added = added;
  if (added && message->suppressed != NULL)
    return outbox_set_aside(
        queue, id, (StateChange){OUTBOX_STATE_QUEUED, OUTBOX_STATE_SUPPRESSED},
        message->suppressed, error);
  if (added && message->held)
    return outbox_set_aside(
        queue, id, (StateChange){OUTBOX_STATE_QUEUED, OUTBOX_STATE_HOLD},
        "paused", error);
  return true;
}

/* Open the sealed parts of the due row under the iterator; on failure the body
 * stays NULL. */
static OutboxJob *
job_read(Queue *queue, StoreRows *rows, GError **error)
{
  OutboxJob *job = g_new0(OutboxJob, 1);
  const char *id = store_rows_text(rows, 0);
  g_strlcpy(job->id.text, id, sizeof job->id.text);
  job->attempt = (int)store_rows_int64(rows, 1) + 1;
  job->state =
      (OutboxState)queue_state_of(&outbox_states, store_rows_text(rows, 11));
  job->channel = store_rows_dup_text(rows, 2);
  job->transport = store_rows_dup_text(rows, 3);
  job->kind = store_rows_dup_text(rows, 4);
  job->envelope_from = store_rows_dup_text(rows, 5);
  g_autofree char *owner = store_rows_dup_text(rows, 6);
  g_autoptr(GBytes) address = store_rows_bytes(rows, 7);
  Content body = {store_rows_bytes(rows, 8), store_rows_dup_text(rows, 9),
                  store_rows_bytes(rows, 10)};
  job->is_repeat = store_rows_int64(rows, 12) > 0;
  g_autofree char *place = outbox_place("address", id);
  job->address = keyring_open_text(queue->ring, owner, place, address, error);
  if (job->address != NULL) {
    g_autofree char *body_place = outbox_place("body", id);
    job->body = content_read(queue, &body, (ContentPlace){owner, body_place},
                             BODY_LIMIT, error);
  }
  content_clear(&body);
  return job;
}

/* A job that only this row is to blame for. */
static bool
is_row_damaged(const GError *error)
{
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_CORRUPT) ||
         g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING) ||
         g_error_matches(error, STORE_ERROR, STORE_ERROR_INVALID);
}

/* Read the due rows before any of them is changed.  What cannot be opened has
 * no body and is held, so that the others go. */
static bool
jobs_read(Queue *queue, StoreRows *rows, GPtrArray *jobs, GError **error)
{
  GError *failure = NULL;
  while (store_rows_next(rows, &failure)) {
    OutboxJob *job = job_read(queue, rows, &failure);
    g_ptr_array_add(jobs, job);
    if (job->body != NULL)
      continue;
    if (!is_row_damaged(failure))
      break;
    g_clear_error(&failure);
  }
  if (failure == NULL)
    return true;
  g_propagate_error(error, failure);
  return false;
}

static bool
job_hold(Queue *queue, const OutboxJob *job, GError **error)
{
  return outbox_set_aside(queue, job->id.text,
                          (StateChange){job->state, OUTBOX_STATE_HOLD},
                          "unreadable", error);
}

static bool
job_lease(Queue *queue, OutboxJob *job, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET attempts = attempts + 1, lease = $2,"
                   " leased_until_ms = $3, state = 'leased'"
                   " WHERE id = $1 AND state = $4",
                   "tiit", job->id.text, (int64_t)job->attempt,
                   queue->now_ms + RETRY_LEASE_S * INT64_C(1000),
                   state_names[job->state]) &&
         queue_state_changed(queue, &outbox_states, job->id.text,
                             (StateChange){job->state, OUTBOX_STATE_LEASED},
                             error);
}

/* Lease of what is at least as urgent as `least`. */
static GPtrArray *
lease_urgent(Queue *queue, const char *transport, OutboxPriority least,
             unsigned limit, GError **error)
{
  g_autoptr(GPtrArray) jobs =
      g_ptr_array_new_with_free_func((GDestroyNotify)outbox_job_free);
  {
    g_autoptr(StoreRows) rows = store_query(
        queue->store, error,
        "SELECT id, lease, channel, transport, kind, envelope_from,"
        " owner_id, address, (SELECT body FROM content c"
        " WHERE c.id = outbox.id), body_blob, body_key, state, unknown_count"
        " FROM outbox WHERE transport = $1 AND due_at_ms <= $2"
        " AND state IN ('queued', 'deferred') AND priority <= $4"
        " ORDER BY priority, due_at_ms, id LIMIT $3",
        "tiii", transport, queue->now_ms, (int64_t)limit, (int64_t)least);
    if (rows == NULL || !jobs_read(queue, rows, jobs, error))
      return NULL;
  }
  for (guint i = 0; i < jobs->len;) {
    OutboxJob *job = jobs->pdata[i];
    bool readable = job->body != NULL;
    if (readable ? !job_lease(queue, job, error) : !job_hold(queue, job, error))
      return NULL;
    if (readable)
      i++;
    else
      g_ptr_array_remove_index(jobs, i);
  }
  return g_steal_pointer(&jobs);
}

GPtrArray *
outbox_lease(Queue *queue, const char *transport, unsigned limit,
             GError **error)
{
  return lease_urgent(queue, transport, OUTBOX_PRIORITY_MASS, limit, error);
}

GPtrArray *
outbox_lease_danger(Queue *queue, const char *transport, unsigned limit,
                    GError **error)
{
  return lease_urgent(queue, transport, OUTBOX_PRIORITY_DANGER, limit, error);
}

bool
outbox_next_due(Queue *queue, const char *transport, int64_t *out_due_ms,
                GError **error)
{
  static const OutboxPriority priorities[] = {
      OUTBOX_PRIORITY_DANGER, OUTBOX_PRIORITY_TICKET, OUTBOX_PRIORITY_STATUS,
      OUTBOX_PRIORITY_MASS};
  int64_t next_ms = INT64_MAX;
  /* One index look-up a priority: a backlog of thousands costs nothing. */
  for (size_t i = 0; i < G_N_ELEMENTS(priorities); i++) {
    int64_t due_ms = INT64_MAX;
    if (!store_get_int64(queue->store, &due_ms, error,
                         "SELECT due_at_ms FROM outbox WHERE transport = $1"
                         " AND priority = $2"
                         " AND state IN ('queued', 'deferred')"
                         " ORDER BY due_at_ms LIMIT 1",
                         "ti", transport, (int64_t)priorities[i]))
      return false;
    next_ms = MIN(next_ms, due_ms);
  }
  *out_due_ms = next_ms;
  return true;
}

bool
outbox_count_since(Queue *queue, GBytes *lookup, int64_t since_ms,
                   int64_t *out_count, GError **error)
{
  *out_count = 0;
  return store_get_int64(queue->store, out_count, error,
                         "SELECT count(*) FROM outbox WHERE lookup = $1"
                         " AND created_at_ms BETWEEN $2 AND $3",
                         "bii", lookup, since_ms, queue->now_ms);
}

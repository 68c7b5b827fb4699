/* SPDX-License-Identifier: Apache-2.0
 *
 * Moments that lie further ahead than any plan asks for.
 */
#include "queue/outbox_clock.h"

#include "queue/retry.h"

/* The longest wait of a plan, with its jitter (retry_wait_ms). */
#define WAIT_MAX_MS (RETRY_MAX_S * INT64_C(1100))

/* What is due later than it was written keeps that distance, once: then it is
 * due before it was written. */
static bool
pull_queued(Queue *queue, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET due_at_ms = due_at_ms - created_at_ms"
                   " + $1 WHERE state = 'queued' AND created_at_ms > $2"
                   " AND due_at_ms >= created_at_ms",
                   "ii", queue->now_ms, queue->now_ms + WAIT_MAX_MS);
}

static bool
pull_deferred(Queue *queue, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET due_at_ms = $1 WHERE state = 'deferred'"
                   " AND due_at_ms > $2",
                   "ii", queue->now_ms + RETRY_MIN_S * INT64_C(1000),
                   queue->now_ms + WAIT_MAX_MS);
}

static bool
pull_leases(Queue *queue, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET leased_until_ms = $1"
                   " WHERE state = 'leased' AND leased_until_ms > $1",
                   "i", queue->now_ms + RETRY_LEASE_S * INT64_C(1000));
}

static bool
pull_pauses(Queue *queue, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE breaker SET paused_until_ms = $1"
                   " WHERE paused_until_ms > $1",
                   "i", queue->now_ms + RETRY_BREAKER_MAX_S * INT64_C(1000));
}

bool
outbox_clock_set_back(Queue *queue, GError **error)
{
  return pull_queued(queue, error) && pull_deferred(queue, error) &&
         pull_leases(queue, error) && pull_pauses(queue, error);
}

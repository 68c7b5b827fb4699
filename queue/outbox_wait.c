/* SPDX-License-Identifier: Apache-2.0
 *
 * Due times and ends of life of rows that wait.
 */
#include "queue/outbox_wait.h"

#include "queue/outbox.h"

bool
outbox_put_off(Queue *queue, const char *transport, int64_t until_ms,
               GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET due_at_ms = $2, expires_at_ms ="
                   " expires_at_ms + $2 - CASE WHEN due_at_ms < $3 THEN $3"
                   " ELSE due_at_ms END WHERE transport = $1"
                   " AND priority >= $4 AND due_at_ms < $2"
                   " AND state IN ('queued', 'deferred')",
                   "tiii", transport, until_ms, queue->now_ms,
                   (int64_t)OUTBOX_PRIORITY_STATUS);
}

bool
outbox_keep_alive(Queue *queue, const char *transport, int64_t until_ms,
                  GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE outbox SET expires_at_ms = $2 WHERE transport = $1"
                   " AND expires_at_ms < $2"
                   " AND state IN ('queued', 'deferred')",
                   "ti", transport, until_ms);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the tables intake and answers_off.
 */
#include "queue/intake.h"

#include <string.h>

static bool
insert(Queue *queue, const IntakeMessage *message, GBytes *text_hash,
       GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO intake (lookup, inbox_id, at_ms, text_hash)"
                   " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                   "btib", message->lookup, message->inbox_id, message->at_ms,
                   text_hash);
}

bool
intake_count(Queue *queue, const IntakeMessage *message, IntakeCount *out_count,
             GError **error)
{
  g_autoptr(GBytes) text_hash = keyring_content_hash(
      queue->ring, "intake", message->text, strlen(message->text));
  IntakeCount count = {0, 0};
  if (!insert(queue, message, text_hash, error) ||
      !store_get_int64(queue->store, &count.in_window, error,
                       "SELECT count(*) FROM intake WHERE lookup = $1"
                       " AND at_ms > $2 AND at_ms <= $3",
                       "bii", message->lookup,
                       message->at_ms - INTAKE_WINDOW_MS, message->at_ms) ||
      !store_get_int64(queue->store, &count.same, error,
                       "SELECT count(*) FROM intake WHERE lookup = $1"
                       " AND at_ms > $2 AND at_ms <= $3 AND text_hash = $4",
                       "biib", message->lookup, message->at_ms - INTAKE_SAME_MS,
                       message->at_ms, text_hash))
    return false;
  *out_count = count;
  return true;
}

bool
intake_answers_off(Queue *queue, GBytes *lookup, int64_t until_ms,
                   GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO answers_off (lookup, until_ms)"
                   " VALUES ($1, $2) ON CONFLICT (lookup) DO UPDATE"
                   " SET until_ms = $2",
                   "bi", lookup, until_ms);
}

bool
intake_are_answers_off(Queue *queue, GBytes *lookup, bool *out_off,
                       GError **error)
{
  int64_t until_ms = 0;
  if (!store_get_int64(queue->store, &until_ms, error,
                       "SELECT until_ms FROM answers_off WHERE lookup = $1",
                       "b", lookup))
    return false;
  *out_off = until_ms > queue->now_ms;
  return true;
}

bool
intake_sweep(Queue *queue, GError **error)
{
  return store_run(queue->store, error, "DELETE FROM intake WHERE at_ms < $1",
                   "i", queue->now_ms - INTAKE_WINDOW_MS) &&
         store_run(queue->store, error,
                   "DELETE FROM answers_off WHERE until_ms < $1", "i",
                   queue->now_ms);
}

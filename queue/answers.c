/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the table `setting`.
 */
#include "queue/answers.h"

#include "queue/outbox.h"

bool
answers_pause(Queue *queue, GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO setting (name, value)"
                   " VALUES ('answers', 'paused')",
                   "");
}

bool
answers_are_paused(Queue *queue, bool *out_paused, GError **error)
{
  return store_get_bool(queue->store, out_paused, error,
                        "SELECT count(*) FROM setting WHERE name = 'answers'"
                        " AND value = 'paused'",
                        "");
}

bool
answers_are_settled(Queue *queue, int64_t since_ms, bool *out_settled,
                    GError **error)
{
  return store_get_bool(queue->store, out_settled, error,
                        "SELECT count(*) FROM setting WHERE name = 'answers'"
                        " OR (name = 'answers-released-at'"
                        " AND CAST(value AS bigint) > $1)",
                        "i", since_ms);
}

bool
answers_release(Queue *queue, const char *who, int *out_count, GError **error)
{
  return store_run(queue->store, error,
                   "DELETE FROM setting WHERE name = 'answers'", "") &&
         outbox_release_held(queue, out_count, error) &&
         store_run(queue->store, error,
                   "INSERT INTO setting (name, value)"
                   " VALUES ('answers-released-by', $1) ON CONFLICT (name)"
                   " DO UPDATE SET value = $1",
                   "t", who) &&
         store_run(queue->store, error,
                   "INSERT INTO setting (name, value)"
                   " VALUES ('answers-released-at', CAST($1 AS text))"
                   " ON CONFLICT (name) DO UPDATE SET value = CAST($1 AS text)",
                   "i", queue->now_ms);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of counters.  Adding does not tell the new value: RETURNING would make
 * SQLite build a table for it, and most callers do not ask.
 */
#include "queue/counter.h"

bool
counter_add(Queue *queue, const char *name, int64_t amount, GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO counter (name, value) VALUES ($1, $2)"
                   " ON CONFLICT (name) DO UPDATE SET value ="
                   " counter.value + $2",
                   "ti", name, amount);
}

bool
counter_get(Queue *queue, const char *name, int64_t *out_value, GError **error)
{
  int64_t value = 0;
  if (!store_get_int64(queue->store, &value, error,
                       "SELECT value FROM counter WHERE name = $1", "t", name))
    return false;
  *out_value = value;
  return true;
}

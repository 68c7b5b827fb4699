/* SPDX-License-Identifier: Apache-2.0
 *
 * The one function through which the state of a row changes.
 */
#include "queue/queue.h"

#include "parsers/name_table.h"
#include "queue/tally.h"

Id
queue_new_id(Queue *queue, int64_t now_ms)
{
  queue->last_id = id_after(&queue->last_id, now_ms);
  return queue->last_id;
}

bool
queue_change_state(Queue *queue, const StateTable *states, const char *id,
                   StateChange change, GError **error)
{
  g_assert(change.from < states->count && change.to < states->count);
  return store_run(queue->store, error, states->sql, "ttt", id,
                   states->names[change.to], states->names[change.from]) &&
         queue_state_changed(queue, states, id, change, error);
}

static bool
tally_state(Queue *queue, const StateTable *states, unsigned state, int amount,
            GError **error)
{
  return (states->tallied & (1u << state)) == 0 ||
         tally_add(queue, states->table, states->names[state], amount, error);
}

bool
queue_state_changed(Queue *queue, const StateTable *states, const char *id,
                    StateChange change, GError **error)
{
  unsigned from = change.from;
  unsigned to = change.to;
  g_assert(from < states->count && to < states->count);
  g_assert((states->next[from] & (1u << to)) != 0);
  if (store_changes(queue->store) != 1) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "%s %s is not in state %s", states->table, id,
                states->names[from]);
    return false;
  }
  if (queue->on_state != NULL)
    queue->on_state(queue->user, states->table, id, states->names[from],
                    states->names[to]);
  return tally_state(queue, states, from, -1, error) &&
         tally_state(queue, states, to, 1, error);
}

unsigned
queue_state_of(const StateTable *states, const char *name)
{
  int i = name_table_find(states->names, states->count, name);
  g_assert(i >= 0);
  return (unsigned)i;
}

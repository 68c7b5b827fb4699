/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody wants nothing more: what waits for him goes no more.
 */
#include "queue/outbox_stop.h"

#include "queue/outbox_private.h"
#include "queue/person.h"

/* A row that may be stopped: nothing of it went out. */
typedef struct Waiting {
  Id id;
  unsigned state;
} Waiting;

static GArray *
find_waiting(Queue *queue, GBytes *lookup, const char *ticket_id,
             GError **error)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Waiting));
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT id, state FROM outbox WHERE lookup = $1 AND priority >= $2"
      " AND state IN ('queued', 'deferred', 'hold') AND unknown_count = 0"
      " AND ($3 = '' OR ticket_id = $3)",
      "bit", lookup, (int64_t)OUTBOX_PRIORITY_STATUS,
      ticket_id == NULL ? "" : ticket_id);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    Waiting row = {
        .state = queue_state_of(&outbox_states, store_rows_text(rows, 1))};
    g_strlcpy(row.id.text, store_rows_text(rows, 0), sizeof row.id.text);
    g_array_append_val(found, row);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&found) : NULL;
}

bool
outbox_cancel_unasked(Queue *queue, GBytes *lookup, const char *ticket_id,
                      GError **error)
{
  g_autoptr(GArray) rows = find_waiting(queue, lookup, ticket_id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const Waiting *row = &g_array_index(rows, Waiting, i);
    if (!queue_change_state(queue, &outbox_states, row->id.text,
                            (StateChange){row->state, OUTBOX_STATE_CANCELLED},
                            error))
      return false;
  }
  return rows != NULL;
}

bool
outbox_recipient(Queue *queue, const Id *id, GBytes **out_lookup,
                 GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT lookup FROM outbox WHERE id = $1", "t", id->text);
  if (rows == NULL)
    return false;
  *out_lookup = store_rows_next(rows, error) ? store_rows_bytes(rows, 0) : NULL;
  return store_rows_ok(rows);
}

bool
outbox_stop_all(Queue *queue, const char *channel, GBytes *lookup,
                GError **error)
{
  return contact_opt_out(queue, channel, lookup, "", error) &&
         outbox_cancel_unasked(queue, lookup, NULL, error);
}

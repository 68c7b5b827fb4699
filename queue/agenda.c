/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the agenda.
 */
#include "queue/agenda.h"

typedef enum AgendaState {
  AGENDA_STATE_WAITING,
  AGENDA_STATE_DONE,
  AGENDA_STATE_CANCELLED,
} AgendaState;

static const char *const state_names[] = {
    [AGENDA_STATE_WAITING] = "waiting",
    [AGENDA_STATE_DONE] = "done",
    [AGENDA_STATE_CANCELLED] = "cancelled",
};

static const unsigned state_next[] = {
    [AGENDA_STATE_WAITING] =
        1u << AGENDA_STATE_DONE | 1u << AGENDA_STATE_CANCELLED,
    [AGENDA_STATE_DONE] = 1u << AGENDA_STATE_WAITING,
    [AGENDA_STATE_CANCELLED] = 1u << AGENDA_STATE_WAITING,
};

static const StateTable states = {
    .table = "agenda",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .sql = "UPDATE agenda SET state = $2 WHERE id = $1 AND state = $3",
};

void
agenda_item_free(AgendaItem *item)
{
  if (item == NULL)
    return;
  g_free(item->kind);
  g_free(item->subject);
  g_free(item);
}

/* A timer's id and state; the id is empty when there is none. */
typedef struct Timer {
  Id id;
  AgendaState state;
} Timer;

static bool
agenda_find(Queue *queue, const char *kind, const char *subject, Timer *out,
            GError **error)
{
  *out = (Timer){.state = AGENDA_STATE_WAITING};
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT id, state FROM agenda WHERE kind = $1 AND subject = $2", "tt",
      kind, subject);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    g_strlcpy(out->id.text, store_rows_text(rows, 0), sizeof out->id.text);
    out->state = (AgendaState)queue_state_of(&states, store_rows_text(rows, 1));
  }
  return store_rows_ok(rows);
}

bool
agenda_set(Queue *queue, const char *kind, const char *subject,
           int64_t due_at_ms, GError **error)
{
  Timer timer = {.id = id_new(due_at_ms)};
  if (!store_run(queue->store, error,
                 "INSERT INTO agenda (id, kind, subject, state, due_at_ms)"
                 " VALUES ($1, $2, $3, 'waiting', $4)"
                 " ON CONFLICT (kind, subject) DO NOTHING",
                 "ttti", timer.id.text, kind, subject, due_at_ms))
    return false;
  if (store_changes(queue->store) == 1)
    return true;
  if (!agenda_find(queue, kind, subject, &timer, error))
    return false;
  if (timer.state != AGENDA_STATE_WAITING &&
      !queue_change_state(queue, &states, timer.id.text,
                          (StateChange){timer.state, AGENDA_STATE_WAITING},
                          error))
    return false;
  return store_run(queue->store, error,
                   "UPDATE agenda SET due_at_ms = $2 WHERE id = $1", "ti",
                   timer.id.text, due_at_ms);
}

bool
agenda_cancel(Queue *queue, const char *kind, const char *subject,
              GError **error)
{
  Timer timer;
  if (!agenda_find(queue, kind, subject, &timer, error))
    return false;
  if (timer.id.text[0] == '\0' || timer.state != AGENDA_STATE_WAITING)
    return true;
  return queue_change_state(
      queue, &states, timer.id.text,
      (StateChange){AGENDA_STATE_WAITING, AGENDA_STATE_CANCELLED}, error);
}

bool
agenda_done(Queue *queue, const char *id, GError **error)
{
  return queue_change_state(
      queue, &states, id,
      (StateChange){AGENDA_STATE_WAITING, AGENDA_STATE_DONE}, error);
}

GPtrArray *
agenda_due(Queue *queue, unsigned limit, GError **error)
{
  g_autoptr(GPtrArray) items =
      g_ptr_array_new_with_free_func((GDestroyNotify)agenda_item_free);
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, kind, subject, due_at_ms FROM agenda"
                  " WHERE state = 'waiting' AND due_at_ms <= $1"
                  " ORDER BY due_at_ms LIMIT $2",
                  "ii", queue->now_ms, (int64_t)limit);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    AgendaItem *item = g_new0(AgendaItem, 1);
    g_strlcpy(item->id.text, store_rows_text(rows, 0), sizeof item->id.text);
    item->kind = store_rows_dup_text(rows, 1);
    item->subject = store_rows_dup_text(rows, 2);
    item->due_at_ms = store_rows_int64(rows, 3);
    g_ptr_array_add(items, item);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&items) : NULL;
}

bool
agenda_next_due(Queue *queue, int64_t *out_due_ms, GError **error)
{
  *out_due_ms = INT64_MAX;
  return store_get_int64(queue->store, out_due_ms, error,
                         "SELECT due_at_ms FROM agenda WHERE state = 'waiting'"
                         " ORDER BY due_at_ms LIMIT 1",
                         "");
}

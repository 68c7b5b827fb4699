/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the inbox.
 */
#include "queue/inbox.h"

#include <string.h>

#include "queue/json_column.h"

#define BIT(state) (1u << (state))

static const char *const state_names[] = {
    [INBOX_STATE_INCOMING] = "incoming",   [INBOX_STATE_ACTIVE] = "active",
    [INBOX_STATE_DONE] = "done",           [INBOX_STATE_HOLD] = "hold",
    [INBOX_STATE_DISCARDED] = "discarded",
};

static const unsigned state_next[] = {
    [INBOX_STATE_INCOMING] = BIT(INBOX_STATE_ACTIVE),
    [INBOX_STATE_ACTIVE] = BIT(INBOX_STATE_DONE) | BIT(INBOX_STATE_HOLD) |
                           BIT(INBOX_STATE_DISCARDED),
    [INBOX_STATE_DONE] = 0,
    [INBOX_STATE_HOLD] = BIT(INBOX_STATE_INCOMING) | BIT(INBOX_STATE_DISCARDED),
    [INBOX_STATE_DISCARDED] = 0,
};

static const StateTable states = {
    .table = "inbox",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .tallied = BIT(INBOX_STATE_DONE) | BIT(INBOX_STATE_DISCARDED),
    .sql = "UPDATE inbox SET state = $2 WHERE id = $1 AND state = $3",
};

const char *
inbox_state_to_string(InboxState state)
{
  return state_names[state];
}

char *
inbox_raw_place(const char *id)
{
  return g_strconcat("inbox|raw|", id, NULL);
}

void
inbox_item_free(InboxItem *item)
{
  if (item == NULL)
    return;
  g_free(item->channel);
  g_free(item->source);
  g_free(item->person_id);
  json_decref(item->head);
  content_clear(&item->raw);
  g_clear_pointer(&item->raw_hash, g_bytes_unref);
  g_free(item);
}

bool
inbox_add(Queue *queue, const InboxNew *message, bool *out_added,
          GError **error)
{
  g_autofree char *place = g_strconcat("inbox|head|", message->id.text, NULL);
  g_autoptr(GBytes) head =
      json_column_seal(queue, NULL, place, message->head, error);
  if (head == NULL)
    return false;
  if (!store_run(queue->store, error,
                 "INSERT INTO inbox (id, natural_key, channel, source, state,"
                 " adopted, received_at_ms, imported_at_ms, size_bytes, head,"
                 " raw_blob, raw_key, raw_hash) VALUES"
                 " ($1, $2, $3, $4, 'incoming', $5, $6, $7, $8, $9, $10, $11,"
                 " $12) ON CONFLICT (natural_key) DO NOTHING",
                 "tbttiiiibtbb", message->id.text, message->natural_key,
                 message->channel, message->source, (int64_t)message->adopted,
                 message->received_at_ms, queue->now_ms,
                 (int64_t)message->size_bytes, head, message->raw.blob,
                 message->raw.key, message->raw_hash))
    return false;
  *out_added = store_changes(queue->store) == 1;
  return !*out_added ||
         content_insert(queue, message->id.text, &message->raw, error);
}

#define ITEM_COLUMNS                                                           \
  "SELECT id, state, channel, source, adopted, received_at_ms,"                \
  " imported_at_ms, size_bytes, attempts, head,"                               \
  " (SELECT body FROM content c WHERE c.id = inbox.id), raw_blob, raw_key,"    \
  " raw_hash, person_id FROM inbox "

/* Open the sealed head; one that is damaged stays NULL. */
static bool
item_open_head(Queue *queue, InboxItem *item, GBytes *sealed, GError **error)
{
  g_autofree char *place = g_strconcat("inbox|head|", item->id.text, NULL);
  GError *failure = NULL;
  item->head = json_column_open(queue, NULL, place, sealed, &failure);
  if (item->head != NULL ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
    g_clear_error(&failure);
    return true;
  }
  g_propagate_error(error, failure);
  return false;
}

/* Read the row under the iterator. */
static InboxItem *
item_read(Queue *queue, StoreRows *rows, GError **error)
{
  g_autoptr(InboxItem) item = g_new0(InboxItem, 1);
  g_strlcpy(item->id.text, store_rows_text(rows, 0), sizeof item->id.text);
  item->state = (InboxState)queue_state_of(&states, store_rows_text(rows, 1));
  item->channel = store_rows_dup_text(rows, 2);
  item->source = store_rows_dup_text(rows, 3);
  item->adopted = store_rows_int64(rows, 4) != 0;
  item->received_at_ms = store_rows_int64(rows, 5);
  item->imported_at_ms = store_rows_int64(rows, 6);
  item->size_bytes = (uint64_t)store_rows_int64(rows, 7);
  item->attempts = (int)store_rows_int64(rows, 8);
  g_autoptr(GBytes) head = store_rows_bytes(rows, 9);
  item->raw.body = store_rows_bytes(rows, 10);
  item->raw.blob = store_rows_dup_text(rows, 11);
  item->raw.key = store_rows_bytes(rows, 12);
  item->raw_hash = store_rows_bytes(rows, 13);
  item->person_id = store_rows_dup_text(rows, 14);
  if (!item_open_head(queue, item, head, error))
    return NULL;
  return g_steal_pointer(&item);
}

/* Nobody can decide about it without its head, and the others must go on. */
static bool
item_hold(Queue *queue, InboxItem *item, GError **error)
{
  const InboxOutcome outcome = {.state = INBOX_STATE_HOLD,
                                .kind = "unreadable"};
  return (item->state == INBOX_STATE_ACTIVE ||
          inbox_begin(queue, item, error)) &&
         inbox_note(queue, item->id.text, "unreadable",
                    "its row in the store is damaged; see bote store verify",
                    error) &&
         inbox_finish(queue, item, &outcome, error);
}

/* Hold the damaged ones among the items and take them out. */
static bool
items_hold_damaged(Queue *queue, GPtrArray *items, GError **error)
{
  for (guint i = 0; i < items->len;) {
    InboxItem *item = items->pdata[i];
    if (item->head != NULL) {
      i++;
      continue;
    }
    if (!item_hold(queue, item, error))
      return false;
    g_ptr_array_remove_index(items, i);
  }
  return true;
}

static GPtrArray *
items_read(Queue *queue, StoreRows *rows, GError **error)
{
  g_autoptr(GPtrArray) items =
      g_ptr_array_new_with_free_func((GDestroyNotify)inbox_item_free);
  while (store_rows_next(rows, error)) {
    InboxItem *item = item_read(queue, rows, error);
    if (item == NULL)
      return NULL;
    g_ptr_array_add(items, item);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&items) : NULL;
}

/* One look; what is damaged among the rows is left out. */
static GPtrArray *
look_for_waiting(Queue *queue, InboxState state, unsigned limit,
                 bool *out_damaged, GError **error)
{
  StoreRows *rows = store_query(
      queue->store, error,
      ITEM_COLUMNS "WHERE state = $1 AND state NOT IN ('done', 'discarded')"
                   " ORDER BY id LIMIT $2",
      "ti", inbox_state_to_string(state), (int64_t)limit);
  if (rows == NULL)
    return NULL;
  g_autoptr(GPtrArray) items = items_read(queue, rows, error);
  store_rows_free(rows); /* before any of them is changed */
  guint count = items == NULL ? 0 : items->len;
  if (items == NULL || !items_hold_damaged(queue, items, error))
    return NULL;
  *out_damaged = items->len < count;
  return g_steal_pointer(&items);
}

GPtrArray *
inbox_waiting(Queue *queue, InboxState state, unsigned limit, GError **error)
{
  for (;;) {
    bool damaged = false;
    GPtrArray *items = look_for_waiting(queue, state, limit, &damaged, error);
    /* Nothing but damaged ones, held now: there may be others behind them. */
    if (items == NULL || items->len > 0 || !damaged)
      return items;
    g_ptr_array_unref(items);
  }
}

InboxItem *
inbox_load(Queue *queue, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error, ITEM_COLUMNS "WHERE id = $1", "t", id);
  if (rows == NULL)
    return NULL;
  if (store_rows_next(rows, error))
    return item_read(queue, rows, error);
  if (store_rows_ok(rows))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no message with the id %s", id);
  return NULL;
}

bool
inbox_begin(Queue *queue, InboxItem *item, GError **error)
{
  InboxState before = item->state;
  if (!store_run(queue->store, error,
                 "UPDATE inbox SET state = 'active', attempts = $2"
                 " WHERE id = $1 AND state = $3",
                 "tit", item->id.text, (int64_t)item->attempts + 1,
                 state_names[before]))
    return false;
  item->state = INBOX_STATE_ACTIVE;
  item->attempts++;
  return before == INBOX_STATE_ACTIVE ||
         queue_state_changed(queue, &states, item->id.text,
                             (StateChange){before, INBOX_STATE_ACTIVE}, error);
}

bool
inbox_finish(Queue *queue, const InboxItem *item, const InboxOutcome *outcome,
             GError **error)
{
  g_autoptr(GBytes) raw_key = g_bytes_ref(item->raw.key);
  const char *person = item->person_id;
  if (outcome->person_id != NULL && person == NULL) {
    g_autofree char *place = inbox_raw_place(item->id.text);
    g_bytes_unref(raw_key);
    raw_key = content_rewrap(queue, &item->raw, (ContentPlace){NULL, place},
                             outcome->person_id, error);
    if (raw_key == NULL)
      return false;
    person = outcome->person_id;
  }
  return store_run(queue->store, error,
                   "UPDATE inbox SET done_at_ms = $2, kind = $3, service = $4,"
                   " person_id = $5, contact_id = $6, ticket_id = $7,"
                   " duplicate_of = $8, content_hash = $9, raw_key = $10,"
                   " state = $11 WHERE id = $1 AND state = $12",
                   "tittttttbbtt", item->id.text, queue->now_ms, outcome->kind,
                   outcome->service, person, outcome->contact_id,
                   outcome->ticket_id, outcome->duplicate_of,
                   outcome->content_hash, raw_key, state_names[outcome->state],
                   state_names[item->state]) &&
         queue_state_changed(queue, &states, item->id.text,
                             (StateChange){item->state, outcome->state}, error);
}

bool
inbox_forget(Queue *queue, const InboxItem *item, char **out_blob,
             GError **error)
{
  g_autoptr(GBytes) none = g_bytes_new_static("", 0);
  *out_blob = g_strdup(item->raw.blob);
  return store_run(queue->store, error,
                   "UPDATE inbox SET raw_key = $2, raw_blob = NULL"
                   " WHERE id = $1",
                   "tb", item->id.text, none) &&
         store_run(queue->store, error, "DELETE FROM content WHERE id = $1",
                   "t", item->id.text);
}

bool
inbox_retry(Queue *queue, const char *id, GError **error)
{
  return queue_change_state(
             queue, &states, id,
             (StateChange){INBOX_STATE_HOLD, INBOX_STATE_INCOMING}, error) &&
         store_run(queue->store, error,
                   "UPDATE inbox SET attempts = 0, done_at_ms = NULL"
                   " WHERE id = $1",
                   "t", id);
}

/* The first text of a query's only row into `out_id`, if there is one. */
static bool
find_id(StoreRows *rows, Id *out_id, GError **error)
{
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    g_strlcpy(out_id->text, store_rows_text(rows, 0), sizeof out_id->text);
  return store_rows_ok(rows);
}

bool
inbox_find_duplicate(Queue *queue, const char *not_id, InboxHashes hashes,
                     Id *out_id, GError **error)
{
  int64_t since_ms = queue->now_ms - INBOX_DUPLICATE_DAYS * INT64_C(86400000);
  out_id->text[0] = '\0';
  if (hashes.raw_hash != NULL) {
    g_autoptr(StoreRows) rows =
        store_query(queue->store, error,
                    "SELECT id FROM inbox WHERE raw_hash = $1 AND id < $2"
                    " AND imported_at_ms >= $3 ORDER BY id LIMIT 1",
                    "bti", hashes.raw_hash, not_id, since_ms);
    if (!find_id(rows, out_id, error))
      return false;
  }
  if (out_id->text[0] != '\0' || hashes.content_hash == NULL)
    return true;
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id FROM inbox WHERE content_hash = $1 AND id <> $2"
                  " AND imported_at_ms >= $3 ORDER BY id LIMIT 1",
                  "bti", hashes.content_hash, not_id, since_ms);
  return find_id(rows, out_id, error);
}

bool
inbox_note(Queue *queue, const char *id, const char *what, const char *detail,
           GError **error)
{
  Id event = queue_new_id(queue, queue->now_ms);
  return store_run(queue->store, error,
                   "INSERT INTO inbox_event (id, inbox_id, at_ms, what, detail)"
                   " VALUES ($1, $2, $3, $4, $5)",
                   "ttitt", event.text, id, queue->now_ms, what, detail);
}

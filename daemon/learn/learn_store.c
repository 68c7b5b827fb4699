/* SPDX-License-Identifier: Apache-2.0
 *
 * One row of a model, many of trainings.
 */
#include "daemon/learn/learn_store.h"

#include <string.h>

#include "queue/content.h"

void
learn_store_key(const Queue *queue, LearnKey *out_key)
{
  static const char name[] = "features";
  g_autoptr(GBytes) hash =
      keyring_content_hash(queue->ring, "learn", name, sizeof name);
  memcpy(out_key->bytes, g_bytes_get_data(hash, NULL), LEARN_KEY_SIZE);
}

void
stored_model_clear(StoredModel *stored)
{
  g_clear_pointer(&stored->model, learn_model_free);
  g_clear_pointer(&stored->id, g_free);
  g_clear_pointer(&stored->blob, g_free);
  stored->trained_at_ms = 0;
}

static char *
place_of(const char *id)
{
  return g_strconcat("learn_model|body|", id, NULL);
}

/* What cannot be read is trained anew: no reason to stand still. */
static bool
open_model(Queue *queue, const Content *content, StoredModel *out,
           char **out_unread, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *place = place_of(out->id);
  g_autoptr(GBytes) bytes = content_read(
      queue, content, (ContentPlace){NULL, place}, LEARN_MODEL_MAX, &failure);
  LearnKey key;
  learn_store_key(queue, &key);
  if (bytes != NULL)
    out->model = learn_model_open(bytes, &key, &failure);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_IO)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  if (failure != NULL)
    *out_unread = g_strdup(failure->message);
  return true;
}

bool
learn_store_load(Queue *queue, StoredModel *out, char **out_unread,
                 GError **error)
{
  *out = (StoredModel){0};
  *out_unread = NULL;
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, trained_at_ms, body, blob, key FROM learn_model"
                  " ORDER BY id DESC LIMIT 1",
                  "");
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  Content content = {.body = store_rows_bytes(rows, 2),
                     .blob = store_rows_dup_text(rows, 3),
                     .key = store_rows_bytes(rows, 4)};
  out->id = store_rows_dup_text(rows, 0);
  out->blob = g_strdup(content.blob);
  out->trained_at_ms = store_rows_int64(rows, 1);
  bool read = open_model(queue, &content, out, out_unread, error);
  content_clear(&content);
  return read;
}

bool
learn_store_drop(Queue *queue, GError **error)
{
  return store_run(queue->store, error, "DELETE FROM learn_model", "");
}

static bool
insert(Queue *queue, const StoredModel *stored, const Content *content,
       GError **error)
{
  return learn_store_drop(queue, error) &&
         store_run(queue->store, error,
                   "INSERT INTO learn_model (id, trained_at_ms, body, blob,"
                   " key) VALUES ($1, $2, $3, $4, $5)",
                   "tibtb", stored->id, stored->trained_at_ms, content->body,
                   content->blob, content->key);
}

bool
learn_store_replace(Queue *queue, const LearnModel *model, int64_t now_ms,
                    StoredModel *out, GError **error)
{
  LearnKey key;
  learn_store_key(queue, &key);
  g_auto(StoredModel) stored = {.trained_at_ms = now_ms};
  stored.id = g_strdup(id_new(queue->now_ms).text);
  g_autofree char *place = place_of(stored.id);
  g_autoptr(GBytes) bytes = learn_model_rekey(model, &key, false);
  Content content = {0};
  if (!content_write(queue, bytes, (ContentPlace){NULL, place}, &content,
                     error))
    return false;
  stored.blob = g_strdup(content.blob);
  stored.model = learn_model_open(bytes, &key, NULL);
  g_assert(stored.model != NULL);
  bool done = insert(queue, &stored, &content, error);
  content_clear(&content);
  if (!done)
    return false;
  *out = stored;
  stored = (StoredModel){0};
  return true;
}

bool
learn_store_add_run(Queue *queue, const char *newest_event,
                    const json_t *report, GError **error)
{
  g_autofree char *newest = NULL;
  if (!store_rows_take_text(
          store_query(queue->store, error, "SELECT max(id) FROM learn_run", ""),
          &newest, error))
    return false;
  /* The last one is asked for: two of one moment have an order, too. */
  Id last = {""};
  if (newest != NULL)
    g_strlcpy(last.text, newest, sizeof last.text);
  Id id = id_after(&last, queue->now_ms);
  char *text = json_dumps(report, JSON_COMPACT | JSON_SORT_KEYS);
  bool done = store_run(queue->store, error,
                        "INSERT INTO learn_run (id, at_ms, newest_event,"
                        " report) VALUES ($1, $2, $3, $4)",
                        "titt", id.text, queue->now_ms, newest_event, text);
  free(text);
  return done;
}

bool
learn_store_last_run(Queue *queue, json_t **out_report, int64_t *out_at_ms,
                     GError **error)
{
  *out_report = NULL;
  *out_at_ms = 0;
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT report, at_ms FROM learn_run ORDER BY id DESC LIMIT 1", "");
  if (rows == NULL)
    return false;
  if (!store_rows_next(rows, error))
    return store_rows_ok(rows);
  *out_report = json_loads(store_rows_text(rows, 0), 0, NULL);
  *out_at_ms = store_rows_int64(rows, 1);
  return true;
}

char *
learn_store_newest_event(Queue *queue, GError **error)
{
  g_autofree char *id = NULL;
  if (!store_rows_take_text(store_query(queue->store, error,
                                        "SELECT max(id) FROM ticket_event", ""),
                            &id, error))
    return NULL;
  return id == NULL ? g_strdup("") : g_steal_pointer(&id);
}

bool
learn_store_has_news(Queue *queue, bool *out_has, GError **error)
{
  return store_get_bool(
      queue->store, out_has, error,
      "SELECT EXISTS(SELECT 1 FROM ticket_event WHERE id > COALESCE("
      "(SELECT newest_event FROM learn_run ORDER BY id DESC LIMIT 1), '')"
      " AND what IN ('command', 'undone', 'closed'))",
      "");
}

bool
learn_store_has_erased(Queue *queue, int64_t since_ms, bool *out_has,
                       GError **error)
{
  return store_get_bool(queue->store, out_has, error,
                        "SELECT EXISTS(SELECT 1 FROM person"
                        " WHERE erased_at_ms IS NOT NULL"
                        " AND erased_at_ms >= $1)",
                        "i", since_ms);
}

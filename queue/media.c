/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of pictures to be fetched.
 */
#include "queue/media.h"

#include "queue/retry.h"
#include "queue/secret.h"

typedef enum MediaState {
  MEDIA_STATE_WAITING,
  MEDIA_STATE_LEASED,
  MEDIA_STATE_FETCHED,
  MEDIA_STATE_FAILED,
} MediaState;

#define BIT(state) (1u << (state))

static const char *const state_names[] = {
    [MEDIA_STATE_WAITING] = "waiting",
    [MEDIA_STATE_LEASED] = "leased",
    [MEDIA_STATE_FETCHED] = "fetched",
    [MEDIA_STATE_FAILED] = "failed",
};

static const unsigned state_next[] = {
    /* A file may outlive the row's lease. */
    [MEDIA_STATE_WAITING] = BIT(MEDIA_STATE_LEASED) | BIT(MEDIA_STATE_FETCHED) |
                            BIT(MEDIA_STATE_FAILED),
    [MEDIA_STATE_LEASED] = BIT(MEDIA_STATE_WAITING) | BIT(MEDIA_STATE_FETCHED) |
                           BIT(MEDIA_STATE_FAILED),
    [MEDIA_STATE_FETCHED] = 0,
    [MEDIA_STATE_FAILED] = 0,
};

static const StateTable states = {
    .table = "media",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .sql = "UPDATE media SET state = $2 WHERE id = $1 AND state = $3",
};

void
media_free(Media *media)
{
  if (media == NULL)
    return;
  g_free(media->channel);
  g_free(media->url);
  g_free(media);
}

static char *
url_place(const Id *id)
{
  return g_strconcat("media|url|", id->text, NULL);
}

bool
media_add(Queue *queue, const MediaNew *wish, GError **error)
{
  Id id = queue_new_id(queue, queue->now_ms);
  g_autofree char *place = url_place(&id);
  g_autoptr(GBytes) sealed =
      keyring_seal_text(queue->ring, NULL, place, wish->url, error);
  return sealed != NULL &&
         store_run(queue->store, error,
                   "INSERT INTO media (id, inbox_id, position, channel, url,"
                   " state, created_at_ms, due_at_ms)"
                   " VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6)",
                   "ttitbi", id.text, wish->inbox_id, (int64_t)wish->position,
                   wish->channel, sealed, queue->now_ms);
}

#define COLUMNS                                                                \
  "SELECT id, inbox_id, channel, url, state, attempts, created_at_ms FROM "    \
  "media"

static Media *
read_row(Queue *queue, StoreRows *rows, MediaState *out_state, GError **error)
{
  g_autoptr(Media) media = g_new0(Media, 1);
  g_strlcpy(media->id.text, store_rows_text(rows, 0), sizeof media->id.text);
  g_strlcpy(media->inbox_id.text, store_rows_text(rows, 1),
            sizeof media->inbox_id.text);
  media->channel = store_rows_dup_text(rows, 2);
  g_autoptr(GBytes) sealed = store_rows_bytes(rows, 3);
  *out_state = (MediaState)queue_state_of(&states, store_rows_text(rows, 4));
  media->is_over =
      *out_state == MEDIA_STATE_FETCHED || *out_state == MEDIA_STATE_FAILED;
  media->attempts = (int)store_rows_int64(rows, 5);
  media->created_at_ms = store_rows_int64(rows, 6);
  g_autofree char *place = url_place(&media->id);
  if (sealed != NULL) {
    media->url = keyring_open_text(queue->ring, NULL, place, sealed, error);
    if (media->url == NULL)
      return NULL;
  }
  return g_steal_pointer(&media);
}

static GPtrArray *
find_due(Queue *queue, unsigned limit, GError **error)
{
  g_autoptr(GPtrArray) due =
      g_ptr_array_new_with_free_func((GDestroyNotify)media_free);
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  COLUMNS " WHERE state IN ('waiting', 'leased')"
                          " AND due_at_ms <= $1 ORDER BY due_at_ms LIMIT $2",
                  "ii", queue->now_ms, (int64_t)limit);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    MediaState state;
    Media *media = read_row(queue, rows, &state, error);
    if (media == NULL)
      return NULL;
    g_ptr_array_add(due, media);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&due) : NULL;
}

GPtrArray *
media_lease(Queue *queue, unsigned limit, GError **error)
{
  g_autoptr(GPtrArray) due = find_due(queue, limit, error);
  for (guint i = 0; due != NULL && i < due->len; i++) {
    Media *media = due->pdata[i];
    media->attempts++;
    if (!store_run(queue->store, error,
                   "UPDATE media SET state = 'leased', attempts = $2,"
                   " due_at_ms = $3 WHERE id = $1",
                   "tii", media->id.text, (int64_t)media->attempts,
                   queue->now_ms + RETRY_LEASE_S * INT64_C(1000)))
      return NULL;
  }
  return g_steal_pointer(&due);
}

static Media *
load(Queue *queue, const char *id, MediaState *out_state, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error, COLUMNS " WHERE id = $1", "t", id);
  if (rows == NULL)
    return NULL;
  if (store_rows_next(rows, error))
    return read_row(queue, rows, out_state, error);
  if (store_rows_ok(rows))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no picture to fetch with the id %s", id);
  return NULL;
}

Media *
media_load(Queue *queue, const char *id, GError **error)
{
  MediaState state;
  return load(queue, id, &state, error);
}

static bool
change(Queue *queue, const Media *media, MediaState to, GError **error)
{
  MediaState state;
  g_autoptr(Media) now = load(queue, media->id.text, &state, error);
  if (now == NULL)
    return false;
  if (now->is_over || state == to)
    return true;
  return queue_change_state(queue, &states, media->id.text,
                            (StateChange){state, to}, error);
}

static bool
end(Queue *queue, const Media *media, MediaState to, GError **error)
{
  return change(queue, media, to, error) &&
         store_run(queue->store, error,
                   "UPDATE media SET url = NULL WHERE id = $1", "t",
                   media->id.text);
}

bool
media_fetched(Queue *queue, const Media *media, GError **error)
{
  return end(queue, media, MEDIA_STATE_FETCHED, error);
}

bool
media_fail(Queue *queue, const Media *media, GError **error)
{
  return end(queue, media, MEDIA_STATE_FAILED, error);
}

bool
media_defer(Queue *queue, const Media *media, GError **error)
{
  int64_t age_ms = queue->now_ms - media->created_at_ms;
  uint32_t jitter;
  secret_random(&jitter, sizeof jitter);
  return change(queue, media, MEDIA_STATE_WAITING, error) &&
         store_run(queue->store, error,
                   "UPDATE media SET due_at_ms = $2 WHERE id = $1"
                   " AND state = 'waiting'",
                   "ti", media->id.text,
                   queue->now_ms + retry_wait_ms(age_ms, jitter));
}

bool
media_next_due(Queue *queue, int64_t *out_due_ms, GError **error)
{
  *out_due_ms = INT64_MAX;
  return store_get_int64(queue->store, out_due_ms, error,
                         "SELECT due_at_ms FROM media"
                         " WHERE state IN ('waiting', 'leased')"
                         " ORDER BY due_at_ms LIMIT 1",
                         "");
}

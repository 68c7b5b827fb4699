/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of attachments.
 */
#include "queue/attachment.h"

#define ATTACHMENT_COLUMNS                                                     \
  "SELECT id, owner_id, filename, media_type, size_bytes, content_hash,"       \
  " is_inline, body, blob, blob_key, copy, copy_blob, copy_key, width,"        \
  " height FROM attachment "

StoredAttachment *
stored_attachment_new(Queue *queue, int64_t now_ms)
{
  StoredAttachment *attachment = g_new0(StoredAttachment, 1);
  attachment->id = queue_new_id(queue, now_ms);
  return attachment;
}

void
stored_attachment_free(StoredAttachment *attachment)
{
  if (attachment == NULL)
    return;
  g_free(attachment->owner_id);
  g_free(attachment->filename);
  g_free(attachment->media_type);
  g_clear_pointer(&attachment->content_hash, g_bytes_unref);
  content_clear(&attachment->body);
  content_clear(&attachment->copy);
  g_free(attachment);
}

char *
attachment_place(const StoredAttachment *attachment, const char *column)
{
  return g_strconcat("attachment|", column, "|", attachment->id.text, NULL);
}

static bool
give_content(Queue *queue, StoredAttachment *attachment, const char *column,
             const char *person_id, GError **error)
{
  Content *content =
      g_str_equal(column, "copy") ? &attachment->copy : &attachment->body;
  if (content->key == NULL)
    return true;
  g_autofree char *place = attachment_place(attachment, column);
  GBytes *key = content_rewrap(queue, content,
                               (ContentPlace){attachment->owner_id, place},
                               person_id, error);
  if (key == NULL)
    return false;
  g_bytes_unref(content->key);
  content->key = key;
  return true;
}

bool
attachment_give_to(Queue *queue, StoredAttachment *attachment,
                   const char *person_id, GError **error)
{
  if (!give_content(queue, attachment, "body", person_id, error) ||
      !give_content(queue, attachment, "copy", person_id, error))
    return false;
  g_free(attachment->owner_id);
  attachment->owner_id = g_strdup(person_id);
  return true;
}

bool
attachment_add(Queue *queue, const StoredAttachment *attachment,
               const char *inbox_id, const char *ticket_id, GError **error)
{
  g_autofree char *place = attachment_place(attachment, "filename");
  g_autoptr(GBytes) filename = keyring_seal_text(
      queue->ring, attachment->owner_id, place,
      attachment->filename == NULL ? "" : attachment->filename, error);
  if (filename == NULL)
    return false;
  return store_run(
      queue->store, error,
      "INSERT INTO attachment (id, inbox_id, ticket_id, owner_id, filename,"
      " media_type, size_bytes, content_hash, is_inline, body, blob, blob_key,"
      " copy, copy_blob, copy_key, width, height) VALUES ($1, $2, $3, $4, $5,"
      " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
      " ON CONFLICT (id) DO UPDATE SET ticket_id = $3, owner_id = $4,"
      " filename = $5, blob_key = $12, copy = $13, copy_blob = $14,"
      " copy_key = $15, width = $16, height = $17",
      "ttttbtibibtbbtbii", attachment->id.text, inbox_id, ticket_id,
      attachment->owner_id, filename, attachment->media_type,
      (int64_t)attachment->size_bytes, attachment->content_hash,
      (int64_t)attachment->is_inline, attachment->body.body,
      attachment->body.blob, attachment->body.key, attachment->copy.body,
      attachment->copy.blob, attachment->copy.key, (int64_t)attachment->width,
      (int64_t)attachment->height);
}

static StoredAttachment *
attachment_read(Queue *queue, StoreRows *rows, GError **error)
{
  g_autoptr(StoredAttachment) attachment = g_new0(StoredAttachment, 1);
  g_strlcpy(attachment->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  attachment->owner_id = store_rows_dup_text(rows, 1);
  g_autoptr(GBytes) filename = store_rows_bytes(rows, 2);
  attachment->media_type = store_rows_dup_text(rows, 3);
  attachment->size_bytes = (uint64_t)store_rows_int64(rows, 4);
  attachment->content_hash = store_rows_bytes(rows, 5);
  attachment->is_inline = store_rows_int64(rows, 6) != 0;
  attachment->body =
      (Content){store_rows_bytes(rows, 7), store_rows_dup_text(rows, 8),
                store_rows_bytes(rows, 9)};
  attachment->copy =
      (Content){store_rows_bytes(rows, 10), store_rows_dup_text(rows, 11),
                store_rows_bytes(rows, 12)};
  attachment->width = (int)store_rows_int64(rows, 13);
  attachment->height = (int)store_rows_int64(rows, 14);
  g_autofree char *place = attachment_place(attachment, "filename");
  attachment->filename = keyring_open_text(queue->ring, attachment->owner_id,
                                           place, filename, error);
  if (attachment->filename == NULL)
    return NULL;
  return g_steal_pointer(&attachment);
}

/* All rows of a query; takes over `rows`. */
static GPtrArray *
read_all(Queue *queue, StoreRows *owned, GError **error)
{
  g_autoptr(StoreRows) rows = owned;
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func((GDestroyNotify)stored_attachment_free);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    StoredAttachment *attachment = attachment_read(queue, rows, error);
    if (attachment == NULL)
      return NULL;
    g_ptr_array_add(list, attachment);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&list) : NULL;
}

GPtrArray *
attachments_of(Queue *queue, const char *inbox_id, GError **error)
{
  return read_all(queue,
                  store_query(queue->store, error,
                              ATTACHMENT_COLUMNS
                              "WHERE inbox_id = $1 ORDER BY id",
                              "t", inbox_id),
                  error);
}

GPtrArray *
attachments_of_ticket(Queue *queue, const char *inbox_id, const char *ticket_id,
                      GError **error)
{
  return read_all(queue,
                  store_query(queue->store, error,
                              ATTACHMENT_COLUMNS
                              "WHERE inbox_id = $1 AND (ticket_id IS NULL"
                              " OR ticket_id = $2) ORDER BY id",
                              "tt", inbox_id, ticket_id),
                  error);
}

bool
attachment_move(Queue *queue, const StoredAttachment *attachment,
                const char *ticket_id, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE attachment SET ticket_id = $2 WHERE id = $1", "tt",
                   attachment->id.text, ticket_id);
}

bool
attachment_move_all(Queue *queue, const char *from_ticket_id,
                    const char *ticket_id, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE attachment SET ticket_id = $2 WHERE ticket_id = $1",
                   "tt", from_ticket_id, ticket_id);
}

StoredAttachment *
attachment_load(Queue *queue, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error, ATTACHMENT_COLUMNS "WHERE id = $1", "t", id);
  if (rows == NULL)
    return NULL;
  if (store_rows_next(rows, error))
    return attachment_read(queue, rows, error);
  if (store_rows_ok(rows))
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING, "no attachment %s",
                id);
  return NULL;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Contents in rows and in encrypted files behind one face.
 */
#include "queue/content.h"

#include <string.h>

#include "queue/blob.h"

struct ContentWriter {
  Queue *queue;
  char *place;
  GByteArray *buffer; /* until it outgrows the row */
  BlobWriter *blob;
  SecretHasher *hasher; /* NULL: nobody asks for the hash */
};

void
content_clear(Content *content)
{
  g_clear_pointer(&content->body, g_bytes_unref);
  g_clear_pointer(&content->key, g_bytes_unref);
  g_clear_pointer(&content->blob, g_free);
}

bool
content_insert(Queue *queue, const char *id, const Content *content,
               GError **error)
{
  return content->body == NULL ||
         store_run(queue->store, error,
                   "INSERT INTO content (id, body) VALUES ($1, $2)", "tb", id,
                   content->body);
}

static ContentWriter *
writer_new(Queue *queue, const char *place)
{
  ContentWriter *writer = g_new0(ContentWriter, 1);
  writer->queue = queue;
  writer->place = g_strdup(place);
  writer->buffer = g_byte_array_new();
  return writer;
}

ContentWriter *
content_writer_new(Queue *queue, const char *place)
{
  ContentWriter *writer = writer_new(queue, place);
  writer->hasher = keyring_content_hasher(queue->ring);
  return writer;
}

void
content_writer_free(ContentWriter *writer)
{
  if (writer == NULL)
    return;
  g_free(writer->place);
  g_byte_array_unref(writer->buffer);
  blob_writer_free(writer->blob);
  secret_hasher_free(writer->hasher);
  g_free(writer);
}

/* Move what was buffered into an encrypted file. */
static bool
writer_open_blob(ContentWriter *writer, GError **error)
{
  writer->blob = blob_writer_new(writer->queue->blobs, error);
  if (writer->blob == NULL)
    return false;
  GByteArray *buffer = writer->buffer;
  if (!blob_writer_append(writer->blob, buffer->data, buffer->len, error))
    return false;
  g_byte_array_set_size(buffer, 0);
  return true;
}

bool
content_writer_append(ContentWriter *writer, const void *bytes, size_t size,
                      GError **error)
{
  if (writer->hasher != NULL)
    secret_hasher_update(writer->hasher, bytes, size);
  if (writer->blob == NULL && writer->buffer->len + size <= BLOB_INLINE_BYTES) {
    g_byte_array_append(writer->buffer, bytes, (guint)size);
    return true;
  }
  if (writer->blob == NULL && !writer_open_blob(writer, error))
    return false;
  return blob_writer_append(writer->blob, bytes, size, error);
}

/* The column that holds the content's sealed key. */
static char *
key_place(const char *place)
{
  return g_strconcat("key|", place, NULL);
}

static bool
writer_seal(ContentWriter *writer, SecretKey *key, Content *content,
            GError **error)
{
  if (writer->blob != NULL) {
    char name[BLOB_NAME_LENGTH + 1];
    if (!blob_writer_commit(writer->blob, writer->queue->blob_lot, name, key,
                            error))
      return false;
    content->blob = g_strdup(name);
    return true;
  }
  secret_key_random(key);
  content->body = secret_seal(key, writer->place, writer->buffer->data,
                              writer->buffer->len);
  return true;
}

bool
content_writer_finish(ContentWriter *writer, const char *owner_id,
                      Content *out_content, GBytes **out_hash, GError **error)
{
  SecretKey key;
  Content content = {0};
  if (!writer_seal(writer, &key, &content, error))
    return false;
  g_autoptr(GBytes) plain_key = g_bytes_new(key.bytes, sizeof key.bytes);
  g_autofree char *place = key_place(writer->place);
  content.key =
      keyring_seal(writer->queue->ring, owner_id, place, plain_key, error);
  secret_wipe(&key, sizeof key);
  if (content.key == NULL) {
    content_clear(&content);
    return false;
  }
  *out_content = content;
  if (out_hash != NULL) {
    uint8_t hash[SECRET_HASH_BYTES];
    secret_hasher_finish(writer->hasher, hash);
    *out_hash = g_bytes_new(hash, sizeof hash);
  }
  return true;
}

bool
content_write(Queue *queue, GBytes *bytes, ContentPlace where,
              Content *out_content, GError **error)
{
  size_t size;
  const void *data = g_bytes_get_data(bytes, &size);
  g_autoptr(ContentWriter) writer = writer_new(queue, where.place);
  return content_writer_append(writer, data, size, error) &&
         content_writer_finish(writer, where.owner_id, out_content, NULL,
                               error);
}

static bool
content_open_key(Queue *queue, const Content *content, ContentPlace where,
                 SecretKey *out_key, GError **error)
{
  g_autofree char *place = key_place(where.place);
  g_autoptr(GBytes) plain =
      keyring_open(queue->ring, where.owner_id, place, content->key, error);
  if (plain == NULL)
    return false;
  if (g_bytes_get_size(plain) != SECRET_KEY_BYTES) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "key of %s has a wrong length", where.place);
    return false;
  }
  memcpy(out_key->bytes, g_bytes_get_data(plain, NULL), SECRET_KEY_BYTES);
  return true;
}

struct ContentReader {
  BlobReader *blob; /* NULL: the plain bytes of the row */
  GBytes *plain;
  size_t offset;
};

ContentReader *
content_reader_open(Queue *queue, const Content *content, ContentPlace where,
                    GError **error)
{
  SecretKey key;
  if (!content_open_key(queue, content, where, &key, error))
    return NULL;
  g_autoptr(ContentReader) reader = g_new0(ContentReader, 1);
  if (content->blob != NULL)
    reader->blob = blob_reader_open(queue->blobs, content->blob, &key, error);
  else
    reader->plain = secret_open(&key, where.place, content->body, error);
  secret_wipe(&key, sizeof key);
  if (reader->blob == NULL && reader->plain == NULL)
    return NULL;
  return g_steal_pointer(&reader);
}

ssize_t
content_reader_read(ContentReader *reader, void *out, GError **error)
{
  if (reader->blob != NULL)
    return blob_reader_read(reader->blob, out, error);
  gsize size;
  const uint8_t *bytes = g_bytes_get_data(reader->plain, &size);
  size_t piece = MIN(size - reader->offset, (size_t)CONTENT_PIECE_BYTES);
  if (piece > 0)
    memcpy(out, bytes + reader->offset, piece);
  reader->offset += piece;
  return (ssize_t)piece;
}

void
content_reader_free(ContentReader *reader)
{
  if (reader == NULL)
    return;
  blob_reader_free(reader->blob);
  g_clear_pointer(&reader->plain, g_bytes_unref);
  g_free(reader);
}

GBytes *
content_read(Queue *queue, const Content *content, ContentPlace where,
             size_t limit, GError **error)
{
  g_autoptr(ContentReader) reader =
      content_reader_open(queue, content, where, error);
  if (reader == NULL)
    return NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autofree uint8_t *piece = g_malloc(CONTENT_PIECE_BYTES);
  for (;;) {
    ssize_t size = content_reader_read(reader, piece, error);
    if (size < 0)
      return NULL;
    if (size == 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    if (bytes->len + (size_t)size > limit) {
      g_set_error(error, STORE_ERROR, STORE_ERROR_INVALID,
                  "content is larger than %zu bytes", limit);
      return NULL;
    }
    g_byte_array_append(bytes, piece, (guint)size);
  }
}

GBytes *
content_rewrap(Queue *queue, const Content *content, ContentPlace where,
               const char *new_owner_id, GError **error)
{
  SecretKey key;
  if (!content_open_key(queue, content, where, &key, error))
    return NULL;
  g_autoptr(GBytes) plain = g_bytes_new(key.bytes, sizeof key.bytes);
  secret_wipe(&key, sizeof key);
  g_autofree char *place = key_place(where.place);
  return keyring_seal(queue->ring, new_owner_id, place, plain, error);
}

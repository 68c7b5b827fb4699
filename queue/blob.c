/* SPDX-License-Identifier: Apache-2.0
 *
 * Encrypted files of any size with constant memory.
 *
 *   file = stream header, full chunks tagged MESSAGE, a last chunk tagged FINAL
 *
 * All chunks but the last hold BLOB_CHUNK_BYTES, so they need no lengths.  A
 * fresh random key makes every ciphertext, and so every name, unique.
 */
#include "queue/blob.h"

#include <string.h>

#include "queue/blob_private.h"
#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/id.h"

enum {
  SEALED_CHUNK_BYTES = BLOB_CHUNK_BYTES + SECRET_STREAM_EXTRA_BYTES,
  FOLDER_MODE = 0700, /* blobs are digest's alone */
};

struct BlobWriter {
  bool done;
  int fd;
  char *folder;
  char *temporary; /* NULL once it is renamed */
  SecretKey key;
  SecretStream *stream;
  SecretHasher *hasher; /* over the ciphertext */
  size_t plain_size;
  uint8_t plain[BLOB_CHUNK_BYTES];
  uint8_t sealed[SEALED_CHUNK_BYTES];
};

struct BlobReader {
  bool ended;
  int fd;
  off_t offset;
  SecretStream *stream;
  uint8_t sealed[SEALED_CHUNK_BYTES];
};

static bool
write_hashed(BlobWriter *writer, const void *bytes, size_t size, GError **error)
{
  secret_hasher_update(writer->hasher, bytes, size);
  return fs_write(writer->fd, bytes, size, error);
}

static bool
write_chunk(BlobWriter *writer, SecretTag tag, GError **error)
{
  size_t size = writer->plain_size;
  writer->plain_size = 0;
  secret_stream_push(writer->stream, writer->plain, size, tag, writer->sealed);
  return write_hashed(writer, writer->sealed, size + SECRET_STREAM_EXTRA_BYTES,
                      error);
}

/* FOLDER/tmp/RANDOM: the name is not known before the end. */
static char *
temporary_path(const char *folder, GError **error)
{
  g_autofree char *unfinished = g_build_filename(folder, "tmp", NULL);
  if (!fs_make_folder(unfinished, FOLDER_MODE, error))
    return NULL;
  Id id = id_new(0);
  return g_build_filename(unfinished, id.text, NULL);
}

BlobWriter *
blob_writer_new(const char *folder, GError **error)
{
  g_autoptr(BlobWriter) writer = g_new0(BlobWriter, 1);
  writer->fd = -1;
  writer->folder = g_strdup(folder);
  g_autofree char *temporary = temporary_path(folder, error);
  if (temporary == NULL)
    return NULL;
  writer->fd = fs_create(temporary, error);
  if (writer->fd < 0)
    return NULL;
  writer->temporary = g_steal_pointer(&temporary);
  uint8_t header[SECRET_STREAM_HEADER_BYTES];
  secret_key_random(&writer->key);
  writer->stream = secret_stream_push_new(&writer->key, header);
  writer->hasher = secret_hasher_new(NULL);
  return write_hashed(writer, header, sizeof header, error)
             ? g_steal_pointer(&writer)
             : NULL;
}

bool
blob_writer_append(BlobWriter *writer, const void *bytes, size_t size,
                   GError **error)
{
  g_assert(!writer->done);
  const uint8_t *at = bytes;
  while (size > 0) {
    if (writer->plain_size == BLOB_CHUNK_BYTES &&
        !write_chunk(writer, SECRET_TAG_MESSAGE, error))
      return false;
    size_t count = MIN(size, BLOB_CHUNK_BYTES - writer->plain_size);
    memcpy(writer->plain + writer->plain_size, at, count);
    writer->plain_size += count;
    at += count;
    size -= count;
  }
  return true;
}

static void
hasher_name(SecretHasher *hasher, char out_name[BLOB_NAME_LENGTH + 1])
{
  uint8_t hash[SECRET_HASH_BYTES];
  G_STATIC_ASSERT(BLOB_NAME_LENGTH + 1 == SECRET_HASH_HEX);
  secret_hasher_finish(hasher, hash);
  secret_hash_to_hex(hash, out_name);
}

/* Under its name at last. */
static bool
rename_to_name(BlobWriter *writer, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename(writer->folder, name, NULL);
  if (!fs_rename(writer->temporary, path, error))
    return false;
  g_clear_pointer(&writer->temporary, g_free);
  return true;
}

bool
blob_writer_commit(BlobWriter *writer, BlobLot *lot,
                   char out_name[BLOB_NAME_LENGTH + 1], SecretKey *out_key,
                   GError **error)
{
  g_assert(!writer->done);
  writer->done = true;
  if (!write_chunk(writer, SECRET_TAG_FINAL, error) ||
      (lot == NULL && !fs_sync(writer->fd, error)))
    return false;
  char name[BLOB_NAME_LENGTH + 1];
  hasher_name(writer->hasher, name);
  if (!rename_to_name(writer, name, error))
    return false;
  bool ok = lot == NULL ? fs_sync_folder(writer->folder, error)
                        : blob_lot_add(lot, writer->fd, error);
  if (!ok)
    return false;
  if (lot != NULL)
    writer->fd = -1; /* the lot's */
  memcpy(out_name, name, sizeof name);
  *out_key = writer->key;
  return true;
}

void
blob_writer_free(BlobWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->temporary)
    (void)fs_unlink(writer->temporary, NULL); /* else the sweep will */
  fd_close(&writer->fd);
  secret_wipe(&writer->key, sizeof writer->key);
  secret_wipe(writer->plain, sizeof writer->plain);
  secret_stream_free(writer->stream);
  secret_hasher_free(writer->hasher);
  g_free(writer->folder);
  g_free(writer->temporary);
  g_free(writer);
}

/* Names come out of rows; a damaged one must not lead out of the folder. */
static char *
blob_path(const char *folder, const char *name, GError **error)
{
  if (strspn(name, "0123456789abcdef") != BLOB_NAME_LENGTH ||
      name[BLOB_NAME_LENGTH] != '\0') {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_MISSING,
                        "not the name of a blob");
    return NULL;
  }
  return g_build_filename(folder, name, NULL);
}

BlobReader *
blob_reader_open(const char *folder, const char *name, const SecretKey *key,
                 GError **error)
{
  g_autofree char *path = blob_path(folder, name, error);
  if (path == NULL)
    return NULL;
  g_autoptr(BlobReader) reader = g_new0(BlobReader, 1);
  reader->fd = fs_open_read(path, error);
  if (reader->fd < 0)
    return NULL;
  uint8_t header[SECRET_STREAM_HEADER_BYTES];
  ssize_t count = fs_read_at(reader->fd, header, sizeof header, 0, error);
  if (count >= 0 && count < (ssize_t)sizeof header)
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "blob %s has no beginning", name);
  if (count < (ssize_t)sizeof header)
    return NULL;
  reader->offset = count;
  reader->stream = secret_stream_pull_new(key, header);
  return g_steal_pointer(&reader);
}

ssize_t
blob_reader_read(BlobReader *reader, void *out, GError **error)
{
  if (reader->ended)
    return 0;
  ssize_t count = fs_read_at(reader->fd, reader->sealed, SEALED_CHUNK_BYTES,
                             reader->offset, error);
  if (count < 0)
    return -1;
  SecretTag tag;
  bool right = secret_stream_pull(reader->stream, reader->sealed, (size_t)count,
                                  out, &tag) &&
               (tag == SECRET_TAG_FINAL ||
                (tag == SECRET_TAG_MESSAGE && count == SEALED_CHUNK_BYTES));
  uint8_t beyond;
  reader->offset += count;
  if (right && tag == SECRET_TAG_FINAL) {
    ssize_t more = fs_read_at(reader->fd, &beyond, 1, reader->offset, error);
    if (more < 0)
      return -1;
    right = more == 0;
    reader->ended = true;
  }
  if (!right) {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "blob is cut off or forged");
    return -1;
  }
  return count - SECRET_STREAM_EXTRA_BYTES;
}

void
blob_reader_free(BlobReader *reader)
{
  if (reader == NULL)
    return;
  fd_close(&reader->fd);
  secret_stream_free(reader->stream);
  secret_wipe(reader->sealed, sizeof reader->sealed);
  g_free(reader);
}

bool
blob_remove(const char *folder, const char *name, GError **error)
{
  g_autofree char *path = blob_path(folder, name, error);
  return path != NULL && fs_unlink(path, error);
}

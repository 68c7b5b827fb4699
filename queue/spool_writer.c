/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing end of spool files.  Plain bytes gather to chunks, sealed chunks
 * gather to one write; memory stays the same whatever the size of a body.
 */
#include <errno.h>
#include <string.h>
#include <sys/file.h>

#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/spool_private.h"

/* Sealed bytes gather up to this before they are written: a batch of webhook
 * requests is mostly one write(). */
enum { GATHER_BYTES = 256 * 1024 };

/* A segment is full when the largest ordinary record (a head and a webhook's
 * 64 KiB) might not fit into what was preallocated. */
enum { SEGMENT_RESERVE_BYTES = SPOOL_HEAD_BYTES + 2 * SPOOL_CHUNK_BYTES };

typedef enum WriterState {
  WRITER_STATE_BETWEEN, /* records may begin; may be committed */
  WRITER_STATE_RECORD,  /* within a record */
  WRITER_STATE_DONE,    /* committed or closed */
  WRITER_STATE_FAILED,  /* an error was returned: only free is left */
} WriterState;

struct SpoolWriter {
  WriterState state;
  bool is_segment;
  bool batch_begins; /* the next chunk is the first after a sync */
  int fd;
  char *folder;    /* FOLDER/new, synced after the rename */
  char *temporary; /* NULL once it is renamed */
  char *path;
  SecretStream *stream;
  size_t plain_size;
  uint8_t plain[SPOOL_CHUNK_BYTES];
  GByteArray *gathered;
  uint64_t written_bytes;
};

static bool
writer_fail(SpoolWriter *writer)
{
  writer->state = WRITER_STATE_FAILED;
  return false;
}

static bool
writer_flush(SpoolWriter *writer, GError **error)
{
  if (!fs_write(writer->fd, writer->gathered->data, writer->gathered->len,
                error))
    return writer_fail(writer);
  writer->written_bytes += writer->gathered->len;
  g_byte_array_set_size(writer->gathered, 0);
  return true;
}

static bool
writer_push(SpoolWriter *writer, const void *bytes, size_t size, SecretTag tag,
            GError **error)
{
  g_assert(size <= SPOOL_CHUNK_BYTES);
  uint32_t sealed_size = (uint32_t)(size + SECRET_STREAM_EXTRA_BYTES);
  uint32_t mark = writer->batch_begins ? SPOOL_BATCH_MARK : 0;
  uint32_t length = GUINT32_TO_LE(sealed_size | mark);
  writer->batch_begins = false;
  g_byte_array_append(writer->gathered, (const uint8_t *)&length,
                      sizeof length);
  guint at = writer->gathered->len;
  g_byte_array_set_size(writer->gathered, at + sealed_size);
  secret_stream_push(writer->stream, bytes, size, tag,
                     writer->gathered->data + at);
  return writer->gathered->len < GATHER_BYTES || writer_flush(writer, error);
}

static void
writer_put_prefix(SpoolWriter *writer, const SecretBoxPublic *reader)
{
  SpoolPrefix prefix;
  memcpy(prefix.magic, SPOOL_MAGIC, sizeof prefix.magic);
  SecretKey key;
  secret_key_random(&key);
  secret_box_seal(reader, &key, prefix.sealed_key);
  writer->stream = secret_stream_push_new(&key, prefix.stream_header);
  secret_wipe(&key, sizeof key);
  g_byte_array_append(writer->gathered, (const uint8_t *)&prefix,
                      sizeof prefix);
}

/* A file of this name that an earlier process did not finish is in our way;
 * the folder has one writer, so nobody else's is taken. */
static int
create_fresh(const char *path, GError **error)
{
  g_autoptr(GError) failure = NULL;
  int fd = fs_create(path, &failure);
  if (fd >= 0)
    return fd;
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_CONFLICT)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return -1;
  }
  return fs_unlink(path, error) ? fs_create(path, error) : -1;
}

static SpoolWriter *
writer_open(const char *folder, const char *name, const SecretBoxPublic *reader,
            GError **error)
{
  g_assert(spool_name_is_valid(name));
  g_autoptr(SpoolWriter) writer = g_new0(SpoolWriter, 1);
  writer->fd = -1;
  writer->folder = g_build_filename(folder, "new", NULL);
  writer->path = g_build_filename(writer->folder, name, NULL);
  writer->gathered = g_byte_array_new();
  g_autofree char *temporary = g_build_filename(folder, "tmp", name, NULL);
  writer->fd = create_fresh(temporary, error);
  if (writer->fd < 0)
    return NULL;
  writer->temporary = g_steal_pointer(&temporary);
  writer_put_prefix(writer, reader);
  return g_steal_pointer(&writer);
}

/* Give the file its name, for good. */
static bool
writer_publish(SpoolWriter *writer, GError **error)
{
  if (!fs_sync(writer->fd, error) ||
      !fs_rename(writer->temporary, writer->path, error))
    return writer_fail(writer);
  g_clear_pointer(&writer->temporary, g_free);
  return fs_sync_folder(writer->folder, error) || writer_fail(writer);
}

SpoolWriter *
spool_writer_new(const char *folder, const char *name,
                 const SecretBoxPublic *reader, GError **error)
{
  g_assert(!g_str_has_suffix(name, SPOOL_SEGMENT_SUFFIX));
  return writer_open(folder, name, reader, error);
}

bool
spool_writer_begin_text(SpoolWriter *writer, const char *head, size_t size,
                        GError **error)
{
  g_assert(writer->state == WRITER_STATE_BETWEEN);
  if (size == 0 || size > SPOOL_HEAD_BYTES) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "head of a record has %zu bytes", size);
    return false;
  }
  writer->state = WRITER_STATE_RECORD;
  return writer_push(writer, head, size, SECRET_TAG_MESSAGE, error);
}

bool
spool_writer_begin(SpoolWriter *writer, const json_t *head, GError **error)
{
  /* Between records the buffer of the body is free. */
  char *text = (char *)writer->plain;
  size_t size = json_dumpb(head, text, SPOOL_HEAD_BYTES, JSON_COMPACT);
  return spool_writer_begin_text(writer, text, size, error);
}

bool
spool_writer_append(SpoolWriter *writer, const void *bytes, size_t size,
                    GError **error)
{
  g_assert(writer->state == WRITER_STATE_RECORD);
  const uint8_t *at = bytes;
  while (size > 0) {
    if (writer->plain_size == SPOOL_CHUNK_BYTES) {
      if (!writer_push(writer, writer->plain, SPOOL_CHUNK_BYTES,
                       SECRET_TAG_MESSAGE, error))
        return false;
      writer->plain_size = 0;
    }
    size_t count = MIN(size, SPOOL_CHUNK_BYTES - writer->plain_size);
    memcpy(writer->plain + writer->plain_size, at, count);
    writer->plain_size += count;
    at += count;
    size -= count;
  }
  return true;
}

bool
spool_writer_end(SpoolWriter *writer, GError **error)
{
  g_assert(writer->state == WRITER_STATE_RECORD);
  writer->state = WRITER_STATE_BETWEEN;
  size_t size = writer->plain_size;
  writer->plain_size = 0;
  return writer_push(writer, writer->plain, size, SECRET_TAG_PUSH, error);
}

bool
spool_writer_record(SpoolWriter *writer, const json_t *head, const void *body,
                    size_t size, GError **error)
{
  return spool_writer_begin(writer, head, error) &&
         spool_writer_append(writer, body, size, error) &&
         spool_writer_end(writer, error);
}

bool
spool_writer_start(SpoolWriter *writer, GError **error)
{
  g_assert(writer->state == WRITER_STATE_BETWEEN && !writer->is_segment);
  if (!writer_flush(writer, error))
    return false;
  fs_start_writing(writer->fd);
  return true;
}

bool
spool_writer_commit(SpoolWriter *writer, GError **error)
{
  g_assert(writer->state == WRITER_STATE_BETWEEN && !writer->is_segment);
  if (!writer_push(writer, NULL, 0, SECRET_TAG_FINAL, error) ||
      !writer_flush(writer, error) || !writer_publish(writer, error))
    return false;
  writer->state = WRITER_STATE_DONE;
  return true;
}

void
spool_writer_free(SpoolWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->temporary)
    (void)fs_unlink(writer->temporary, NULL); /* else spool_sweep() will */
  fd_close(&writer->fd);
  secret_stream_free(writer->stream);
  secret_wipe(writer->plain, sizeof writer->plain);
  g_byte_array_unref(writer->gathered);
  g_free(writer->folder);
  g_free(writer->temporary);
  g_free(writer->path);
  g_free(writer);
}

SpoolWriter *
spool_segment_new(const char *folder, const char *name,
                  const SecretBoxPublic *reader, GError **error)
{
  g_autofree char *file = g_strconcat(name, SPOOL_SEGMENT_SUFFIX, NULL);
  g_autoptr(SpoolWriter) writer = writer_open(folder, file, reader, error);
  if (writer == NULL)
    return NULL;
  writer->is_segment = true;
  writer->batch_begins = true;
  /* Locked before it can be seen: a segment without lock has no writer. */
  if (flock(writer->fd, LOCK_EX | LOCK_NB) != 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "cannot lock %s: %s", name,
                g_strerror(errno));
    return NULL;
  }
  if (!fs_preallocate(writer->fd, SPOOL_SEGMENT_BYTES, error) ||
      !writer_flush(writer, error) || !writer_publish(writer, error))
    return NULL;
  return g_steal_pointer(&writer);
}

bool
spool_segment_sync(SpoolWriter *writer, GError **error)
{
  g_assert(writer->state == WRITER_STATE_BETWEEN && writer->is_segment);
  if (!writer_flush(writer, error))
    return false;
  writer->batch_begins = true;
  return fs_sync_data(writer->fd, error) || writer_fail(writer);
}

bool
spool_segment_is_full(const SpoolWriter *writer)
{
  return writer->written_bytes + writer->gathered->len + SEGMENT_RESERVE_BYTES >
         SPOOL_SEGMENT_BYTES;
}

bool
spool_segment_close(SpoolWriter *writer, GError **error)
{
  g_assert(writer->state == WRITER_STATE_BETWEEN && writer->is_segment);
  bool synced = writer->batch_begins || spool_segment_sync(writer, error);
  if (!synced || !writer_push(writer, NULL, 0, SECRET_TAG_FINAL, error) ||
      !writer_flush(writer, error))
    return false;
  writer->state = WRITER_STATE_DONE;
  return true;
}

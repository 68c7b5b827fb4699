/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading end of spool files.  The file is as hostile as its writer may
 * have become: each length is checked before it is used, nothing that was not
 * authenticated leaves this file, and memory is constant.
 */
#include <errno.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "queue/fd.h"
#include "queue/fs.h"
#include "queue/spool_private.h"

/* One read takes in many small records; the largest chunk must fit. */
enum { WINDOW_BYTES = 4 * SPOOL_CHUNK_BYTES };

struct SpoolReader {
  bool is_segment, in_body, ended;
  int fd;
  off_t offset; /* of the next chunk */
  SecretStream *stream;
  off_t window_at;
  size_t window_size;
  uint8_t *window; /* WINDOW_BYTES; NULL once the end was read */
  uint8_t *plain;  /* SPOOL_CHUNK_BYTES; likewise */
  size_t plain_used;
};

typedef enum ChunkResult {
  CHUNK_OK,
  CHUNK_TORN, /* not there, cut off, or not authentic */
  CHUNK_IO,   /* error set */
} ChunkResult;

typedef struct Chunk {
  size_t size;
  SecretTag tag;
} Chunk;

/* The bytes [offset, offset + size) of the file; NULL in `out_bytes` when they
 * are not all there. */
static bool
window_get(SpoolReader *reader, off_t offset, size_t size,
           const uint8_t **out_bytes, GError **error)
{
  g_assert(size <= WINDOW_BYTES);
  off_t end = reader->window_at + (off_t)reader->window_size;
  if (offset < reader->window_at || offset + (off_t)size > end) {
    ssize_t count =
        fs_read_at(reader->fd, reader->window, WINDOW_BYTES, offset, error);
    if (count < 0)
      return false;
    reader->window_at = offset;
    reader->window_size = (size_t)count;
    end = offset + count;
  }
  *out_bytes = offset + (off_t)size > end
                   ? NULL
                   : reader->window + (offset - reader->window_at);
  return true;
}

/* The length of the chunk at `offset`; 0 where none can be: the end of the
 * file, or zeros that were preallocated.  False: error set. */
static bool
chunk_length(SpoolReader *reader, off_t offset, uint32_t *out_length,
             bool *out_mark, GError **error)
{
  const uint8_t *bytes;
  if (!window_get(reader, offset, SPOOL_LENGTH_BYTES, &bytes, error))
    return false;
  uint32_t length = 0;
  if (bytes)
    memcpy(&length, bytes, sizeof length);
  length = GUINT32_FROM_LE(length);
  *out_mark = reader->is_segment && (length & SPOOL_BATCH_MARK) != 0;
  if (*out_mark)
    length &= ~SPOOL_BATCH_MARK;
  bool possible =
      length >= SECRET_STREAM_EXTRA_BYTES && length <= SPOOL_SEALED_MAX;
  *out_length = possible ? length : 0;
  return true;
}

/* A place in the sealed stream: its keys and the offset in the file. */
typedef struct Place {
  SecretStream *stream;
  off_t offset;
} Place;

/* Take the chunk at `place`, and advance it. */
static ChunkResult
chunk_take(SpoolReader *reader, Place *place, void *out, Chunk *out_chunk,
           GError **error)
{
  const uint8_t *bytes;
  uint32_t length;
  bool mark;
  if (!chunk_length(reader, place->offset, &length, &mark, error))
    return CHUNK_IO;
  if (length == 0)
    return CHUNK_TORN;
  if (!window_get(reader, place->offset + SPOOL_LENGTH_BYTES, length, &bytes,
                  error))
    return CHUNK_IO;
  if (bytes == NULL ||
      !secret_stream_pull(place->stream, bytes, length, out, &out_chunk->tag))
    return CHUNK_TORN;
  out_chunk->size = length - SECRET_STREAM_EXTRA_BYTES;
  if (out == reader->plain)
    reader->plain_used = MAX(reader->plain_used, out_chunk->size);
  place->offset += SPOOL_LENGTH_BYTES + (off_t)length;
  return CHUNK_OK;
}

static void
set_corrupt(GError **error, const char *what)
{
  g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT, "spool file: %s", what);
}

/* The next chunk, which must be there. */
static bool
reader_take(SpoolReader *reader, void *out, Chunk *out_chunk, GError **error)
{
  Place place = {reader->stream, reader->offset};
  ChunkResult result = chunk_take(reader, &place, out, out_chunk, error);
  reader->offset = place.offset;
  if (result == CHUNK_TORN)
    set_corrupt(error, "cut off or forged");
  return result == CHUNK_OK;
}

/* Is a whole record, or the trailer, at the present offset?  Tried with a copy
 * of the stream, so that nothing moves when it is not. */
static ChunkResult
segment_probe(SpoolReader *reader, GError **error)
{
  g_autoptr(SecretStream) stream = secret_stream_copy(reader->stream);
  Place place = {stream, reader->offset};
  Chunk chunk = {0, SECRET_TAG_MESSAGE};
  while (chunk.tag == SECRET_TAG_MESSAGE) {
    ChunkResult result =
        chunk_take(reader, &place, reader->plain, &chunk, error);
    if (result != CHUNK_OK) {
      reader->window_size = 0; /* the file may have grown at the next look */
      return result;
    }
  }
  return CHUNK_OK;
}

/* True when nobody holds the writer's lock any more. */
static bool
segment_is_abandoned(SpoolReader *reader)
{
  if (flock(reader->fd, LOCK_SH | LOCK_NB) != 0)
    return false;
  (void)flock(reader->fd, LOCK_UN); /* a writer never comes back */
  return true;
}

/* Does another batch follow the chunk at the present offset, which cannot be
 * read?  Then it was synced before that one was begun. */
static bool
find_later_batch(SpoolReader *reader, bool *out_found, GError **error)
{
  off_t offset = reader->offset;
  *out_found = false;
  for (;;) {
    uint32_t length;
    bool mark;
    if (!chunk_length(reader, offset, &length, &mark, error))
      return false;
    *out_found = mark && length > 0 && offset > reader->offset;
    if (length == 0 || *out_found)
      return true;
    offset += SPOOL_LENGTH_BYTES + (off_t)length;
  }
}

/* The end of a segment whose writer is gone. */
static SpoolStep
segment_end(SpoolReader *reader, GError **error)
{
  bool found;
  if (!find_later_batch(reader, &found, error))
    return SPOOL_STEP_ERROR;
  if (found) {
    set_corrupt(error, "damaged before its last batch");
    return SPOOL_STEP_ERROR;
  }
  reader->ended = true;
  return SPOOL_STEP_END;
}

/* What a segment has next: RECORD stands for a chunk that may be taken. */
static SpoolStep
segment_step(SpoolReader *reader, GError **error)
{
  ChunkResult result = segment_probe(reader, error);
  if (result == CHUNK_TORN) {
    if (!segment_is_abandoned(reader))
      return SPOOL_STEP_WAIT;
    /* Only now is it sure that nothing was added after the probe. */
    result = segment_probe(reader, error);
  }
  if (result == CHUNK_TORN)
    return segment_end(reader, error);
  return result == CHUNK_OK ? SPOOL_STEP_RECORD : SPOOL_STEP_ERROR;
}

static SpoolStep
take_trailer(SpoolReader *reader, const Chunk *chunk, GError **error)
{
  const uint8_t *beyond = NULL;
  if (chunk->size > 0) {
    set_corrupt(error, "trailer with content");
    return SPOOL_STEP_ERROR;
  }
  if (!reader->is_segment) { /* a segment has its preallocated zeros behind */
    if (!window_get(reader, reader->offset, 1, &beyond, error))
      return SPOOL_STEP_ERROR;
    if (beyond) {
      set_corrupt(error, "bytes after the trailer");
      return SPOOL_STEP_ERROR;
    }
  }
  reader->ended = true;
  return SPOOL_STEP_END;
}

static SpoolStep
take_head(SpoolReader *reader, json_t **out_head, GError **error)
{
  Chunk chunk;
  if (!reader_take(reader, reader->plain, &chunk, error))
    return SPOOL_STEP_ERROR;
  if (chunk.tag == SECRET_TAG_FINAL)
    return take_trailer(reader, &chunk, error);
  json_t *head = NULL;
  if (chunk.tag == SECRET_TAG_MESSAGE && chunk.size <= SPOOL_HEAD_BYTES)
    head = json_loadb((const char *)reader->plain, chunk.size,
                      JSON_REJECT_DUPLICATES, NULL);
  if (!json_is_object(head)) {
    json_decref(head);
    set_corrupt(error, "record without head");
    return SPOOL_STEP_ERROR;
  }
  reader->in_body = true;
  *out_head = head;
  return SPOOL_STEP_RECORD;
}

/* Read the file's beginning and open its key. */
static bool
reader_begin(SpoolReader *reader, const SecretBoxPair *pair, GError **error)
{
  const uint8_t *bytes;
  if (!window_get(reader, 0, SPOOL_PREFIX_BYTES, &bytes, error))
    return false;
  SpoolPrefix prefix;
  if (bytes)
    memcpy(&prefix, bytes, sizeof prefix);
  if (bytes == NULL ||
      memcmp(prefix.magic, SPOOL_MAGIC, sizeof prefix.magic) != 0) {
    set_corrupt(error, "not of this format");
    return false;
  }
  SecretKey key;
  if (!secret_box_open(pair, prefix.sealed_key, &key, error))
    return false;
  reader->stream = secret_stream_pull_new(&key, prefix.stream_header);
  secret_wipe(&key, sizeof key);
  reader->offset = SPOOL_PREFIX_BYTES;
  return true;
}

/* A file that another user put into the folder, or that is no plain file, is
 * not what the folder is for. */
static bool
reader_check_owner(int fd, long owner, GError **error)
{
  struct stat status;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
      (owner < 0 || status.st_uid == (uid_t)owner))
    return true;
  set_corrupt(error, "wrong owner or type");
  return false;
}

SpoolReader *
spool_reader_open(const char *path, long owner, const SecretBoxPair *pair,
                  GError **error)
{
  g_autoptr(SpoolReader) reader = g_new0(SpoolReader, 1);
  /* Not cleared: most files touch a few of their pages only. */
  reader->window = g_malloc(WINDOW_BYTES);
  reader->plain = g_malloc(SPOOL_CHUNK_BYTES);
  reader->is_segment = g_str_has_suffix(path, SPOOL_SEGMENT_SUFFIX);
  reader->fd = fs_open_read(path, error);
  if (reader->fd < 0 || !reader_check_owner(reader->fd, owner, error) ||
      !reader_begin(reader, pair, error))
    return NULL;
  return g_steal_pointer(&reader);
}

/* Let go of file and buffers; what was authenticated is wiped. */
static void
reader_release(SpoolReader *reader)
{
  fd_close(&reader->fd);
  if (reader->plain != NULL)
    secret_wipe(reader->plain, reader->plain_used);
  g_clear_pointer(&reader->plain, g_free);
  g_clear_pointer(&reader->window, g_free);
}

static SpoolStep
reader_step(SpoolReader *reader, json_t **out_head, GError **error)
{
  while (reader->in_body)
    if (spool_reader_read(reader, reader->plain, error) < 0)
      return SPOOL_STEP_ERROR;
  if (reader->is_segment) {
    SpoolStep step = segment_step(reader, error);
    if (step != SPOOL_STEP_RECORD)
      return step;
  }
  return take_head(reader, out_head, error);
}

SpoolStep
spool_reader_next(SpoolReader *reader, json_t **out_head, GError **error)
{
  if (reader->ended)
    return SPOOL_STEP_END;
  SpoolStep step = reader_step(reader, out_head, error);
  /* Many files may wait for the commit that lets them go. */
  if (step == SPOOL_STEP_END)
    reader_release(reader);
  return step;
}

ssize_t
spool_reader_read(SpoolReader *reader, void *out, GError **error)
{
  while (reader->in_body) {
    Chunk chunk;
    if (!reader_take(reader, out, &chunk, error))
      return -1;
    if (chunk.tag == SECRET_TAG_FINAL) {
      set_corrupt(error, "trailer within a record");
      return -1;
    }
    reader->in_body = chunk.tag != SECRET_TAG_PUSH;
    if (chunk.size > 0)
      return (ssize_t)chunk.size;
  }
  return 0;
}

GBytes *
spool_reader_read_all(SpoolReader *reader, size_t limit, GError **error)
{
  g_autoptr(GByteArray) whole = g_byte_array_new();
  ssize_t count;
  while ((count = spool_reader_read(reader, reader->plain, error)) > 0) {
    if ((size_t)count > limit - whole->len) {
      set_corrupt(error, "body is larger than this folder's records may be");
      return NULL;
    }
    g_byte_array_append(whole, reader->plain, (guint)count);
  }
  if (count < 0)
    return NULL;
  return g_byte_array_free_to_bytes(g_steal_pointer(&whole));
}

void
spool_reader_free(SpoolReader *reader)
{
  if (reader == NULL)
    return;
  reader_release(reader);
  secret_stream_free(reader->stream);
  g_free(reader);
}

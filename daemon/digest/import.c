/* SPDX-License-Identifier: Apache-2.0
 *
 * From the spool into the inbox: whole records only, one commit for all files
 * of a turn, and only then are the files removed.  A repeat is absorbed by its
 * natural key.
 */
#include <string.h>

#include "daemon/digest/digest.h"
#include "daemon/digest/media.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "parsers/json_text.h"
#include "queue/spool.h"

/* What a folder may contain follows from the folder. */
typedef struct Intake {
  const char *folder;
  const char *kind;    /* the only one a head may say */
  const char *channel; /* of the inbox row */
  const char *source;  /* member of the head that names mailbox or channel */
} Intake;

static const Intake intakes[] = {
    {"mailbox", "mail", "mail", "mailbox"},
    {"pipe", "mail", "mail", "mailbox"},
    {"webhook", "webhook", "webhook", "channel"},
    {"deliver", MEDIA_CHANNEL, MEDIA_CHANNEL, "channel"}, /* what it fetched */
    /* A modem's row is read as a request of its provider is. */
    {"poll", "poll", "webhook", "channel"},
    /* Forms and Open311 come with the services that read them. */
};

/* Files that were read to their end, to be removed after the commit. */
typedef struct Import {
  Digest *digest;
  const Intake *intake;
  GPtrArray *finished; /* char *: paths */
  unsigned added, repeated;
} Import;

/* The natural key in a head: 64 hexadecimal digits. */
static GBytes *
key_of(const json_t *head)
{
  const char *hex = json_string_value(json_object_get(head, "key"));
  if (hex == NULL || strlen(hex) != 2 * SECRET_HASH_BYTES)
    return NULL;
  uint8_t key[SECRET_HASH_BYTES];
  for (size_t i = 0; i < sizeof key; i++) {
    int high = g_ascii_xdigit_value(hex[2 * i]);
    int low = g_ascii_xdigit_value(hex[2 * i + 1]);
    if (high < 0 || low < 0)
      return NULL;
    key[i] = (uint8_t)(high << 4 | low);
  }
  return g_bytes_new(key, sizeof key);
}

static bool
copy_body(SpoolReader *reader, ContentWriter *writer, uint64_t *out_size,
          GError **error)
{
  g_autofree uint8_t *piece = g_malloc(SPOOL_CHUNK_BYTES);
  *out_size = 0;
  for (;;) {
    ssize_t size = spool_reader_read(reader, piece, error);
    if (size <= 0)
      return size == 0;
    *out_size += (uint64_t)size;
    if (!content_writer_append(writer, piece, (size_t)size, error))
      return false;
  }
}

static bool
head_is_good(const Intake *intake, const json_t *head)
{
  const char *kind = json_string_value(json_object_get(head, "kind"));
  const char *source = json_string_value(json_object_get(head, intake->source));
  return g_strcmp0(kind, intake->kind) == 0 && source != NULL;
}

static bool
import_record(Import *import, SpoolReader *reader, const json_t *head,
              GError **error)
{
  Digest *digest = import->digest;
  g_autoptr(GBytes) key = key_of(head);
  if (key == NULL || !head_is_good(import->intake, head)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                "a record of %s has no good head", import->intake->folder);
    return false;
  }
  int64_t now_ms = digest->queue.now_ms;
  InboxNew message = {.id = queue_new_id(&digest->queue, now_ms),
                      .natural_key = key,
                      .channel = import->intake->channel,
                      .head = head};
  message.source =
      json_string_value(json_object_get(head, import->intake->source));
  message.adopted = json_is_true(json_object_get(head, "adopted"));
  int64_t received_ms = json_whole(head, "received_at_ms");
  message.received_at_ms = received_ms > 0 ? received_ms : now_ms;
  g_autofree char *place = inbox_raw_place(message.id.text);
  g_autoptr(ContentWriter) writer = content_writer_new(&digest->queue, place);
  g_autoptr(GBytes) hash = NULL;
  if (!copy_body(reader, writer, &message.size_bytes, error) ||
      !content_writer_finish(writer, NULL, &message.raw, &hash, error))
    return false;
  message.raw_hash = hash;
  bool added = false;
  bool ok = inbox_add(&digest->queue, &message, &added, error);
  content_clear(&message.raw);
  import->added += added;
  import->repeated += !added;
  return ok;
}

/* Read a file as far as it goes. */
static bool
import_file(Import *import, const char *path, GError **error)
{
  Digest *digest = import->digest;
  SpoolReader *reader = g_hash_table_lookup(digest->segments, path);
  if (reader == NULL) {
    reader = spool_reader_open(path, -1, &digest->spool_pair, error);
    if (reader == NULL)
      return false;
    g_hash_table_insert(digest->segments, g_strdup(path), reader);
  }
  for (;;) {
    json_t *read = NULL;
    switch (spool_reader_next(reader, &read, error)) {
    case SPOOL_STEP_RECORD: {
      json_auto_t *head = read;
      if (!import_record(import, reader, head, error))
        return false;
      break;
    }
    case SPOOL_STEP_END:
      g_ptr_array_add(import->finished, g_strdup(path));
      return true;
    case SPOOL_STEP_WAIT:
      return true;
    case SPOOL_STEP_ERROR:
      return false;
    }
  }
}

static bool
is_damaged(const GError *error)
{
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

/* A damaged file is set aside whole; what it gave is taken back. */
static bool
import_file_safely(Import *import, const char *folder, const char *name,
                   GError **error)
{
  g_autofree char *path = g_build_filename(folder, "new", name, NULL);
  GError *failure = NULL;
  if (!store_savepoint(import->digest->store, error))
    return false;
  if (import_file(import, path, &failure))
    return store_savepoint_release(import->digest->store, error);
  store_savepoint_rollback(import->digest->store);
  g_hash_table_remove(import->digest->segments, path);
  if (!is_damaged(failure)) {
    g_propagate_error(error, failure);
    return false;
  }
  log_event(LOG_ERR, "spool-file-damaged", "file", name, "why",
            failure->message, "next", "set aside in corrupt", NULL);
  status_add(import->digest->status, "spool_files_damaged", 1);
  g_error_free(failure);
  return spool_set_aside(folder, name, error);
}

static bool
import_folder(Import *import, bool *out_worked, GError **error)
{
  g_autofree char *folder =
      g_build_filename(import->digest->spool_in, import->intake->folder, NULL);
  g_autoptr(GPtrArray) names = spool_list(folder, DIGEST_IMPORT_FILES, error);
  if (names == NULL)
    return false;
  for (guint i = 0; i < names->len; i++) {
    if (!store_in_transaction(import->digest->store) &&
        !store_begin(import->digest->store, error))
      return false;
    if (!import_file_safely(import, folder, names->pdata[i], error))
      return false;
  }
  *out_worked = *out_worked || import->added + import->repeated > 0;
  return true;
}

static bool
remove_finished(Import *import, GError **error)
{
  for (guint i = 0; i < import->finished->len; i++) {
    const char *path = import->finished->pdata[i];
    g_hash_table_remove(import->digest->segments, path);
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *below = g_path_get_dirname(path);
    g_autofree char *folder = g_path_get_dirname(below);
    if (!spool_remove(folder, name, error))
      return false;
  }
  return true;
}

bool
digest_import(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  Import import = {.digest = digest,
                   .finished = g_ptr_array_new_with_free_func(g_free)};
  bool ok = true, had_next = digest->counted != NULL;
  for (size_t i = 0; ok && i < G_N_ELEMENTS(intakes); i++) {
    import.intake = &intakes[i];
    ok = import_folder(&import, out_worked, error);
  }
  if (ok && store_in_transaction(digest->store))
    ok = digest_count_next(digest, error) && store_commit(digest->store, error);
  if (!ok) {
    if (!had_next)
      digest_uncount(digest);
    /* What was read but not committed is read again from the start. */
    store_rollback(digest->store);
    g_hash_table_remove_all(digest->segments);
  }
  if (ok)
    ok = remove_finished(&import, error);
  g_ptr_array_unref(import.finished);
  status_add(digest->status, "imported", import.added);
  status_add(digest->status, "repeated", import.repeated);
  return ok;
}

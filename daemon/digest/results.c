/* SPDX-License-Identifier: Apache-2.0
 *
 * What deliver reports: outcomes of attempts, the breaker of each transport,
 * and the removal of groups that are done.
 */
#include <errno.h>
#include <unistd.h>

#include "daemon/deliver/delivery_job.h"
#include "daemon/digest/breaker.h"
#include "daemon/digest/media.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/agenda.h"
#include "queue/outbox_stop.h"
#include "queue/person.h"
#include "queue/spool.h"

/* What is gathered from the files of one turn. */
typedef struct Harvest {
  GPtrArray *names;   /* char *: of the files of results */
  GPtrArray *groups;  /* char *: complete */
  GHashTable *failed; /* char *: transports whose failure was counted */
} Harvest;

static Harvest *
harvest_new(GPtrArray *names)
{
  Harvest *harvest = g_new(Harvest, 1);
  *harvest = (Harvest){
      .names = names,
      .groups = g_ptr_array_new_with_free_func(g_free),
      .failed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
  };
  return harvest;
}

static void
harvest_free(Harvest *harvest)
{
  g_ptr_array_unref(harvest->names);
  g_ptr_array_unref(harvest->groups);
  g_hash_table_unref(harvest->failed);
  g_free(harvest);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Harvest, harvest_free)

/* A mailbox that does not exist is not written to for a while. */
static bool
mute_recipient(Digest *digest, const OutboxResult *result, GError **error)
{
  return result->action != DELIVERY_FAIL_MUTE ||
         contact_mute_recipient(&digest->queue, result->id.text,
                                digest->queue.now_ms + CONTACT_MUTE_MS, error);
}

/* The provider says that this number wants no more: the same as its STOPP. */
static bool
note_opt_out(Digest *digest, const OutboxResult *result, GError **error)
{
  if (!result->opt_out)
    return true;
  log_event(LOG_NOTICE, "opt-out-by-provider", "id", result->id.text, "next",
            "nothing unasked goes to this number", NULL);
  GBytes *found = NULL;
  if (!outbox_recipient(&digest->queue, &result->id, &found, error))
    return false;
  g_autoptr(GBytes) lookup = found;
  return lookup == NULL ||
         outbox_stop_all(&digest->queue, "sms", lookup, error);
}

/* The mail was too large for its receiver: its service sends it once more
 * without what made it large. */
static bool
ask_for_smaller(Digest *digest, const OutboxResult *result, GError **error)
{
  return result->action != DELIVERY_WITHOUT_ATTACHMENTS ||
         agenda_set(&digest->queue, "report-too-large", result->id.text,
                    digest->queue.now_ms, error);
}

static bool
apply_result(Digest *digest, const DeliveryResult *delivery, Harvest *harvest,
             GError **error)
{
  const OutboxResult *result = &delivery->result;
  status_add(digest->status, "results", 1);
  if (g_strcmp0(delivery->channel, DELIVERY_MEDIA) == 0)
    return digest_media_result(digest, result, error);
  return outbox_result(&digest->queue, result, NULL, error) &&
         breaker_learn(digest, delivery, harvest->failed, error) &&
         mute_recipient(digest, result, error) &&
         note_opt_out(digest, result, error) &&
         ask_for_smaller(digest, result, error);
}

/* Read one file of results; groups that are complete are noted. */
static bool
read_results(Digest *digest, const char *path, Harvest *harvest, GError **error)
{
  g_autoptr(SpoolReader) reader =
      spool_reader_open(path, -1, &digest->spool_pair, error);
  if (reader == NULL)
    return false;
  for (;;) {
    json_t *read = NULL;
    SpoolStep step = spool_reader_next(reader, &read, error);
    json_auto_t *head = read;
    if (step != SPOOL_STEP_RECORD)
      return step == SPOOL_STEP_END;
    g_autoptr(DeliveryResult) delivery = delivery_result_from_head(head);
    if (delivery == NULL) {
      g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                  "a result has no good head");
      return false;
    }
    if (!apply_result(digest, delivery, harvest, error))
      return false;
    if (delivery->is_last)
      g_ptr_array_add(harvest->groups, g_strdup(delivery->group));
  }
}

static bool
read_results_safely(Digest *digest, const char *name, Harvest *harvest,
                    GError **error)
{
  g_autofree char *path =
      g_build_filename(digest->spool_done, "new", name, NULL);
  GError *failure = NULL;
  if (!store_savepoint(digest->store, error))
    return false;
  if (read_results(digest, path, harvest, &failure))
    return store_savepoint_release(digest->store, error);
  store_savepoint_rollback(digest->store);
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT)) {
    g_propagate_error(error, failure);
    return false;
  }
  log_event(LOG_ERR, "result-file-damaged", "file", name, "why",
            failure->message, "next", "set aside; leases run out", NULL);
  g_error_free(failure);
  return spool_set_aside(digest->spool_done, name, error);
}

/* Digest alone removes what deliver has taken. */
static void
remove_groups(Digest *digest, const GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++) {
    g_autofree char *path =
        g_build_filename(digest->spool_out, "active", groups->pdata[i], NULL);
    /* Left behind it would only be reported as unknown once more. */
    if (unlink(path) != 0 && errno != ENOENT)
      log_event(LOG_WARNING, "group-not-removed", "group", groups->pdata[i],
                NULL);
  }
}

static bool
remove_files(Digest *digest, const GPtrArray *names, GError **error)
{
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path =
        g_build_filename(digest->spool_done, "new", names->pdata[i], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS) &&
        !spool_remove(digest->spool_done, names->pdata[i], error))
      return false;
  }
  return true;
}

/* Files whose results were stored go when the disk has taken that in: mostly
 * with the commit of what was handed out since. */
static bool
remove_stored(Digest *digest, GError **error)
{
  g_autoptr(Harvest) stored = g_steal_pointer(&digest->stored);
  if (stored == NULL)
    return true;
  if (!store_sync(digest->store, error))
    return false;
  remove_groups(digest, stored->groups);
  return remove_files(digest, stored->names, error);
}

void
digest_results_close(Digest *digest)
{
  g_clear_pointer(&digest->stored, harvest_free);
}

bool
digest_results(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  if (!remove_stored(digest, error))
    return false;
  GPtrArray *names = spool_list(digest->spool_done, DIGEST_IMPORT_FILES, error);
  if (names == NULL)
    return false;
  g_autoptr(Harvest) harvest = harvest_new(names);
  if (names->len == 0)
    return true;
  *out_worked = true;
  bool ok = store_begin_unsynced(digest->store, error);
  for (guint i = 0; ok && i < names->len; i++)
    ok = read_results_safely(digest, names->pdata[i], harvest, error);
  ok = ok && store_commit(digest->store, error);
  store_rollback(digest->store);
  if (ok)
    digest->stored = g_steal_pointer(&harvest);
  return ok;
}

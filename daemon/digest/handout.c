/* SPDX-License-Identifier: Apache-2.0
 *
 * From the outbox to deliver: attempts are leased and committed, then all that
 * was committed together is written as one group.
 */
#include "daemon/digest/handout_private.h"

#include "daemon/bell.h"
#include "daemon/config.h"
#include "daemon/deliver/delivery_job.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "queue/spool.h"

static bool
lease(Digest *digest, const char *name, GPtrArray **out_jobs, GError **error)
{
  Allowance allowed;
  *out_jobs = NULL;
  if (!handout_keep_quiet(digest, name, error) ||
      !handout_allowance(digest, name, &allowed, error))
    return false;
  if (allowed.danger == 0)
    return true;
  g_autoptr(GPtrArray) jobs =
      allowed.all > 0
          ? outbox_lease(&digest->queue, name, allowed.all, error)
          : outbox_lease_danger(&digest->queue, name, allowed.danger, error);
  if (jobs == NULL ||
      (jobs->len > 0 && !handout_count(digest, name, jobs, error)))
    return false;
  *out_jobs = g_steal_pointer(&jobs);
  return true;
}

/* What is leased together and becomes one file. */
typedef struct Group {
  GPtrArray *jobs; /* NULL or empty: nothing to do */
  SpoolWriter *writer;
  GError *failure; /* why the file could not be written */
} Group;

static void
group_clear(Group *group)
{
  g_clear_pointer(&group->jobs, g_ptr_array_unref);
  g_clear_pointer(&group->writer, spool_writer_free);
  g_clear_error(&group->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Group, group_clear)

static bool
write_jobs(SpoolWriter *writer, const GPtrArray *jobs, GError **error)
{
  for (guint i = 0; i < jobs->len; i++) {
    const OutboxJob *job = jobs->pdata[i];
    json_auto_t *head = delivery_job_head(job);
    gsize size;
    const void *body = g_bytes_get_data(job->body, &size);
    if (!spool_writer_record(writer, head, body, size, error))
      return false;
  }
  return spool_writer_start(writer, error);
}

/* Write the file where nobody sees it, so that the disk takes it in together
 * with the commit of the leases. */
static void
prepare_file(Digest *digest, Group *group)
{
  g_autofree char *name =
      g_strconcat(id_new(digest->queue.now_ms).text, ".job", NULL);
  group->writer = spool_writer_new(digest->spool_out, name,
                                   &digest->deliver_public, &group->failure);
  if (group->writer != NULL)
    (void)write_jobs(group->writer, group->jobs, &group->failure);
}

/* The disk is full: nothing was handed out, so the attempts are given back. */
static bool
take_back(Digest *digest, const GPtrArray *jobs, GError **error)
{
  if (!store_begin(digest->store, error))
    return false;
  for (guint i = 0; i < jobs->len; i++) {
    const OutboxJob *job = jobs->pdata[i];
    OutboxResult result = {
        .id = job->id, .attempt = job->attempt, .action = DELIVERY_NOT_TRIED};
    if (!outbox_result(&digest->queue, &result, NULL, error))
      return false;
  }
  return store_commit(digest->store, error);
}

/* The leases are durable, and all that was decided before: let deliver see the
 * jobs. */
static bool
hand_over(Digest *digest, Group *group, GError **error)
{
  if (group->failure == NULL &&
      spool_writer_commit(group->writer, &group->failure)) {
    status_add(digest->status, "handed_out", group->jobs->len);
    bell_ring(digest->config->settings->paths.runtime, "deliver");
    return true;
  }
  if (!g_error_matches(group->failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, g_steal_pointer(&group->failure));
    return false;
  }
  log_event(LOG_ERR, "disk-full", "next", "jobs wait a minute", NULL);
  return take_back(digest, group->jobs, error);
}

static bool
handout_transport(Digest *digest, const char *name, bool *out_worked,
                  GError **error)
{
  g_auto(Group) group = {0};
  if (!store_begin(digest->store, error))
    return false;
  bool ok = lease(digest, name, &group.jobs, error);
  bool has_jobs = ok && group.jobs != NULL && group.jobs->len > 0;
  if (has_jobs)
    prepare_file(digest, &group);
  ok = ok && store_commit(digest->store, error);
  store_rollback(digest->store);
  if (!ok || !has_jobs)
    return ok;
  *out_worked = true;
  return hand_over(digest, &group, error);
}

bool
digest_handout(Digest *digest, bool *out_worked, GError **error)
{
  digest_begin(digest);
  g_autoptr(GPtrArray) names = digest_transports(digest);
  for (guint i = 0; i < names->len; i++)
    if (!handout_transport(digest, names->pdata[i], out_worked, error))
      return false;
  return true;
}

/* A folder that is missing or holds no file. */
static bool
is_empty(const char *spool, const char *folder)
{
  g_autofree char *path = g_build_filename(spool, folder, NULL);
  g_autoptr(GError) failure = NULL;
  g_autoptr(GDir) dir = g_dir_open(path, 0, &failure);
  return dir != NULL
             ? g_dir_read_name(dir) == NULL
             : g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* A group is in one of these folders from before its first job is seen until
 * its last result is stored; deliver moves it from the first to the second, so
 * they are looked at in this order.  What was set aside may hold anything. */
static bool
is_nothing_under_way(const Digest *digest)
{
  return is_empty(digest->spool_out, "new") &&
         is_empty(digest->spool_out, "active") &&
         is_empty(digest->spool_out, "corrupt") &&
         is_empty(digest->spool_done, "new") &&
         is_empty(digest->spool_done, "corrupt");
}

bool
digest_return_leases(Digest *digest, GError **error)
{
  digest_begin(digest);
  if (!spool_sweep(digest->spool_out, error))
    return false;
  if (!is_nothing_under_way(digest))
    return true;
  bool ok = store_begin(digest->store, error) &&
            outbox_return_leases(&digest->queue, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * From the outbox to deliver: attempts are leased and committed, then all that
 * was committed together is written as one group.
 */
#include "daemon/delivery_job.h"
#include "daemon/digest/digest.h"
#include "daemon/log.h"
#include "queue/spool.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS INT64_C(86400000)

/* More than this under way on one transport would only wait at deliver. */
enum { UNDER_WAY_MAX = 200 };

/* The sending limits of a transport or SMS channel; 0: none. */
typedef struct Limits {
  int per_minute, per_day;
} Limits;

static Limits
limits_of(const Digest *digest, const char *name)
{
  const Settings *settings = digest->config->settings;
  const ChannelSettings *channel = settings_channel(settings, name);
  if (channel != NULL)
    return (Limits){channel->per_minute, channel->per_day};
  const TransportSettings *transport = settings_transport(settings, name);
  return (Limits){transport->per_minute, transport->per_day};
}

/* How many of a limit are left in the present minute or day.  Counters stand
 * in the store, so that a restart gives nothing away. */
static bool
left_of(Digest *digest, const char *name, const char *period, int64_t bucket,
        int limit, unsigned *left, GError **error)
{
  if (limit == 0)
    return true;
  g_autofree char *counter =
      g_strdup_printf("sent|%s|%s|%" G_GINT64_FORMAT, name, period, bucket);
  int64_t used;
  if (!store_get_int64(digest->store, 0, &used, error,
                       "SELECT value FROM counter WHERE name = $1", "t",
                       counter))
    return false;
  *left = MIN(*left, (unsigned)MAX(limit - used, 0));
  return true;
}

static bool
count_sent(Digest *digest, const char *name, const char *period, int64_t bucket,
           unsigned count, GError **error)
{
  g_autofree char *counter =
      g_strdup_printf("sent|%s|%s|%" G_GINT64_FORMAT, name, period, bucket);
  g_autofree char *before =
      g_strdup_printf("sent|%s|%s|%" G_GINT64_FORMAT, name, period, bucket - 1);
  return store_run(digest->store, error,
                   "INSERT INTO counter (name, value) VALUES ($1, $2)"
                   " ON CONFLICT (name) DO UPDATE SET value ="
                   " counter.value + $2",
                   "ti", counter, (int64_t)count) &&
         store_run(digest->store, error, "DELETE FROM counter WHERE name = $1",
                   "t", before);
}

/* How many jobs may be leased now on one transport. */
static bool
allowance(Digest *digest, const char *name, int64_t now_ms, unsigned *out,
          GError **error)
{
  int64_t paused_until_ms, under_way;
  if (!store_get_int64(digest->store, 0, &paused_until_ms, error,
                       "SELECT paused_until_ms FROM breaker"
                       " WHERE transport = $1",
                       "t", name) ||
      !store_get_int64(digest->store, 0, &under_way, error,
                       "SELECT count(*) FROM outbox WHERE state = 'leased'"
                       " AND transport = $1",
                       "t", name))
    return false;
  *out = paused_until_ms > now_ms || under_way >= UNDER_WAY_MAX
             ? 0
             : DELIVERY_GROUP_MAX;
  Limits limits = limits_of(digest, name);
  return left_of(digest, name, "minute", now_ms / MINUTE_MS, limits.per_minute,
                 out, error) &&
         left_of(digest, name, "day", now_ms / DAY_MS, limits.per_day, out,
                 error);
}

static bool
lease(Digest *digest, const char *name, GPtrArray **out_jobs, GError **error)
{
  int64_t now_ms = clock_now_ms(digest->clock);
  unsigned allowed;
  *out_jobs = NULL;
  if (!allowance(digest, name, now_ms, &allowed, error))
    return false;
  if (allowed == 0)
    return true;
  g_autoptr(GPtrArray) jobs =
      outbox_lease(&digest->queue, name, now_ms, allowed, error);
  if (jobs == NULL)
    return false;
  if (jobs->len > 0 &&
      (!count_sent(digest, name, "minute", now_ms / MINUTE_MS, jobs->len,
                   error) ||
       !count_sent(digest, name, "day", now_ms / DAY_MS, jobs->len, error)))
    return false;
  *out_jobs = g_steal_pointer(&jobs);
  return true;
}

static bool
write_group(Digest *digest, const GPtrArray *jobs, GError **error)
{
  g_autofree char *name =
      g_strconcat(id_new(clock_now_ms(digest->clock)).text, ".job", NULL);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(digest->spool_out, name, &digest->deliver_public, error);
  if (writer == NULL)
    return false;
  for (guint i = 0; i < jobs->len; i++) {
    const OutboxJob *job = jobs->pdata[i];
    json_auto_t *head = delivery_job_head(job);
    gsize size;
    const void *body = g_bytes_get_data(job->body, &size);
    if (!spool_writer_record(writer, head, body, size, error))
      return false;
  }
  return spool_writer_commit(writer, error);
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
    if (!outbox_result(&digest->queue, &result, clock_now_ms(digest->clock), 0,
                       NULL, error))
      return false;
  }
  return store_commit(digest->store, error);
}

static bool
hand_over(Digest *digest, const GPtrArray *jobs, GError **error)
{
  GError *failure = NULL;
  if (write_group(digest, jobs, &failure)) {
    status_add(digest->status, "handed_out", jobs->len);
    bell_ring(digest->config->settings->paths.runtime, "deliver");
    return true;
  }
  if (!g_error_matches(failure, STORE_ERROR, STORE_ERROR_FULL)) {
    g_propagate_error(error, failure);
    return false;
  }
  log_event(LOG_ERR, "disk-full", "next", "jobs wait a minute", NULL);
  g_error_free(failure);
  return take_back(digest, jobs, error);
}

static bool
handout_transport(Digest *digest, const char *name, bool *out_worked,
                  GError **error)
{
  GPtrArray *leased = NULL;
  if (!store_begin(digest->store, error))
    return false;
  bool ok =
      lease(digest, name, &leased, error) && store_commit(digest->store, error);
  store_rollback(digest->store);
  g_autoptr(GPtrArray) jobs = leased;
  if (!ok || jobs == NULL || jobs->len == 0)
    return ok;
  *out_worked = true;
  return hand_over(digest, jobs, error);
}

bool
digest_handout(Digest *digest, bool *out_worked, GError **error)
{
  g_autoptr(GPtrArray) names = digest_transports(digest);
  for (guint i = 0; i < names->len; i++)
    if (!handout_transport(digest, names->pdata[i], out_worked, error))
      return false;
  return true;
}

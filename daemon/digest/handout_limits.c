/* SPDX-License-Identifier: Apache-2.0
 *
 * The limits of sending.  Counters stand in the store, so that a restart gives
 * nothing away.
 */
#include "daemon/digest/handout_private.h"

#include <string.h>

#include "daemon/brake.h"
#include "daemon/config.h"
#include "daemon/deliver/delivery_job.h"
#include "daemon/log.h"
#include "daemon/sms/sms_brake.h"
#include "parsers/config/quiet_hours.h"
#include "queue/counter.h"
#include "queue/outbox_wait.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS INT64_C(3600000)

/* More than this under way on one transport would only wait at deliver. */
enum { UNDER_WAY_MAX = 200 };

/* --- periods -------------------------------------------------------------- */

typedef enum PeriodKind { MINUTE, HOUR, DAY, PERIODS } PeriodKind;

typedef struct Period {
  const char *name;
  Brake brake; /* without a name: nobody is told */
} Period;

static const Period periods[PERIODS] = {
    [MINUTE] = {.name = "minute"},
    [HOUR] = {.name = "hour",
              .brake = {.name = "hour",
                        .priority = LOG_WARNING,
                        .event = "channel-hour-used-up",
                        .next = "what waits goes in the next hour, urgent "
                                "first (per_hour)",
                        .released = "channel-hour-begun",
                        .again = "sending goes on",
                        .counter = "hours_used_up"}},
    [DAY] = {.name = "day",
             .brake = {.name = "day",
                       .priority = LOG_WARNING,
                       .event = "transport-day-used-up",
                       .next = "what waits goes after midnight, urgent first "
                               "(per_day)",
                       .released = "transport-day-begun",
                       .again = "sending goes on",
                       .counter = "days_used_up"}},
};

/* Which minute, hour or day of the town it is; of one kind a later one sorts
 * behind an earlier one. */
static char *
present_of(const Digest *digest, PeriodKind kind)
{
  int64_t now_ms = digest->queue.now_ms;
  if (kind != DAY)
    return g_strdup_printf("%" G_GINT64_FORMAT,
                           now_ms / (kind == HOUR ? HOUR_MS : MINUTE_MS));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now_ms / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, digest->zone);
  return g_date_time_format(local, "%Y-%m-%d");
}

/* "sent|mail|day|2026-05-21"; without the present, how all of them begin. */
static char *
counter_name(const char *name, PeriodKind kind, const char *present)
{
  return g_strdup_printf("sent|%s|%s|%s", name, periods[kind].name, present);
}

/* The sending limits of a transport or SMS channel; 0: none. */
static void
limits_of(const Digest *digest, const char *name, int out[static PERIODS])
{
  const Settings *settings = digest->config->settings;
  const ChannelSettings *channel = settings_channel(settings, name);
  memset(out, 0, PERIODS * sizeof *out);
  if (channel != NULL) {
    out[MINUTE] = channel->per_minute;
    out[HOUR] = channel->per_hour;
    out[DAY] = channel->per_day;
    return;
  }
  const TransportSettings *transport = settings_transport(settings, name);
  out[MINUTE] = transport->per_minute;
  out[DAY] = transport->per_day;
}

/* How many of a limit are left in the present period; tells who should hear
 * when that is none. */
static bool
left_of(Digest *digest, const char *name, PeriodKind kind, unsigned *left,
        GError **error)
{
  int limits[PERIODS];
  limits_of(digest, name, limits);
  int limit = limits[kind];
  if (limit == 0)
    return true;
  g_autofree char *present = present_of(digest, kind);
  g_autofree char *counter = counter_name(name, kind, present);
  const Brake *brake = &periods[kind].brake;
  int64_t used;
  if (!counter_get(&digest->queue, counter, &used, error))
    return false;
  *left = MIN(*left, (unsigned)MAX(limit - used, 0));
  Desk desk = digest_desk(digest);
  return brake->name == NULL ||
         brake_set(&desk, brake, name, used >= limit, error);
}

static bool
count_period(Digest *digest, const char *name, PeriodKind kind, unsigned count,
             GError **error)
{
  g_autofree char *present = present_of(digest, kind);
  g_autofree char *counter = counter_name(name, kind, present);
  g_autofree char *first = counter_name(name, kind, "");
  return counter_add(&digest->queue, counter, count, error) &&
         store_run(digest->store, error,
                   "DELETE FROM counter WHERE name >= $1 AND name < $2", "tt",
                   first, counter);
}

/* --- the breaker ---------------------------------------------------------- */

/* After a pause one message goes ahead of the others: where a password is wrong
 * still, fifty refusals would lock the account. */
static bool
breaker_allows(Digest *digest, const char *name, unsigned *out, GError **error)
{
  int64_t paused_until_ms = 0, under_way = 0;
  if (!store_get_int64(digest->store, &paused_until_ms, error,
                       "SELECT paused_until_ms FROM breaker"
                       " WHERE transport = $1",
                       "t", name) ||
      !store_get_int64(digest->store, &under_way, error,
                       "SELECT count(*) FROM outbox WHERE state = 'leased'"
                       " AND transport = $1",
                       "t", name))
    return false;
  bool is_probe = paused_until_ms > 0;
  unsigned group = is_probe ? 1 : DELIVERY_GROUP_MAX;
  int64_t most = is_probe ? 1 : UNDER_WAY_MAX;
  *out =
      paused_until_ms > digest->queue.now_ms || under_way >= most ? 0 : group;
  return true;
}

bool
handout_allowance(Digest *digest, const char *name, Allowance *out,
                  GError **error)
{
  unsigned open;
  if (!breaker_allows(digest, name, &open, error))
    return false;
  *out = (Allowance){open, open};
  for (int kind = 0; kind < PERIODS; kind++)
    if (!left_of(digest, name, (PeriodKind)kind, &out->all, error))
      return false;
  return true;
}

/* --- counting ------------------------------------------------------------- */

/* A repeat is paid for again; the first time was counted when it was written.
 */
static bool
count_repeat(Digest *digest, const OutboxJob *job, GError **error)
{
  const ChannelSettings *channel =
      settings_channel(digest->config->settings, job->transport);
  if (!job->is_repeat || channel == NULL)
    return true;
  gsize size;
  const char *bytes = g_bytes_get_data(job->body, &size);
  g_autofree char *text = g_strndup(bytes, size);
  Desk desk = digest_desk(digest);
  return sms_brake_count_repeat(&desk, channel, text, error);
}

bool
handout_count(Digest *digest, const char *name, const GPtrArray *jobs,
              GError **error)
{
  for (int kind = 0; kind < PERIODS; kind++)
    if (!count_period(digest, name, (PeriodKind)kind, jobs->len, error))
      return false;
  for (guint i = 0; i < jobs->len; i++)
    if (!count_repeat(digest, jobs->pdata[i], error))
      return false;
  return true;
}

/* --- quiet hours ---------------------------------------------------------- */

bool
handout_keep_quiet(Digest *digest, const char *name, GError **error)
{
  const Settings *settings = digest->config->settings;
  QuietHours hours;
  if (settings_channel(settings, name) == NULL)
    return true;
  bool is_read = quiet_hours_parse(settings->limits.quiet_hours, &hours);
  g_assert(is_read); /* checked when the settings were read */
  int64_t now_ms = digest->queue.now_ms;
  int64_t end_ms = quiet_hours_end_ms(&hours, digest->zone, now_ms);
  return end_ms == now_ms ||
         outbox_put_off(&digest->queue, name, end_ms, error);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Breakers are rows of the store, so that a restart does not try a refused
 * password again at once.
 */
#include "daemon/digest/breaker.h"

#include <string.h>

#include "daemon/brake.h"
#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/log.h"
#include "queue/outbox_wait.h"

#define SECOND_MS INT64_C(1000)

static bool
is_channel(const Digest *digest, const char *transport)
{
  return settings_channel(digest->config->settings, transport) != NULL;
}

/* Who does not answer in time may have sent; after some such SMS the others had
 * better wait, each would be sent twice. */
static bool
is_failure(const Digest *digest, const DeliveryResult *delivery)
{
  DeliveryAction action = delivery->result.action;
  return action == DELIVERY_PAUSE || action == DELIVERY_NOT_TRIED ||
         (action == DELIVERY_UNKNOWN &&
          is_channel(digest, delivery->transport));
}

/* --- telling -------------------------------------------------------------- */

static const Brake paused_brake = {
    .name = "channel-paused",
    .priority = LOG_ERR,
    .event = "channel-paused",
    .next = "SMS wait, one goes ahead from time to time; bote doctor",
    .released = "channel-resumed",
    .again = "what waited goes",
    .counter = "channels_paused",
};

/* What the desk is told, by the status that deliver gave (http.c). */
static const struct {
  const char *status, *what;
} warnings[] = {
    {"4.7.8", "password"},
    {"4.3.2", "credit"},
    {NULL, "settings"},
};

static const char *
warning_of(const char *status)
{
  size_t i = 0;
  while (warnings[i].status != NULL && strcmp(warnings[i].status, status) != 0)
    i++;
  return warnings[i].what;
}

/* A provider that says yes and no in turn is told of once a day. */
static bool
warn_desk(Desk *desk, const DeliveryResult *delivery, GError **error)
{
  const char *what = warning_of(delivery->result.status);
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autofree char *today = g_date_time_format(now, "%Y-%m-%d");
  g_autofree char *dedupe = g_strdup_printf("channel-paused|%s|%s|%s",
                                            delivery->transport, what, today);
  json_auto_t *data = json_pack("{s:s}", "sms_channel", delivery->transport);
  DeskWarning warning = {what, data, dedupe};
  return desk_warn(desk, &warning, error);
}

/* The town's own fault: nothing goes until a person mends it, so he is told
 * with the first refusal.  A mail transport's desk would not get the mail. */
static bool
tell(Digest *digest, const DeliveryResult *delivery, bool on, GError **error)
{
  bool news;
  if (!is_channel(digest, delivery->transport))
    return true;
  Desk desk = digest_desk(digest);
  BrakeTurn turn = {&paused_brake, delivery->transport, on};
  return brake_change(&desk, &turn, &news, error) &&
         (!news || !on || warn_desk(&desk, delivery, error));
}

/* --- pausing -------------------------------------------------------------- */

static int64_t
pause_ms_of(const OutboxResult *result, int64_t failures)
{
  int64_t pause_ms = retry_breaker_ms((int)MIN(failures, 1000));
  if (result->retry_after_s > 0 && result->action == DELIVERY_NOT_TRIED)
    return MAX(pause_ms,
               MIN(result->retry_after_s, RETRY_BREAKER_MAX_S) * SECOND_MS);
  if (result->action == DELIVERY_PAUSE)
    return MAX(pause_ms, RETRY_BREAKER_MIN_S * SECOND_MS);
  return pause_ms;
}

static bool
pause_until(Digest *digest, const DeliveryResult *delivery, int64_t pause_ms,
            GError **error)
{
  int64_t until_ms = digest->queue.now_ms + pause_ms;
  if (!store_run(digest->store, error,
                 "UPDATE breaker SET paused_until_ms = $2"
                 " WHERE transport = $1",
                 "ti", delivery->transport, until_ms))
    return false;
  if (delivery->result.action != DELIVERY_PAUSE)
    return true;
  /* Who is not to blame does not grow old. */
  return (!is_channel(digest, delivery->transport) ||
          outbox_keep_alive(&digest->queue, delivery->transport,
                            until_ms + RETRY_BREAKER_MAX_S * SECOND_MS,
                            error)) &&
         tell(digest, delivery, true, error);
}

static bool
count_failure(Digest *digest, const DeliveryResult *delivery, GError **error)
{
  int64_t failures = 1;
  if (!store_get_int64(digest->store, &failures, error,
                       "INSERT INTO breaker (transport, failures,"
                       " paused_until_ms, reason) VALUES ($1, 1, 0, $2)"
                       " ON CONFLICT (transport) DO UPDATE SET failures ="
                       " breaker.failures + 1, reason = $2"
                       " RETURNING failures",
                       "tt", delivery->transport, delivery->result.status))
    return false;
  int64_t pause_ms = pause_ms_of(&delivery->result, failures);
  if (pause_ms == 0)
    return true;
  log_event(LOG_WARNING, "transport-paused", "transport", delivery->transport,
            "failures", log_number(failures).text, "seconds",
            log_number(pause_ms / SECOND_MS).text, NULL);
  return pause_until(digest, delivery, pause_ms, error);
}

bool
breaker_learn(Digest *digest, const DeliveryResult *delivery,
              GHashTable *failed, GError **error)
{
  if (is_failure(digest, delivery))
    return !g_hash_table_add(failed, g_strdup(delivery->transport)) ||
           count_failure(digest, delivery, error);
  return store_run(digest->store, error,
                   "DELETE FROM breaker WHERE transport = $1", "t",
                   delivery->transport) &&
         tell(digest, delivery, false, error);
}

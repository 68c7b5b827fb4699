/* SPDX-License-Identifier: Apache-2.0
 *
 * One sender must not take a day's work from a desk, or a month's money from a
 * town: what he writes above a limit is kept, and a person decides.  For SMS;
 * departments answer dozens of mails in a morning, and other brakes hold there.
 */
#include "daemon/config.h"
#include "daemon/desk_warning.h"
#include "daemon/digest/decide_private.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "parsers/keyword/keyword.h"
#include "parsers/sms/e164.h"
#include "parsers/sms/sms.h"
#include "queue/intake.h"

enum {
  SAME_MAX = 5, /* the same text within five minutes: a machine, or a key */
  ANSWERS_OFF_MS = 86400000,
};

/* What is never left lying: an end to our texting, and what may be about a
 * danger. */
static bool
always_goes(const Incoming *incoming, const Keyword *keyword)
{
  return incoming->danger != NULL || keyword->kind == KEYWORD_STOP ||
         incoming->may_be_danger;
}

/* Somebody looked at it and sent it on. */
static bool
was_throttled(Digest *digest, const InboxItem *item, bool *out_was,
              GError **error)
{
  return store_get_bool(digest->store, out_was, error,
                        "SELECT count(*) FROM inbox_event WHERE inbox_id = $1"
                        " AND what = 'throttled'",
                        "t", item->id.text);
}

static bool
warn_desk(Desk *desk, const SmsIn *sms, GBytes *lookup, GError **error)
{
  g_autoptr(GDateTime) now = desk_local_now(desk);
  g_autofree char *today = g_date_time_format(now, "%Y-%m-%d");
  gsize size;
  const guchar *bytes = g_bytes_get_data(lookup, &size);
  g_autofree char *who = g_base64_encode(bytes, size);
  g_autofree char *dedupe = g_strdup_printf("throttled|%s|%s", who, today);
  g_autofree char *masked = e164_mask(sms->from);
  json_auto_t *data =
      json_pack("{s:s, s:i}", "sender", masked, "limit",
                desk->config->settings->limits.sms_from_number_per_hour);
  DeskWarning warning = {"sender", data, dedupe};
  return desk_warn(desk, &warning, error);
}

static bool
hold(Digest *digest, const InboxItem *item, const SmsIn *sms, GBytes *lookup,
     GError **error)
{
  Desk desk = digest_desk(digest);
  status_add(digest->status, "throttled", 1);
  return decide_hold(digest, item, "throttled", "sender-hour", error) &&
         warn_desk(&desk, sms, lookup, error);
}

/* The same again and again: nobody reads our answers.  Answers to a question
 * are often the same. */
static bool
switch_answers_off(Digest *digest, const InboxItem *item,
                   const Keyword *keyword, GBytes *lookup, GError **error)
{
  if (keyword->kind != KEYWORD_CONTENT)
    return true;
  log_event(LOG_WARNING, "answers-off", "id", item->id.text, "next",
            "its sender gets no automatic answer for 24 h", NULL);
  return inbox_note(&digest->queue, item->id.text, "answers-off", "same-5min",
                    error) &&
         intake_answers_off(&digest->queue, lookup,
                            digest->queue.now_ms + ANSWERS_OFF_MS, error);
}

bool
decide_throttle(Digest *digest, const Incoming *incoming, bool *out_held,
                GError **error)
{
  const InboxItem *item = incoming->item;
  const SmsIn *sms = incoming->sms;
  int limit = digest->config->settings->limits.sms_from_number_per_hour;
  g_autoptr(GBytes) lookup = keyring_lookup(digest->ring, "sms", sms->from);
  g_autoptr(Keyword) keyword = keyword_classify(sms->text, NULL);
  IntakeMessage message = {lookup, item->id.text, item->received_at_ms,
                           sms->text};
  IntakeCount count;
  bool was_held = false;
  *out_held = false;
  if (!intake_count(&digest->queue, &message, &count, error) ||
      (count.same == SAME_MAX &&
       !switch_answers_off(digest, item, keyword, lookup, error)))
    return false;
  if (limit == 0 || count.in_window <= limit || always_goes(incoming, keyword))
    return true;
  if (!was_throttled(digest, item, &was_held, error) || was_held)
    return was_held;
  *out_held = true;
  return hold(digest, item, sms, lookup, error);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * A webhook request becomes SMS, each a message of its own in the inbox, and
 * receipts; an SMS goes to a service.
 */
#include <string.h>

#include "daemon/brake.h"
#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/digest/decide_danger.h"
#include "daemon/digest/decide_private.h"
#include "daemon/digest/dialogue.h"
#include "daemon/digest/media.h"
#include "daemon/digest/parts.h"
#include "daemon/digest/sms_files.h"
#include "daemon/digest/sms_row.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "parsers/signature.h"
#include "parsers/sms/sms.h"
#include "queue/answers.h"
#include "queue/outbox_receipt.h"
#include "queue/outbox_stop.h"
#include "queue/person.h"

/* The natural key of an SMS: the webhook's own id, else the provider's id of
 * the message (which may be a mere hash of its words), or where it has none
 * sender, receiver, text and the provider's own time to the millisecond, which
 * a repeat carries again.  Two answers "1" are not a repeat, so without any of
 * them the request itself tells them apart.  The parts of a long text may share
 * everything but their number. */
static GBytes *
sms_key(const Digest *digest, const InboxItem *item, const SmsIn *sms,
        guint index)
{
  g_autofree char *text = NULL;
  if (sms->event_id != NULL)
    text = g_strdup_printf("event|%s|%s", item->source, sms->event_id);
  else if (sms->provider_id != NULL)
    text = g_strdup_printf("id|%s|%s", item->source, sms->provider_id);
  else if (sms->sent_at_ms != 0)
    text = g_strdup_printf("time|%s|%s|%s|%s|%" G_GINT64_FORMAT, item->source,
                           sms->from, sms->to, sms->text, sms->sent_at_ms);
  else
    text = g_strdup_printf("request|%s|%u", item->id.text, index);
  g_autofree char *all =
      sms->part_total > 1
          ? g_strdup_printf("%s|%d|%d", text, sms->part_ref, sms->part_number)
          : g_strdup(text);
  return keyring_content_hash(digest->ring, "sms-key", all, strlen(all));
}

static bool
add_sms(Digest *digest, const InboxItem *item, SmsIn *sms, guint index,
        GError **error)
{
  g_autoptr(GBytes) key = sms_key(digest, item, sms, index);
  guint lost;
  g_autoptr(GPtrArray) media = sms_files_take(sms, &lost);
  json_auto_t *head = json_pack("{s:s}", "request", item->id.text);
  if (sms->media->len > 0)
    json_object_set_new(head, "media", json_integer(sms->media->len));
  SmsRow row = {.natural_key = key,
                .source = item->source,
                .received_at_ms = item->received_at_ms,
                .head = head};
  Id id;
  if (!sms_row_add(digest, &row, sms, &id, error))
    return false;
  if (id.text[0] == '\0')
    return inbox_note(&digest->queue, item->id.text, "sms-repeated", NULL,
                      error);
  return sms_files_store(digest, id.text, media, error) &&
         digest_media_want(digest, id.text, item->source, sms, error) &&
         (lost == 0 || inbox_note(&digest->queue, id.text, "media-not-taken",
                                  "too large", error)) &&
         inbox_note(&digest->queue, item->id.text, "sms", id.text, error);
}

/* The provider says that the number of this SMS wants no more: the same as its
 * own STOPP. */
static bool
opt_out(Digest *digest, const InboxItem *item, const SmsReport *report,
        GBytes *lookup, GError **error)
{
  return inbox_note(&digest->queue, item->id.text,
                    lookup == NULL ? "opt-out-unknown" : "opt-out",
                    report->code, error) &&
         (lookup == NULL ||
          outbox_stop_all(&digest->queue, "sms", lookup, error));
}

/* A provider that has a new word, or a table that lacks one. */
static const Brake unknown_word = {
    .name = "report-word",
    .priority = LOG_WARNING,
    .event = "report-word-unknown",
    .next = "receipts with it change nothing",
    .counter = "report_words_unknown",
};

/* It stands with each message, and once in the log. */
static bool
note_ignored(Digest *digest, const InboxItem *item, const SmsReport *report,
             GError **error)
{
  g_autofree char *word = g_strdup_printf(
      "%s|%s", item->source, report->code == NULL ? "" : report->code);
  Desk desk = digest_desk(digest);
  return inbox_note(&digest->queue, item->id.text, "report-ignored",
                    report->code, error) &&
         brake_set(&desk, &unknown_word, word, true, error);
}

/* What a receipt says about its SMS, and about the number. */
static bool
apply_report(Digest *digest, const InboxItem *item, const SmsReport *report,
             GError **error)
{
  g_autoptr(GBytes) lookup = NULL;
  if (report->state == SMS_REPORT_IGNORED &&
      !note_ignored(digest, item, report, error))
    return false;
  return outbox_receipt(&digest->queue, item->source, report, &lookup, error) &&
         (!report->opt_out || opt_out(digest, item, report, lookup, error));
}

/* Right, but old: a provider repeats what we did not take for days.  What is
 * known of it is absorbed by its key; what is new counts, and is told. */
static bool
note_stale(Digest *digest, const InboxItem *item, GError **error)
{
  const char *verdict =
      json_string_value(json_object_get(item->head, "signature"));
  if (g_strcmp0(verdict, signature_verdict_to_string(SIGNATURE_STALE)) != 0)
    return true;
  log_event(LOG_WARNING, "signature-stale", "id", item->id.text, "channel",
            item->source, "next", "taken where its ids are new", NULL);
  status_add(digest->status, "signature_stale", 1);
  return inbox_note(&digest->queue, item->id.text, "signature-stale",
                    item->source, error);
}

bool
decide_webhook(Digest *digest, const InboxItem *item, const Reading *reading,
               GError **error)
{
  const SmsBatch *batch = reading->batch;
  if (!note_stale(digest, item, error))
    return false;
  for (guint i = 0; i < batch->messages->len; i++)
    if (!add_sms(digest, item, batch->messages->pdata[i], i, error))
      return false;
  for (guint i = 0; i < batch->reports->len; i++)
    if (!apply_report(digest, item, batch->reports->pdata[i], error))
      return false;
  /* Other events of the provider, or settings that do not fit: to be seen. */
  if (batch->messages->len + batch->reports->len == 0 &&
      !inbox_note(&digest->queue, item->id.text, "webhook-empty", item->source,
                  error))
    return false;
  InboxOutcome outcome = {.state = INBOX_STATE_DONE, .kind = "webhook"};
  return inbox_finish(&digest->queue, item, &outcome, error);
}

/* An SMS of ours that came back, by a diversion or a forged sender: an answer
 * would pay for a loop. */
static bool
is_from_us(const Desk *desk, const SmsIn *sms)
{
  const GPtrArray *channels = desk->config->settings->channels;
  for (guint i = 0; i < channels->len; i++) {
    const ChannelSettings *channel = channels->pdata[i];
    if (g_strcmp0(channel->number, sms->from) == 0)
      return true;
  }
  return false;
}

static bool
decide_own(Digest *digest, const InboxItem *item, GError **error)
{
  InboxOutcome outcome = {.state = INBOX_STATE_DONE, .kind = "auto-reply"};
  return inbox_note(&digest->queue, item->id.text, outcome.kind,
                    "sender-is-ours", error) &&
         inbox_finish(&digest->queue, item, &outcome, error);
}

/* A part that comes after its siblings went on belongs where they went: to
 * their ticket, if they became one. */
static bool
belong_to_joined(Desk *desk, const char *joined_id, Belonging *out,
                 GError **error)
{
  g_autofree char *ticket_id = NULL;
  if (!store_rows_take_text(
          store_query(desk->queue->store, error,
                      "SELECT ticket_id FROM inbox WHERE id = $1", "t",
                      joined_id),
          &ticket_id, error))
    return false;
  *out = (Belonging){.kind = BELONGING_NEW};
  if (ticket_id == NULL)
    return true;
  out->ticket = ticket_load(desk->queue, ticket_id, error);
  out->kind = BELONGING_CITIZEN;
  return out->ticket != NULL;
}

/* The same words of the same sender, however often they come. */
static GBytes *
text_hash(const Digest *digest, const SmsIn *sms)
{
  g_autofree char *all = g_strdup_printf("%s|%s", sms->from, sms->text);
  return keyring_content_hash(digest->ring, "sms-text", all, strlen(all));
}

bool
decide_sms(Digest *digest, Desk *desk, const InboxItem *item, Reading *reading,
           GError **error)
{
  SmsIn *sms = reading->batch->messages->pdata[0];
  if (is_from_us(desk, sms))
    return decide_own(digest, item, error);
  PartVerdict part;
  if (!digest_take_part(digest, item, sms, &part, error))
    return false;
  if (part.fate == PART_FATE_KEPT)
    return true;
  Incoming incoming = {
      .item = item, .sms = sms, .attachments = reading->attachments};
  g_auto(FoundDanger) danger = {0};
  danger_look(desk, &incoming, &danger);
  bool held;
  if (!decide_throttle(digest, &incoming, &held, error) || held)
    return held;
  bool taken = false;
  g_autoptr(GBytes) hash = text_hash(digest, sms);
  bool ok =
      answers_are_paused(&digest->queue, &incoming.answers_paused, error) &&
      (part.fate == PART_FATE_LATE
           ? belong_to_joined(desk, part.joined.text, &incoming.belonging,
                              error)
           : dialogue_take(desk, &incoming, hash, &taken, error)) &&
      (taken || decide_by_service(digest, desk, &incoming, hash, error));
  belonging_clear(&incoming.belonging);
  return ok;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts in, whole texts out.
 */
#include "daemon/digest/parts.h"

#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/sms_row.h"
#include "daemon/log.h"
#include "daemon/status.h"
#include "parsers/danger/danger.h"
#include "parsers/sms/sms.h"
#include "parsers/sms/sms_join.h"
#include "queue/agenda.h"
#include "queue/inbox.h"
#include "queue/person.h"
#include "queue/sms_part.h"

static GBytes *
hash_of(const Digest *digest, const char *kind, char *text)
{
  g_autofree char *owned = text;
  return keyring_content_hash(digest->ring, kind, owned, strlen(owned));
}

static void
part_clear(SmsPart *part)
{
  g_clear_pointer(&part->series, g_bytes_unref);
  g_clear_pointer(&part->sender, g_bytes_unref);
  g_clear_pointer(&part->text_hash, g_bytes_unref);
}

/* Numbers that make no sense, words that fit into no part, and whatever brings
 * pictures: the message stands for itself. */
static bool
is_part(const SmsIn *sms)
{
  return sms->part_total > 1 && sms->part_total <= SMS_PART_TOTAL_MAX &&
         sms->part_number >= 1 && sms->part_number <= sms->part_total &&
         sms->media->len == 0 && strlen(sms->text) <= SMS_JOIN_PART_MAX;
}

static SmsPart
describe(const Digest *digest, const InboxItem *item, const SmsIn *sms)
{
  return (SmsPart){
      .series =
          hash_of(digest, "sms-series",
                  g_strdup_printf("%s|%s|%s|%d|%d", item->source, sms->from,
                                  sms->to, sms->part_ref, sms->part_total)),
      .sender = hash_of(digest, "sms-sender",
                        g_strdup_printf("%s|%s", item->source, sms->from)),
      .text_hash = hash_of(digest, "sms-part", g_strdup(sms->text)),
      .number = sms->part_number,
      .total = sms->part_total,
      .sent_at_ms = sms->sent_at_ms,
      .inbox_id = item->id.text};
}

/* The part is done; what it says is its writer's from now on. */
static bool
finish_part(Digest *digest, const InboxItem *item, const SmsIn *sms,
            const InboxOutcome *outcome, GError **error)
{
  ContactClaim claim = {.channel = "sms", .address = sms->from};
  g_autoptr(Contact) contact = contact_ensure(&digest->queue, &claim, error);
  if (contact == NULL)
    return false;
  InboxOutcome his = *outcome;
  his.state = INBOX_STATE_DONE;
  his.person_id = contact->person_id.text;
  his.contact_id = contact->id.text;
  g_autofree char *which =
      g_strdup_printf("%d of %d", sms->part_number, sms->part_total);
  return inbox_note(&digest->queue, item->id.text, his.kind, which, error) &&
         inbox_finish(&digest->queue, item, &his, error);
}

/* --- a set as a whole ---------------------------------------------------- */

/* The parts of a set with their words, by number; NULL: missing. */
typedef struct Gathered {
  GPtrArray *ids;   /* char * */
  GPtrArray *texts; /* char * */
  SmsIn *first;     /* the first one that is there; NULL: none is */
  char *source;
  int64_t received_at_ms; /* of the earliest */
  char *missing;          /* numbers; NULL: it is whole */
} Gathered;

static void
gathered_clear(Gathered *gathered)
{
  g_clear_pointer(&gathered->ids, g_ptr_array_unref);
  g_clear_pointer(&gathered->texts, g_ptr_array_unref);
  g_clear_pointer(&gathered->first, sms_in_free);
  g_free(gathered->source);
  g_free(gathered->missing);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

static void
keep_part(Gathered *gathered, guint index, const InboxItem *item,
          SmsBatch *batch)
{
  SmsIn *sms = batch->messages->pdata[0];
  gathered->texts->pdata[index] = g_strdup(sms->text);
  gathered->received_at_ms =
      MIN(gathered->received_at_ms, item->received_at_ms);
  if (gathered->first != NULL)
    return;
  g_ptr_array_set_free_func(batch->messages, NULL);
  gathered->first = sms;
  gathered->source = g_strdup(item->source);
}

/* Who had himself erased meanwhile leaves a gap. */
static bool
gather_part(Digest *digest, guint index, Gathered *gathered, GError **error)
{
  SmsBatch *read = NULL;
  GError *failure = NULL;
  g_autoptr(InboxItem) item =
      inbox_load(&digest->queue, gathered->ids->pdata[index], &failure);
  bool ok = item != NULL && sms_row_read(digest, item, &read, &failure);
  g_autoptr(SmsBatch) batch = read;
  if (ok && batch != NULL)
    keep_part(gathered, index, item, batch);
  if (ok || g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_clear_error(&failure);
    return true;
  }
  g_propagate_error(error, failure);
  return false;
}

static bool
gather(Digest *digest, const SmsSet *set, Gathered *out, GError **error)
{
  out->received_at_ms = INT64_MAX;
  out->texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(out->texts, set->total);
  out->ids = sms_set_parts(&digest->queue, set, error);
  if (out->ids == NULL)
    return false;
  for (guint i = 0; i < out->ids->len; i++)
    if (out->ids->pdata[i] != NULL && !gather_part(digest, i, out, error))
      return false;
  out->missing = sms_join_missing(out->texts);
  return true;
}

/* Say in both directions what became of what (bote inbox show). */
static bool
note_joined(Digest *digest, const Gathered *gathered, const char *joined_id,
            GError **error)
{
  for (guint i = 0; i < gathered->ids->len; i++) {
    const char *id = gathered->ids->pdata[i];
    if (id == NULL)
      continue;
    g_autofree char *which =
        g_strdup_printf("%u of %u: %s", i + 1, gathered->ids->len, id);
    if (!inbox_note(&digest->queue, id, "joined", joined_id, error) ||
        !inbox_note(&digest->queue, joined_id, "part", which, error))
      return false;
  }
  return true;
}

static bool
note_missing(Digest *digest, const char *joined_id, const Gathered *gathered,
             GError **error)
{
  if (gathered->missing == NULL)
    return true;
  g_autofree char *why = g_strdup_printf("part %s of %u did not come",
                                         gathered->missing, gathered->ids->len);
  log_event(LOG_WARNING, "sms-incomplete", "id", joined_id, "why", why, "next",
            "goes on with a gap", NULL);
  status_add(digest->status, "sms_incomplete", 1);
  return inbox_note(&digest->queue, joined_id, "incomplete", why, error);
}

static bool
add_joined(Digest *digest, const SmsSet *set, Gathered *gathered, Id *out_id,
           GError **error)
{
  SmsIn *sms = gathered->first;
  g_autoptr(GBytes) key =
      hash_of(digest, "sms-key", g_strdup_printf("joined|%s", set->id.text));
  json_auto_t *head =
      json_pack("{s:s, s:i, s:s*}", "joined", set->id.text, "total", set->total,
                "missing", gathered->missing);
  g_free(sms->text);
  sms->text = sms_join_parts(gathered->texts);
  sms->part_ref = sms->part_number = sms->part_total = 0;
  g_ptr_array_set_size(sms->places, 0); /* those of the whole are found anew */
  SmsRow row = {.natural_key = key,
                .source = gathered->source,
                .received_at_ms = gathered->received_at_ms,
                .head = head};
  if (!sms_row_add(digest, &row, sms, out_id, error))
    return false;
  g_assert(out_id->text[0] != '\0'); /* a set goes on once */
  return true;
}

/* Let a set go on with what is there. */
static bool
join(Digest *digest, SmsSet *set, GError **error)
{
  g_auto(Gathered) gathered = {0};
  if (!gather(digest, set, &gathered, error))
    return false;
  if (gathered.first == NULL) /* all of it was erased */
    return sms_set_forget(&digest->queue, set->id.text, error);
  Id joined;
  return add_joined(digest, set, &gathered, &joined, error) &&
         note_joined(digest, &gathered, joined.text, error) &&
         note_missing(digest, joined.text, &gathered, error) &&
         sms_set_close(&digest->queue, set, joined.text, error) &&
         agenda_set(&digest->queue, PARTS_TIMER, set->id.text,
                    set->first_at_ms + PARTS_KEEP_MS, error);
}

/* --- one part ------------------------------------------------------------ */

/* Complete: at once.  Else by the clock, soon if it may be about a danger. */
static bool
go_on_or_wait(Digest *digest, SmsSet *set, bool begins, GError **error)
{
  g_auto(Gathered) gathered = {0};
  if (!gather(digest, set, &gathered, error))
    return false;
  if (gathered.missing == NULL)
    return join(digest, set, error);
  g_autofree char *so_far = sms_join_parts(gathered.texts);
  int64_t now_ms = digest->queue.now_ms;
  if (danger_may_match(digest->config->town->danger, so_far))
    return agenda_set(
        &digest->queue, PARTS_TIMER, set->id.text,
        MIN(now_ms + PARTS_URGENT_MS, set->first_at_ms + PARTS_WAIT_MS), error);
  return !begins || agenda_set(&digest->queue, PARTS_TIMER, set->id.text,
                               set->first_at_ms + PARTS_WAIT_MS, error);
}

/* A part that has come, and where it belongs. */
typedef struct Arrival {
  const InboxItem *item;
  SmsIn *sms;
  SmsPart part;
  SmsPartFound found;
} Arrival;

static bool
keep(Digest *digest, Arrival *arrival, GError **error)
{
  static const InboxOutcome outcome = {.kind = "part"};
  SmsSet *set = &arrival->found.set;
  bool begins = arrival->found.place == SMS_PART_FIRST;
  return (!begins ||
          sms_set_begin(&digest->queue, &arrival->part, set, error)) &&
         sms_part_add(&digest->queue, set, &arrival->part, error) &&
         finish_part(digest, arrival->item, arrival->sms, &outcome, error) &&
         go_on_or_wait(digest, set, begins, error);
}

static bool
absorb(Digest *digest, const Arrival *arrival, GError **error)
{
  InboxOutcome outcome = {.kind = "part-repeated",
                          .duplicate_of = arrival->found.before.text};
  return finish_part(digest, arrival->item, arrival->sms, &outcome, error);
}

static bool
follow(Digest *digest, Arrival *arrival, GError **error)
{
  const SmsPart *part = &arrival->part;
  const char *id = arrival->item->id.text;
  const char *joined_id = arrival->found.set.joined_id.text;
  g_autofree char *words = g_steal_pointer(&arrival->sms->text);
  g_autofree char *why = g_strdup_printf("%d of %d, after %s", part->number,
                                         part->total, joined_id);
  arrival->sms->text =
      g_strdup_printf("[%d/%d] %s", part->number, part->total, words);
  return sms_part_add(&digest->queue, &arrival->found.set, part, error) &&
         inbox_note(&digest->queue, joined_id, "part-late", id, error) &&
         inbox_note(&digest->queue, id, "part-late", why, error);
}

static bool
take(Digest *digest, Arrival *arrival, PartFate *out_fate, GError **error)
{
  switch (arrival->found.place) {
  case SMS_PART_FIRST:
  case SMS_PART_NEXT:
    *out_fate = PART_FATE_KEPT;
    return keep(digest, arrival, error);
  case SMS_PART_REPEAT:
    *out_fate = PART_FATE_KEPT;
    return absorb(digest, arrival, error);
  case SMS_PART_LATE:
    *out_fate = PART_FATE_LATE;
    return follow(digest, arrival, error);
  case SMS_PART_EXCESS:
    break;
  }
  return inbox_note(&digest->queue, arrival->item->id.text, "part-not-joined",
                    "too many texts of this sender wait for parts", error);
}

bool
digest_take_part(Digest *digest, const InboxItem *item, SmsIn *sms,
                 PartVerdict *out, GError **error)
{
  *out = (PartVerdict){.fate = PART_FATE_WHOLE};
  if (!is_part(sms))
    return true;
  Arrival arrival = {item, sms, describe(digest, item, sms), {0}};
  bool ok =
      sms_part_find(&digest->queue, &arrival.part, &arrival.found, error) &&
      take(digest, &arrival, &out->fate, error);
  out->joined = arrival.found.set.joined_id;
  part_clear(&arrival.part);
  return ok;
}

bool
digest_part_due(Digest *digest, const char *set_id, GError **error)
{
  SmsSet set;
  GError *failure = NULL;
  if (sms_set_load(&digest->queue, set_id, &set, &failure))
    return set.joined_id.text[0] == '\0'
               ? join(digest, &set, error)
               : sms_set_forget(&digest->queue, set_id, error);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_error_free(failure);
    return true;
  }
  g_propagate_error(error, failure);
  return false;
}

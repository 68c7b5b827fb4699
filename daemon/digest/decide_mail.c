/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail: a repeat, a bounce, a machine's, or something for a service.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/digest/decide_danger.h"
#include "daemon/digest/decide_private.h"
#include "parsers/message.h"
#include "queue/agenda.h"
#include "queue/answers.h"
#include "queue/outbox_receipt.h"
#include "queue/person.h"
#include "queue/retry.h"
#include "templates/format.h"

static bool
finish_as(Digest *digest, const InboxItem *item, const InboxOutcome *outcome,
          const char *detail, GError **error)
{
  return inbox_note(&digest->queue, item->id.text, outcome->kind, detail,
                    error) &&
         inbox_finish(&digest->queue, item, outcome, error);
}

/* The same content came before: linked, no record, no answer. */
static bool
decide_repeat(Digest *digest, const InboxItem *item, const Id *first,
              GError **error)
{
  InboxOutcome outcome = {.state = INBOX_STATE_DONE,
                          .kind = "duplicate",
                          .duplicate_of = first->text};
  return finish_as(digest, item, &outcome, first->text, error);
}

/* Only the one we wrote to about this ticket: a token of his own must not let
 * anybody silence others. */
static bool
mute_contact_of(Digest *digest, const Ticket *ticket, const char *address,
                GError **error)
{
  Contact *found = NULL;
  if (!contact_find(&digest->queue, "mail", address, &found, error))
    return false;
  g_autoptr(Contact) contact = found;
  return contact == NULL ||
         strcmp(contact->id.text, ticket->contact_id.text) != 0 ||
         contact_mute(&digest->queue, contact->lookup,
                      digest->queue.now_ms + CONTACT_MUTE_MS, error);
}

/* The mail did not arrive.  A department that lacks its ticket knows nothing of
 * the matter: its service looks at once. */
static bool
fail_mail(Digest *digest, const Incoming *incoming, const char *address,
          GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  OutboxBounce bounce = {ticket->id.text, incoming->mail->original_message_id,
                         address};
  g_autofree char *kind = NULL;
  if (bounce.message_id == NULL)
    return true;
  return outbox_bounced(&digest->queue, &bounce, &kind, error) &&
         (g_strcmp0(kind, "ticket") != 0 ||
          agenda_set(&digest->queue, "report-alarm", ticket->id.text,
                     digest->queue.now_ms, error));
}

/* Without a code the words have to tell that a mailbox is there, but full. */
static bool
speaks_of_full(const char *diagnostic)
{
  static const char *const words[] = {"full",    "quota",         "voll",
                                      "storage", "speicherplatz", "kontingent"};
  g_autofree char *folded = g_utf8_strdown(diagnostic, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(folded, words[i]) != NULL)
      return true;
  return false;
}

/* Is the mailbox gone?  A full or disabled one, and one that a filter or a
 * policy guards, may take our next letter (queue/retry_rows.c).  "5.0.0" is
 * what gateways fill in for want of better (RFC 3463 3.1). */
static bool
is_gone(const BounceRecipient *recipient)
{
  const char *status = recipient->status;
  SmtpReply reply = {.stage = SMTP_STAGE_REPORT, .status = status};
  if (!recipient->permanent)
    return false;
  if (status != NULL && strcmp(status, "5.0.0") != 0)
    return retry_smtp_action(&reply) == DELIVERY_FAIL_MUTE;
  return recipient->diagnostic == NULL ||
         !speaks_of_full(recipient->diagnostic);
}

/* Stop writing to a mailbox that is gone.  Believed only with a token of ours:
 * a forged bounce must not silence a citizen. */
static bool
decide_bounce(Digest *digest, const Incoming *incoming, GError **error)
{
  const Message *mail = incoming->mail;
  const Belonging *belonging = &incoming->belonging;
  bool proven = belonging->token.role != 0 && belonging->ticket != NULL;
  for (guint i = 0; proven && i < mail->bounce_recipients->len; i++) {
    const BounceRecipient *recipient = mail->bounce_recipients->pdata[i];
    if (!recipient->permanent || recipient->address == NULL)
      continue;
    /* We know what we wrote to, not what became of it behind an alias. */
    const char *address =
        recipient->original != NULL ? recipient->original : recipient->address;
    if ((is_gone(recipient) &&
         !mute_contact_of(digest, belonging->ticket, address, error)) ||
        !fail_mail(digest, incoming, address, error))
      return false;
  }
  InboxOutcome outcome = {.state = INBOX_STATE_DONE,
                          .kind = message_kind_to_string(mail->kind)};
  if (proven)
    outcome.ticket_id = belonging->ticket->id.text;
  return finish_as(digest, incoming->item, &outcome,
                   proven ? belonging->ticket->text_number : "without token",
                   error);
}

/* Kept, never answered; opens and reopens nothing.  Nobody is woken by a
 * machine: newsletters and answers to our own alarms are full of dangers.  But
 * a person is to see what may be one. */
static bool
decide_automatic(Digest *digest, Desk *desk, const Incoming *incoming,
                 GError **error)
{
  if (danger_is_in_automatic(desk, incoming))
    return decide_hold(digest, incoming->item, "danger-automatic",
                       "a machine tells of a danger: nobody was alarmed",
                       error);
  const Message *mail = incoming->mail;
  const Belonging *belonging = &incoming->belonging;
  InboxOutcome outcome = {.state = INBOX_STATE_DONE, .kind = "auto-reply"};
  if (belonging->ticket != NULL)
    outcome.ticket_id = belonging->ticket->id.text;
  const char *sign =
      mail->automatic_signs->len > 0 ? mail->automatic_signs->pdata[0] : NULL;
  return service_hear(desk, incoming, error) &&
         finish_as(digest, incoming->item, &outcome, sign, error);
}

static bool
send_too_large(Desk *desk, const Incoming *incoming, GError **error)
{
  const char *language = incoming_language(desk, incoming, NULL);
  g_autofree char *received = desk_date(desk, incoming->item->received_at_ms,
                                        language, (int)FORMAT_DATE_TIME);
  json_auto_t *data =
      json_pack("{s:i,s:s}", "limit_mib", 25, "received", received);
  DeskLetter letter = incoming_letter(desk, incoming, "too-large", data);
  return desk_send_mail(desk, &letter, NULL, error);
}

/* Tell the writer, unless no service would have answered him either. */
static bool
answer_too_large(Desk *desk, const Incoming *incoming, GError **error)
{
  const char *why;
  if (incoming_may_be_answered(incoming, &why)) {
    const char *address = incoming->mail->from->address;
    if (!service_somebody_answers(desk, address))
      return decide_answer_rest(desk, incoming, error);
    DeskReceiver receiver = {.channel = "mail", .address = address};
    if (!desk_may_answer(desk, &receiver, &why, error))
      return false;
  }
  return why == NULL ? send_too_large(desk, incoming, error)
                     : incoming_note(desk, incoming, "no-answer", why, error);
}

/* Too large to take: only the header was read.  The mail stays on the server
 * for a person. */
static bool
decide_oversize(Digest *digest, Desk *desk, const Incoming *incoming,
                GError **error)
{
  return answer_too_large(desk, incoming, error) &&
         decide_hold(digest, incoming->item, "too-large",
                     "the mail lies in the mailbox's problem folder", error);
}

/* A server that was moved or restored may number anew and stamp all mail with
 * that day: then the mail's own date is the only one left.  A move takes a
 * weekend, and mail from just before it is still somebody's. */
#define RESTAMPED_MS (7 * INT64_C(86400000))

static bool
is_restamped(const InboxItem *item, const Message *mail)
{
  if (item->adopted || mail->date == NULL ||
      !json_is_true(json_object_get(item->head, "renumbered")))
    return false;
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(mail->date, NULL);
  return date != NULL &&
         item->received_at_ms - g_date_time_to_unix(date) * 1000 > RESTAMPED_MS;
}

/* Old mail that looks new is kept for a person: adopted mail answers nobody,
 * and nobody asked to adopt this.  His word lets it go (inbox.retry). */
static bool
is_from_before(Digest *digest, const InboxItem *item, const Message *mail,
               bool *out_is, GError **error)
{
  int64_t retried = 0;
  *out_is = is_restamped(item, mail);
  if (*out_is && !store_get_int64(digest->store, &retried, error,
                                  "SELECT count(*) FROM inbox_event"
                                  " WHERE inbox_id = $1 AND what = 'retried'",
                                  "t", item->id.text))
    return false;
  *out_is = *out_is && retried == 0;
  return true;
}

static GBytes *
content_hash_of(const Digest *digest, const Message *mail)
{
  if (mail->content_hash == NULL)
    return NULL;
  return keyring_content_hash(digest->ring, "mail", mail->content_hash,
                              strlen(mail->content_hash));
}

/* A mailbox that somebody writes from is not gone, whatever a server said of it
 * once.  The proof is the one an answer needs. */
static bool
unmute_writer(Digest *digest, const Incoming *incoming, GError **error)
{
  const char *why;
  return !incoming_may_be_answered(incoming, &why) ||
         contact_unmute(&digest->queue, incoming->mail->from->address, error);
}

static bool
decide_by_belonging(Digest *digest, Desk *desk, Incoming *incoming,
                    GBytes *hash, GError **error)
{
  const InboxItem *item = incoming->item;
  if (incoming->belonging.kind == BELONGING_BOUNCE)
    return decide_bounce(digest, incoming, error);
  if (incoming->belonging.kind == BELONGING_AUTOMATIC)
    return decide_automatic(digest, desk, incoming, error);
  /* What its subject tells cannot wait until a person fetches the mail. */
  if (json_is_true(json_object_get(item->head, "oversize")) &&
      incoming->danger == NULL)
    return decide_oversize(digest, desk, incoming, error);
  /* Services may rely on an originator. */
  if (incoming->mail->from == NULL)
    return decide_hold(digest, item, "no-originator",
                       "the From field is missing or cannot be read", error);
  return unmute_writer(digest, incoming, error) &&
         decide_by_service(digest, desk, incoming, hash, error);
}

static bool
decide_urgent_first(Digest *digest, Desk *desk, Incoming *incoming,
                    GBytes *hash, GError **error)
{
  g_auto(FoundDanger) danger = {0};
  danger_look(desk, incoming, &danger);
  return decide_by_belonging(digest, desk, incoming, hash, error);
}

static bool
decide_letter(Digest *digest, Desk *desk, Incoming *incoming, GBytes *hash,
              GError **error)
{
  bool from_before;
  if (!is_from_before(digest, incoming->item, incoming->mail, &from_before,
                      error))
    return false;
  if (from_before)
    return decide_hold(digest, incoming->item, "from-before",
                       "the mailbox was numbered anew, and this mail is older",
                       error);
  return answers_are_paused(&digest->queue, &incoming->answers_paused, error) &&
         belong_mail(desk, incoming->mail, incoming->mailbox,
                     &incoming->belonging, error) &&
         decide_urgent_first(digest, desk, incoming, hash, error);
}

bool
decide_mail(Digest *digest, Desk *desk, const InboxItem *item, Reading *reading,
            GError **error)
{
  const MailboxSettings *mailbox =
      settings_mailbox(digest->config->settings, item->source);
  if (mailbox == NULL)
    return decide_hold(digest, item, "unknown-mailbox", item->source, error);
  g_autoptr(GBytes) hash = content_hash_of(digest, reading->mail);
  Id first;
  if (!inbox_find_duplicate(&digest->queue, item->id.text,
                            (InboxHashes){item->raw_hash, hash}, &first, error))
    return false;
  if (first.text[0] != '\0')
    return mailbox->sent ? decide_sent_repeat(digest, reading, item, error)
                         : decide_repeat(digest, item, &first, error);
  Incoming incoming = {.item = item,
                       .mail = reading->mail,
                       .mailbox = mailbox,
                       .attachments = reading->attachments};
  if (mailbox->sent)
    return decide_sent(digest, desk, &incoming, hash, error);
  bool ok = decide_letter(digest, desk, &incoming, hash, error);
  belonging_clear(&incoming.belonging);
  return ok;
}

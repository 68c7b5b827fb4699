/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail from a folder in which the town's people keep what they sent.  An
 * answer to a citizen is filed; all else was written to others, is none of our
 * business and is not kept.
 */
#include "daemon/config.h"
#include "daemon/digest/belong.h"
#include "daemon/digest/decide_private.h"
#include "daemon/log.h"
#include "parsers/message.h"
#include "queue/attachment.h"
#include "queue/blob.h"

/* Sets the ticket; out_why is NULL when it is found. */
static bool
find_ticket(Desk *desk, Incoming *incoming, const char **out_why,
            GError **error)
{
  const Message *mail = incoming->mail;
  Ticket **ticket = &incoming->belonging.ticket;
  *out_why = NULL;
  if (belong_has_our_id(desk, mail))
    *out_why = "sent-by-us";
  else if (mail->kind != MESSAGE_KIND_MESSAGE)
    *out_why = "automatic";
  else if (!belong_sent(desk, mail, incoming->mailbox, ticket, error))
    return false;
  else if (*ticket == NULL)
    *out_why = "about-no-ticket";
  return true;
}

/* No row will name the files of its attachments: what is filed keeps the whole
 * mail. */
static void
drop_attachments(Digest *digest, const GPtrArray *attachments)
{
  for (guint i = 0; i < attachments->len; i++) {
    const StoredAttachment *attachment = attachments->pdata[i];
    const char *blobs[] = {attachment->body.blob, attachment->copy.blob};
    for (size_t b = 0; b < G_N_ELEMENTS(blobs); b++)
      if (blobs[b] != NULL)
        g_ptr_array_add(digest->unreadable, g_strdup(blobs[b]));
  }
}

static bool
forget(Digest *digest, const InboxItem *item, const char *why, GError **error)
{
  InboxOutcome outcome = {.state = INBOX_STATE_DISCARDED, .kind = "sent"};
  g_autofree char *blob = NULL;
  if (!inbox_note(&digest->queue, item->id.text, "not-kept", why, error) ||
      !inbox_finish(&digest->queue, item, &outcome, error) ||
      !inbox_forget(&digest->queue, item, &blob, error))
    return false;
  if (blob != NULL)
    g_ptr_array_add(digest->unreadable, g_steal_pointer(&blob));
  return true;
}

static bool
file(Digest *digest, Desk *desk, const Incoming *incoming, GBytes *hash,
     GError **error)
{
  const Ticket *ticket = incoming->belonging.ticket;
  InboxOutcome outcome = {.state = INBOX_STATE_DONE,
                          .kind = "sent",
                          .service = ticket->service,
                          .person_id = ticket->person_id.text,
                          .contact_id = ticket->contact_id.text,
                          .ticket_id = ticket->id.text,
                          .content_hash = hash};
  return service_hear(desk, incoming, error) &&
         inbox_finish(&digest->queue, incoming->item, &outcome, error);
}

bool
decide_sent(Digest *digest, Desk *desk, Incoming *incoming, GBytes *hash,
            GError **error)
{
  const char *why;
  incoming->belonging.kind = BELONGING_SENT;
  drop_attachments(digest, incoming->attachments);
  if (!find_ticket(desk, incoming, &why, error))
    return false;
  bool ok = why != NULL ? forget(digest, incoming->item, why, error)
                        : file(digest, desk, incoming, hash, error);
  belonging_clear(&incoming->belonging);
  return ok;
}

bool
decide_sent_repeat(Digest *digest, const Reading *reading,
                   const InboxItem *item, GError **error)
{
  drop_attachments(digest, reading->attachments);
  return forget(digest, item, "duplicate", error);
}

bool
digest_remove_unreadable(Digest *digest, GError **error)
{
  if (digest->unreadable->len == 0)
    return true;
  if (!store_sync(digest->store, error))
    return false;
  for (guint i = 0; i < digest->unreadable->len; i++) {
    g_autoptr(GError) failure = NULL;
    if (!blob_remove(digest->blobs, digest->unreadable->pdata[i], &failure))
      log_event(LOG_WARNING, "blob-not-removed", "why", failure->message,
                "next", "its key is gone: nobody can read it", NULL);
  }
  g_ptr_array_set_size(digest->unreadable, 0);
  return true;
}

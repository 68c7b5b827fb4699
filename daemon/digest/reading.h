/* SPDX-License-Identifier: Apache-2.0
 *
 * What the sandboxed reader makes of messages, for those who decide.
 */
#ifndef BOTE_DAEMON_DIGEST_READING_H
#define BOTE_DAEMON_DIGEST_READING_H

#include "daemon/digest/digest.h"
#include "parsers/mime/mime.h"

typedef struct SmsBatch SmsBatch;

/* What the child made of a message, before anything is decided. */
typedef struct Reading {
  Id item_id; /* of the message */
  ParseOutcome outcome;
  char *reason;           /* why the outcome is not OK */
  Message *mail;          /* of a mail */
  SmsBatch *batch;        /* of a webhook body, or of one SMS */
  GPtrArray *attachments; /* StoredAttachment * */
  /* Of each: where it stands among mail->attachments, the child's word. */
  size_t attachment_index[MIME_ATTACHMENTS_MAX];
  GPtrArray *pictures; /* of the attachments those to be copied yet */
} Reading;

void reading_free(Reading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

/* Have a message read in the sandbox; its attachments become durable contents,
 * its pictures get a harmless copy, and what they tell stands in
 * mail->attachments.
 *
 * Returns NULL only for failures of the disk or when no reader can start. */
Reading *digest_read(Digest *digest, const InboxItem *item, GError **error);

/* Use the time until these are decided.  Large mails are read before their
 * turn, a few at a time, so that their pictures are copied while we decide
 * about those before them; and the reader begins with the first small ones, as
 * many as it takes without making us wait.  digest_read() then gives them in
 * this order: what is decided when does not change.
 *
 * items   InboxItem *, from index `from` on; what was asked stands first
 * Fails as digest_read(). */
bool digest_read_ahead(Digest *digest, const GPtrArray *items, guint from,
                       GError **error);
/* Would digest_read() have to wait for this one's picture now? */
bool digest_read_waits(const Digest *digest, const InboxItem *item);
/* Drop what was read and asked ahead; it may be asked again. */
void digest_read_forget(Digest *digest);

/* The same as digest_read() for a person who looks: attachments are dropped,
 * nothing is stored. */
Reading *digest_reread(Digest *digest, const InboxItem *item, GError **error);

#endif

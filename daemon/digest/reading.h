/* SPDX-License-Identifier: Apache-2.0
 *
 * What the sandboxed reader makes of messages, for those who decide.
 */
#ifndef BOTE_DAEMON_DIGEST_READING_H
#define BOTE_DAEMON_DIGEST_READING_H

#include "daemon/digest/digest.h"
#include "parsers/mime.h"

typedef struct SmsBatch SmsBatch;

/* What the child made of a message, before anything is decided. */
typedef struct Reading {
  ParseOutcome outcome;
  char *reason;           /* why the outcome is not OK */
  Message *mail;          /* of a mail */
  SmsBatch *batch;        /* of a webhook body, or of one SMS */
  GPtrArray *attachments; /* StoredAttachment * */
  /* Of each: where it stands among mail->attachments, the child's word. */
  size_t attachment_index[MIME_ATTACHMENTS_MAX];
} Reading;

void reading_free(Reading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

/* Have a message read in the sandbox; its attachments become durable contents,
 * its pictures get a harmless copy.
 *
 * Returns NULL only for failures of the disk or when no reader can start. */
Reading *digest_read(Digest *digest, const InboxItem *item, GError **error);

/* Let the reader begin with the first of these, as many small mails as it takes
 * without making us wait; digest_read() then asks for them in this order.
 *
 * items   InboxItem *, from index `from` on; what was asked stands first
 * Fails as digest_read(). */
bool digest_read_ahead(Digest *digest, const GPtrArray *items, guint from,
                       GError **error);
/* Drop the answers to what was asked ahead; it may be asked again. */
void digest_read_forget(Digest *digest);

/* The same as digest_read() for a person who looks: attachments are dropped,
 * nothing is stored. */
Reading *digest_reread(Digest *digest, const InboxItem *item, GError **error);

/* Copy the pictures among the attachments: upright, small, without metadata. A
 * picture that cannot be decoded stays without a copy. */
bool digest_copy_pictures(Digest *digest, const Reading *reading,
                          GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails that somebody passed on to us: where in a text the other's mail
 * begins, who wrote it, and what he wrote.  A forward is told from a reply that
 * cites by its mark ("---------- Forwarded message ----------"), and, where a
 * mail program writes the same above both, by the prefix of the subject.
 * Everything found is the word of whoever sent the mail: nothing may be
 * allowed or answered because of it.
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_H
#define BOTE_PARSERS_FORWARD_FORWARD_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"
#include "parsers/reply/reply.h"

/* A mail within a text. */
typedef struct Forward {
  char *own;      /* what stands above it, and below its end mark */
  char *writer;   /* its From value as written; NULL when not told */
  char *to;       /* its To value as written; NULL when not told */
  char *date;     /* when it was sent, as written; NULL when not told */
  char *subject;  /* NULL when not told */
  char *text;     /* all of it, quote marks of the forward taken off */
  bool is_beside; /* it begins where another one has ended */
} Forward;

/* Find the mail that a text passes on.
 *
 * lines     of the text; borrowed.
 * subject   of the mail that holds the text; NULL allowed.
 * Returns it, owned by the caller; NULL when the text passes nothing on.
 */
Forward *forward_find(const ReplyLines *lines, const char *subject);
void forward_free(Forward *forward);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forward, forward_free)

/* Set text, quoted, signature, forwarded_from, forwarded_subject,
 * forwarded_text and forwarded of a message whose text passes a mail on.
 *
 * lines   of its full text, cleaned.
 *
 * Of a chain the first mail counts; when its writer had nothing to add, the
 * one that he passed on, and so forth.  What the first mail itself passes on
 * stays in forwarded_text under a mark.
 * Returns false, with nothing set, when the text passes nothing on.
 */
bool forward_read(Message *message, const ReplyLines *lines);

/* Set the forwarded members of a mail that a mail system sent on as it was
 * (Resent-From of RFC 5322 3.6.6, X-Forwarded-For, X-Original-From); after
 * the text was read.
 *
 * fields   HeaderField *
 */
void forward_read_redirect(Message *message, const GPtrArray *fields);

#endif

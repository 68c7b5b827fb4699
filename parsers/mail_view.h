/* SPDX-License-Identifier: Apache-2.0
 *
 * What a mail program shows of a mail and parse_message() leaves out: where a
 * reply goes, the HTML part, the pictures in it.  For mails that Bote itself
 * has written: the demo's mailboxes and the tests read them as their readers
 * would.  Not for strangers' mails, which go through the sandbox.
 */
#ifndef BOTE_PARSERS_MAIL_VIEW_H
#define BOTE_PARSERS_MAIL_VIEW_H

#include <glib.h>

typedef struct MailViewImage {
  char *content_id; /* without angle brackets; NULL when absent */
  char *media_type;
  char *filename; /* NULL when absent */
  GBytes *bytes;
} MailViewImage;

typedef struct MailView {
  char *reply_to;    /* address of Reply-To, else of From; NULL: neither */
  char *text;        /* the text part; "" when there is none */
  char *html;        /* NULL when there is none */
  GPtrArray *images; /* MailViewImage *, and other attachments */
} MailView;

/* Read a mail; mime_init() came before.
 *
 * error   PARSE_ERROR_SYNTAX: this is no mail
 * Returns the view, owned by the caller. */
MailView *mail_view(GBytes *raw, GError **error);
void mail_view_free(MailView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailView, mail_view_free)

#endif

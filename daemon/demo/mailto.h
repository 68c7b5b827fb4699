/* SPDX-License-Identifier: Apache-2.0
 *
 * The mailto: buttons of our mails (RFC 6068), as a mail program reads them.
 */
#ifndef BOTE_DAEMON_DEMO_MAILTO_H
#define BOTE_DAEMON_DEMO_MAILTO_H

#include <glib.h>

typedef struct Mailto {
  char *to;      /* address */
  char *subject; /* "" when absent */
  char *body;    /* line ends are LF; "" when absent */
} Mailto;

/* Take a mailto: URL apart; NULL when it is none. */
Mailto *mailto_parse(const char *url);
void mailto_free(Mailto *mailto);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailto, mailto_free)

/* A link of an HTML part. */
typedef struct MailtoLink {
  char *url;   /* "mailto:…", references of HTML resolved */
  char *label; /* the text between <a> and </a> */
} MailtoLink;

/* All mailto: links of an HTML part that we have written: MailtoLink * in
 * order, g_ptr_array_unref(). */
GPtrArray *mailto_links(const char *html);

#endif

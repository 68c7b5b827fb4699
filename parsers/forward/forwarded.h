/* SPDX-License-Identifier: Apache-2.0
 *
 * One of the mails that a mail passes on, by the header that is repeated above
 * it; plain data.  All of it is text that anybody can type: a claim.
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARDED_H
#define BOTE_PARSERS_FORWARD_FORWARDED_H

#include <glib.h>
#include <stdbool.h>

typedef struct Address Address;

typedef struct Forwarded {
  Address *from;  /* NULL when no address is told */
  char *to;       /* its one addressee, by name or else by address, as written;
                    NULL when not told or several */
  char *day;      /* when it was written, "2026-05-03"; NULL when not told */
  char *subject;  /* NULL when not told */
  bool is_bare;   /* nothing but what it passes on itself: no text of its own */
  bool is_beside; /* passed on beside the one in front of it, not within */
} Forwarded;

Forwarded *forwarded_new(void);
void forwarded_free(Forwarded *forwarded);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forwarded, forwarded_free)

/* The words of one of the mails and of those it passes on itself, out of what
 * stands in Message.forwarded_text; who wrote them is left out of the marks
 * between them.
 *
 * mails   Forwarded *, as in Message.forwarded
 * text    Message.forwarded_text; NULL: ""
 * first   whose words come first
 * Returns them, owned by the caller; "" when there are none.
 */
char *forwarded_words(const GPtrArray *mails, const char *text, guint first);

#endif

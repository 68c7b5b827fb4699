/* SPDX-License-Identifier: Apache-2.0
 *
 * Address fields of the plainest form (RFC 5322 3.4), without GMime: mailboxes
 * such as "a@example.org", "A B <a@example.org>", a name in quotes or as one
 * encoded word of UTF-8.  All else is refused, not guessed.
 */
#ifndef BOTE_PARSERS_MIME_MAILBOX_H
#define BOTE_PARSERS_MIME_MAILBOX_H

#include <glib.h>
#include <stdbool.h>

/* Read the value of an address field, which may be folded.
 *
 * Returns its mailboxes, Address *, the names as they are decoded; NULL when
 * any of them is of another form.  Owned by the caller. */
GPtrArray *mailbox_list_read(const char *value);

/* Is a domain as it travels already?  A label of small LDH letters (RFC 5890
 * 2.3.1) without "xn--" is; nearly all domains are, and libidn2 takes its time
 * to find that out. */
bool mailbox_is_plain_domain(const char *domain);

#endif

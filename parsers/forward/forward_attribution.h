/* SPDX-License-Identifier: Apache-2.0
 *
 * Who passed-on mails come from where a sentence says it, not a header: an
 * attribution line, or the mark itself.
 */
#ifndef BOTE_PARSERS_FORWARD_FORWARD_ATTRIBUTION_H
#define BOTE_PARSERS_FORWARD_FORWARD_ATTRIBUTION_H

#include <stddef.h>

/* "Name <address>" from a line like "21.05.2026, 08:14, Erika Muster
 * <e@example.org>:" or "Am … schrieb Erika Muster <e@example.org>:".
 *
 * Returns it, owned by the caller; NULL when it does not end with a colon or
 * holds no address.
 */
char *forward_attribution_writer(const char *line);

/* The same from a mark that says "message from": mutt, Horde.  NULL for marks
 * that name the one who passes on ("Weitergeleitet von …", Notes). */
char *forward_attribution_in_mark(const char *line, size_t size);

#endif

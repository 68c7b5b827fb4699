/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the reading of standard bounces and of the older free forms.
 */
#ifndef BOTE_PARSERS_BOUNCE_PRIVATE_H
#define BOTE_PARSERS_BOUNCE_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/message.h"

/* The first RFC 3463 code in a text, owned by the caller; NULL when none. */
char *bounce_find_status(const char *text);

/* Add a recipient unless there are enough or the address is none.  All are
 * copied; `status` and `diagnostic` may be NULL.
 */
void bounce_add_recipient(Message *message, const char *address,
                          const char *action, const char *status,
                          const char *diagnostic);

/* Is the originator a mail system, or the reverse-path null? */
bool bounce_is_mail_system(const Message *message, const GPtrArray *fields);

/* Does it look like a bounce although it is not in the form of RFC 3464? */
bool bounce_looks_alike(const Message *message, const GPtrArray *fields);

/* Find recipient, code and original Message-ID in the text. */
void bounce_read_free_form(Message *message, const GPtrArray *fields);

#endif

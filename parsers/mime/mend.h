/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails as files of other programs have them: behind a byte order mark or empty
 * lines, or with lines that end in CR alone.  A reader of RFC 5322 finds no
 * header in them.
 */
#ifndef BOTE_PARSERS_MIME_MEND_H
#define BOTE_PARSERS_MIME_MEND_H

#include <glib.h>

/* The mail as RFC 5322 writes it, as far as the above goes; mostly itself.
 * `raw` is borrowed; the result is the caller's and shares its bytes. */
GBytes *mime_mend(GBytes *raw);

#endif

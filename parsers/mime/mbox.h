/* SPDX-License-Identifier: Apache-2.0
 *
 * Many mails in one file (mbox, RFC 4155): each begins with a line "From …",
 * before which there is an empty line.
 */
#ifndef BOTE_PARSERS_MIME_MBOX_H
#define BOTE_PARSERS_MIME_MBOX_H

#include <glib.h>

/* The mails of a file.  Lines ">From " of a body lose their mark again (mboxrd
 * writes them so).  A file that does not begin with "From " is one mail as it
 * is.
 *
 * Returns GBytes *, owned by the caller; never empty. */
GPtrArray *mbox_split(GBytes *bytes);

#endif

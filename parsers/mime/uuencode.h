/* SPDX-License-Identifier: Apache-2.0
 *
 * Files within the text of a mail, as programs sent them before MIME and some
 * devices still do: uuencode (POSIX.1-2017, "begin 644 name … end").
 */
#ifndef BOTE_PARSERS_MIME_UUENCODE_H
#define BOTE_PARSERS_MIME_UUENCODE_H

#include <glib.h>
#include <stdbool.h>

enum { UUENCODE_FILES_MAX = 20 };

/* Takes one file; both are borrowed. */
typedef void (*UuencodeSink)(const char *name, GBytes *bytes, void *user);

/* Take the files out of a text, in place; a block that does not end stays.
 *
 * text   bytes of any charset that is ASCII below 0x80.
 */
void uuencode_take(GByteArray *text, UuencodeSink sink, void *user);

/* Does a text hold a file in yEnc, which is for news and is not read? */
bool uuencode_holds_yenc(const GByteArray *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * From the bytes of a text part to UTF-8, whatever its label says.  Labels
 * lie; a letter must stay readable, so there is always an answer.
 */
#ifndef BOTE_PARSERS_CHARSET_CHARSET_H
#define BOTE_PARSERS_CHARSET_CHARSET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Open the converters for the charsets that need one, and never close them:
 * glibc unloads a module with its last converter, and the sandbox forbids
 * loading it again.
 */
void charset_preload(void);

/* Decode by the ladder: declared, UTF-8, Windows-1252, ISO-8859-1.
 *
 * bytes      `size` bytes of any content.
 * declared   the charset parameter; NULL when absent.
 * out_used   the charset that was used, a constant or `declared` itself; NULL
 *            allowed.  Differs from `declared` when that was false.
 * Returns valid UTF-8 without NUL (dropped), owned by the caller.  Single
 * broken sequences within an otherwise right text become U+FFFD.
 */
char *charset_to_utf8(const void *bytes, size_t size, const char *declared,
                      const char **out_used);

/* The charset parameter of a Content-Type (RFC 9110 8.3.2), in lower case,
 * owned by the caller; NULL when there is none, or no Content-Type. */
char *charset_of_media_type(const char *content_type);

/* Decode what is UTF-16 for sure, however broken: big endian unless a mark says
 * otherwise; U+FFFD for half a surrogate pair and for an odd last byte; NUL and
 * mark are dropped.  Owned by the caller.
 */
char *charset_utf16_to_utf8(const void *bytes, size_t size);

/* Take out what may not stand in a text that we judge and pass on: control
 * characters except tab and line feed, bidi controls (they can show a text
 * other than what it is), zero-width characters.  CR LF becomes LF.  Owned by
 * the caller.
 */
char *charset_clean_text(const char *text);

#endif

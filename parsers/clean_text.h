/* SPDX-License-Identifier: Apache-2.0
 *
 * What a peer said, a provider or a mail server, as text that may be stored,
 * logged and shown.  Not for mail, which says its charset (charset/).
 */
#ifndef BOTE_PARSERS_CLEAN_TEXT_H
#define BOTE_PARSERS_CLEAN_TEXT_H

#include <stddef.h>

/* No SMS or MMS is longer: 255 parts of 67 characters (3GPP TS 23.040) have at
 * most 51,255 bytes. */
#define CLEAN_TEXT_MAX (64 * 1024)

/* Bytes to text: UTF-8, else Windows-1252; NFC, without mark, NUL and control
 * characters other than LF; at most CLEAN_TEXT_MAX bytes are read.  New
 * string, g_free(). */
char *clean_text(const void *bytes, size_t size);

/* The same on one line, at most `max` bytes long. */
char *clean_line(const void *bytes, size_t size, size_t max);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The transfer encodings of the mails we write (RFC 2045 6).
 */
#ifndef BOTE_PARSERS_MAIL_ENCODE_H
#define BOTE_PARSERS_MAIL_ENCODE_H

#include <glib.h>

/* Append bytes as base64 in lines that end with CR LF (RFC 2045 6.8). */
void mail_encode_base64(GString *out, const void *bytes, size_t size);

/* Append UTF-8 text, lines ended by LF or CR LF, as quoted-printable with CR LF
 * at the end of each line (RFC 2045 6.7). */
void mail_encode_quoted_printable(GString *out, const char *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * PGP within a text (RFC 9580 6.2, 7): the frame around a clear-signed text is
 * taken off, an encrypted one is told.  Nothing is verified or decrypted.
 */
#ifndef BOTE_PARSERS_MIME_PGP_TEXT_H
#define BOTE_PARSERS_MIME_PGP_TEXT_H

#include <stdbool.h>

/* What was found in a text. */
typedef struct PgpText {
  bool is_signed;    /* "BEGIN PGP SIGNED MESSAGE" */
  bool is_encrypted; /* "BEGIN PGP MESSAGE" */
} PgpText;

/* Take the frames of clear-signed texts off: the first line with its "Hash:"
 * fields, the signature, and "- " in front of lines that begin with "-".
 *
 * text   valid UTF-8.
 * Returns the text, owned by the caller; NULL when there is no frame in it.
 */
char *pgp_text_unwrap(const char *text, PgpText *out);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * A Content-Type field of the plainest form (RFC 2045 5.1), without GMime: a
 * type, and of parameters those that a text or a multipart needs, each once and
 * without encoding, comment or escape.  All else is refused, not guessed.
 */
#ifndef BOTE_PARSERS_MIME_TEXT_TYPE_H
#define BOTE_PARSERS_MIME_TEXT_TYPE_H

#include <glib.h>
#include <stdbool.h>

/* Members are NULL that were not said. */
typedef struct TextType {
  char *media_type; /* as it is written */
  char *charset;
  char *format, *delsp; /* RFC 3676 */
  char *boundary;       /* RFC 2046 5.1.1 */
} TextType;

/* Read what stands between `at`, behind the colon, and `end`; folding is
 * allowed.  Returns false when it is of another form; out_type is to be cleared
 * in any case. */
bool text_type_read(TextType *out_type, const char *at, const char *end);

void text_type_clear(TextType *type); /* all zero is fine */

#endif

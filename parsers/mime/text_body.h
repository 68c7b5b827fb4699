/* SPDX-License-Identifier: Apache-2.0
 *
 * The body of a usual letter: one text, or a plain text and HTML as an
 * alternative.  Such a body is read straight from the bytes, as GMime would
 * read it, at a small part of the cost of its objects; whatever is unusual in
 * it is left to GMime, and so are files.
 */
#ifndef BOTE_PARSERS_MIME_TEXT_BODY_H
#define BOTE_PARSERS_MIME_TEXT_BODY_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/mime/text_type.h"
#include "parsers/part.h"

enum { TEXT_BODY_LEAVES_MAX = 4 };

typedef struct TextLeaf {
  const Part *row; /* one that has read_text */
  TextType type;
  bool quoted_printable;   /* RFC 2045 6.7; else the bytes as they are */
  const char *begin, *end; /* of the content, within the mail; not empty */
} TextLeaf;

typedef struct TextBody {
  bool is_alternative; /* RFC 2046 5.1.4 */
  unsigned count;
  TextLeaf leaves[TEXT_BODY_LEAVES_MAX];
} TextBody;

/* Read the body of a mail.
 *
 * fields  the Content-… fields of its header, as they stand in the bytes
 * at      the empty line behind the header
 * end     of the mail; both must live as long as the result
 * Returns NULL for any other body; owned, free with text_body_free(). */
TextBody *text_body_new(const GByteArray *fields, const char *at,
                        const char *end);

void text_body_free(TextBody *body); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextBody, text_body_free)

/* The decoded bytes; owned by the caller. */
GByteArray *text_leaf_decode(const TextLeaf *leaf);

#endif

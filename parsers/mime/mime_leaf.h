/* SPDX-License-Identifier: Apache-2.0
 *
 * The decoded bytes of a leaf entity, whole, in pieces, or only its head.
 */
#ifndef BOTE_PARSERS_MIME_MIME_LEAF_H
#define BOTE_PARSERS_MIME_MIME_LEAF_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "parsers/part.h"

/* The decoded bytes of a leaf as a stream; NULL when it has no content. */
GMimeStream *mime_leaf_open(GMimeObject *entity);

/* The next piece within the mail's budget; 0 at the end. */
size_t mime_leaf_read(MimeReader *reader, GMimeStream *stream, char *piece,
                      size_t max);

/* The first decoded bytes, at most `max`; they count against no budget.  Owned
 * by the caller. */
GByteArray *mime_leaf_head(GMimeObject *entity, size_t max);

/* The file name that the sender gives, decoded (RFC 2183, 2231); NULL for none.
 * Owned by the caller. */
char *mime_leaf_name(GMimeObject *entity);

/* Does an entity say that it is an "attachment", or "inline" (RFC 2183)? */
bool mime_leaf_has_disposition(GMimeObject *entity, const char *wanted);

#endif

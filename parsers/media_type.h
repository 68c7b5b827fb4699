/* SPDX-License-Identifier: Apache-2.0
 *
 * The kind of a file by its first bytes.  Declared types and file names are
 * the sender's word and are never believed.
 */
#ifndef BOTE_PARSERS_MEDIA_TYPE_H
#define BOTE_PARSERS_MEDIA_TYPE_H

#include <stddef.h>

enum { MEDIA_TYPE_MAGIC_MAX = 512 }; /* bytes that are enough to tell */

/* The media type of a file that begins with these bytes; a constant.
 *
 * bytes, size   the beginning, up to MEDIA_TYPE_MAGIC_MAX bytes.
 * Returns "application/octet-stream" when it is not known, "text/plain" when
 * all bytes are text, "application/zip" for containers of unknown content.
 */
const char *media_type_of(const void *bytes, size_t size);

/* A file name that can do no harm: [A-Za-z0-9._-], at most 100 bytes, no dot
 * in front, umlauts written out, with an ending that fits `media_type` when
 * that is known.  `name` may be NULL.  Owned by the caller.
 */
char *media_type_safe_name(const char *name, const char *media_type);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The kind of a file by its first bytes.  Declared types and file names are
 * the sender's word and are never believed.
 */
#ifndef BOTE_PARSERS_MIME_MEDIA_TYPE_H
#define BOTE_PARSERS_MIME_MEDIA_TYPE_H

#include <stddef.h>

/* Bytes that are enough to tell: the second entry of an Office file, the
 * header of a mail. */
enum { MEDIA_TYPE_MAGIC_MAX = 4096 };

/* The media type of a file that begins with these bytes; a constant.
 *
 * bytes, size   the beginning, up to MEDIA_TYPE_MAGIC_MAX bytes.
 * Returns "application/octet-stream" when it is not known, "text/plain" when
 * all bytes are text, "application/zip" for containers of unknown content,
 * "application/vnd.ms-office" for one of Office that does not tell its kind.
 */
const char *media_type_of(const void *bytes, size_t size);

#endif

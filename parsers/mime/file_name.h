/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of files that strangers send, made harmless and true.
 */
#ifndef BOTE_PARSERS_MIME_FILE_NAME_H
#define BOTE_PARSERS_MIME_FILE_NAME_H

#include <stdbool.h>

/* A file name that can do no harm: [A-Za-z0-9._-], at most 100 bytes, no dot
 * at either end, no path, umlauts written out, with an ending that fits the
 * content.
 *
 * name           as the sender says, decoded; NULL allowed.
 * media_type     found in the bytes (media_type_of()).
 * out_misnamed   the ending claimed another kind of file and was changed.
 * Returns the name, owned by the caller.
 */
char *file_name_safe(const char *name, const char *media_type,
                     bool *out_misnamed);

#endif

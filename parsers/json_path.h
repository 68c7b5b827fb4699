/* SPDX-License-Identifier: Apache-2.0
 *
 * Small paths into JSON as provider settings use them: "data.payload.text",
 * "results[0].id", "results[].messageId".  Not JSONPath (RFC 9535): no filters,
 * no wildcards but one "[]".
 */
#ifndef BOTE_PARSERS_JSON_PATH_H
#define BOTE_PARSERS_JSON_PATH_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Nesting of foreign JSON we accept; jansson itself stops at 2048. */
#define JSON_DEPTH_MAX 16

/* Parse untrusted JSON; strings that a strict reader refuses are mended
 * (json_mend.h).
 *
 * bytes, size   the body, UTF-8; a byte order mark before it is ignored.
 * Returns a new reference, json_decref(); NULL with PARSE_ERROR_SYNTAX, or
 * PARSE_ERROR_LIMIT for more than JSON_DEPTH_MAX levels.  Duplicate keys are
 * refused: two readers would see two messages.
 */
json_t *json_parse_untrusted(const void *bytes, size_t size, GError **error);

/* How many elements the array at "[]" of this path has; 1 when the path has no
 * "[]", 0 when there is no such array. */
size_t json_path_count(const json_t *root, const char *path);

/* The scalar at a path as text ("4" for the number 4, "true"); NULL when there
 * is none or it is no scalar.  New string, g_free(). */
char *json_path_text(const json_t *root, const char *path, size_t index);

#endif

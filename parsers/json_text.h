/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON values as text, for texts: what json_dumps() of jansson writes, which
 * spends some 80 instructions on each character of a string.
 */
#ifndef BOTE_PARSERS_JSON_TEXT_H
#define BOTE_PARSERS_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

/* Append a value to `out`, byte by byte as json_dumps() does it with
 * JSON_COMPACT and JSON_ENCODE_ANY.
 *
 * value   borrowed; a tree, without cycles, whose depth the caller knows.
 */
void json_text_append(GString *out, const json_t *value);

#endif

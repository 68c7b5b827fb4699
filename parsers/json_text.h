/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing JSON that we made ourselves, in the compact form of json_dumps(),
 * byte by byte the same.  That one asks of each object and array, by a name
 * printed into a table, whether it holds itself, and reads each string a second
 * time as UTF-8; for the answer of the parser it takes four times as long.
 */
#ifndef BOTE_PARSERS_JSON_TEXT_H
#define BOTE_PARSERS_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

/* Append a value as compact JSON (RFC 8259).
 *
 * out    gets the text
 * value  is only read; no part of it may hold itself, and its strings must be
 *        UTF-8, which those of jansson are
 */
void json_text_append(GString *out, json_t *value);

#endif

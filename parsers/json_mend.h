/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON that a strict reader refuses though a person's words are in it: a NUL,
 * half a surrogate pair, bytes that are not UTF-8, raw control characters.
 * Telephones and gateways make such texts; they must arrive.
 */
#ifndef BOTE_PARSERS_JSON_MEND_H
#define BOTE_PARSERS_JSON_MEND_H

#include <glib.h>
#include <stddef.h>

/* The same JSON with its strings mended: NUL left out, U+FFFD for half a
 * surrogate pair (RFC 8259 8.2) and for bytes that are not UTF-8, control
 * characters escaped.  Outside of strings nothing changes but bytes that are
 * not UTF-8.  New string, g_string_free(). */
GString *json_mend(const void *bytes, size_t size);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-16 from telephones, which may be broken: gateways cut texts within a
 * surrogate pair.
 */
#ifndef BOTE_PARSERS_UTF16_H
#define BOTE_PARSERS_UTF16_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Is this 16 bit unit the first, the second of a surrogate pair? */
bool utf16_is_high(int unit);
bool utf16_is_low(int unit);

/* UTF-16BE bytes to UTF-8, always: U+FFFD stands for half a pair and for a last
 * odd byte, NUL is left out.  A byte order mark is left out, too, and turns the
 * order when it says so.  New string, g_free(). */
char *utf16_to_text(const void *bytes, size_t size);

#endif

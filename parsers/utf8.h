/* SPDX-License-Identifier: Apache-2.0
 *
 * Is this UTF-8?  Asked of every text several times on its way: when it is
 * decoded, when it leaves the reader, when it arrives, when it becomes JSON.
 */
#ifndef BOTE_PARSERS_UTF8_H
#define BOTE_PARSERS_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes from the beginning on are UTF-8 (RFC 3629) without NUL and
 * without a character that is cut off; `size` when all are.  The same answer as
 * that of g_utf8_validate(), which looks at each byte, in a third of its time.
 *
 * text  `size` bytes of any content */
size_t utf8_valid_size(const char *text, size_t size);

/* Are all of them? */
bool utf8_is_valid(const char *text, size_t size);

#endif

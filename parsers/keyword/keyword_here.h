/* SPDX-License-Identifier: Apache-2.0
 *
 * The answer to "that is not ours": it is.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_HERE_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_HERE_H

#include <stdbool.h>

/* Does a short text, valid UTF-8, say that it is here after all: "doch hier",
 * "Nein, das ist bei uns", "stimmt nicht"?  Thanks do not. */
bool keyword_says_here(const char *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The question that long tables of words are asked row by row.
 */
#ifndef BOTE_PARSERS_BEGINS_H
#define BOTE_PARSERS_BEGINS_H

#include <stdbool.h>
#include <string.h>

/* Does a text begin with a word, which is not empty?  As g_str_has_prefix();
 * but the first byte tells almost always, without a call. */
static inline bool
text_begins(const char *text, const char *word)
{
  return *text == *word && strncmp(text, word, strlen(word)) == 0;
}

#endif

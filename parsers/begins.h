/* SPDX-License-Identifier: Apache-2.0
 *
 * The question that long tables of words are asked row by row.
 */
#ifndef BOTE_PARSERS_BEGINS_H
#define BOTE_PARSERS_BEGINS_H

#include <stdbool.h>

/* As g_str_has_prefix(), but without a call: the first bytes tell. */
static inline bool
text_begins(const char *text, const char *word)
{
  for (; *word != '\0'; text++, word++)
    if (*text != *word)
      return false;
  return true;
}

#endif

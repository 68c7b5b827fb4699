/* SPDX-License-Identifier: Apache-2.0
 *
 * A few words, one of which says so.
 */
#include "parsers/keyword/keyword_here.h"

#include <string.h>

#include "parsers/config/town_fold.h"

enum { HERE_WORDS_MAX = 10 }; /* more of them tell something of their own */

bool
keyword_says_here(const char *text)
{
  static const char *const signs[] = {
      " doch ", " hier ", " bei uns ", " stimmt nicht ", " falsch ",
      " nein ", " here ", " ours ",    " wrong ",        " not true "};
  g_autofree char *plain = town_fold(text);
  g_autofree char *folded = g_strconcat(" ", plain, " ", NULL);
  g_auto(GStrv) words = g_strsplit(plain, " ", -1);
  if (g_strv_length(words) > HERE_WORDS_MAX)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strstr(folded, signs[i]) != NULL)
      return true;
  return false;
}

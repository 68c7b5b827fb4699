/* SPDX-License-Identifier: Apache-2.0
 *
 * The folded form of words: small letters of ASCII, umlauts with e, the ending
 * of a street written out.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_FOLD_H
#define BOTE_PARSERS_PLACE_PLACE_FOLD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Append a letter, or an accent written behind its letter (as macOS does). */
void place_fold_letter(GString *folded, gunichar letter);

enum { PLACE_FOLDED_MAX = 120 }; /* bytes; what is longer is no name */

/* Do the two letters before `end` end what is spelt otherwise? */
static inline bool
place_fold_is_doubtful(const char *end)
{
  switch (end[-1]) {
  case 'e':
    return end[-2] == 's' || end[-2] == 'a' || end[-2] == 'e';
  case 'r':
    return end[-2] == 't';
  case 't':
    return end[-2] == 'z';
  case 'z':
    return end[-2] == 'a';
  default:
    return false;
  }
}

/* place_fold_spell() where something is to be done. */
void place_fold_respell(GString *folded, size_t begin);

/* Spell the word that begins at `begin` and ends with the text: "gartenstr" is
 * "gartenstrasse".  What is longer than any name is cut. */
static inline void
place_fold_spell(GString *folded, size_t begin)
{
  size_t size = folded->len - begin;
  if (size > PLACE_FOLDED_MAX ||
      (size >= 3 && place_fold_is_doubtful(folded->str + folded->len)))
    place_fold_respell(folded, begin);
}

#endif

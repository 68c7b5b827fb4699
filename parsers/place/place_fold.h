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
#include <string.h>

enum {
  PLACE_FOLDED_MAX = 120,  /* bytes; what is longer is no name */
  PLACE_FOLDED_LETTER = 6, /* bytes of a letter, at most */
  PLACE_FOLDED_MORE = 4,   /* bytes by which spelling makes a word longer */
};

/* Write the folded form of a letter that is not ASCII, or of an accent that
 * stands behind its letter (as macOS does), without NUL.
 *
 * out      room for PLACE_FOLDED_LETTER.
 * Returns the bytes written, 0 for an accent. */
size_t place_fold_letter(gunichar letter, char *out);

static inline bool
place_folded_ends_in(const char *word, size_t size, const char *ending,
                     size_t length)
{
  return size >= length && memcmp(word + size - length, ending, length) == 0;
}

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

/* place_fold_spell() where the end is doubtful. */
size_t place_fold_respell(char *word, size_t size);

/* Spell a folded word: "gartenstr" is "gartenstrasse".  What is longer than any
 * name is cut.
 *
 * word   room for PLACE_FOLDED_MORE behind its `size`.
 * Returns its size now. */
static inline size_t
place_fold_spell(char *word, size_t size)
{
  if (size >= 3 && place_fold_is_doubtful(word + size))
    size = place_fold_respell(word, size);
  return MIN(size, (size_t)PLACE_FOLDED_MAX);
}

#endif

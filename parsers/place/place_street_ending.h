/* SPDX-License-Identifier: Apache-2.0
 *
 * The endings by which a word is the name of a street, folded as in
 * place_words.h.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_STREET_ENDING_H
#define BOTE_PARSERS_PLACE_PLACE_STREET_ENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How sure an ending makes a name, the surest first. */
typedef enum StreetEnding {
  STREET_ENDING_STRONG, /* nothing but ways end so: "Gartenstraße" */
  STREET_ENDING_WEAK,   /* "Mühlenweg", but "Gehweg" is none */
  STREET_ENDING_NUMBER, /* only with a number of a house: "Lindenhof 3" */
  STREET_ENDING_NONE,
} StreetEnding;

enum { STREET_ENDINGS_MAX = 64 };

/* Where to look for an ending: the first row of those with the same last
 * letters, and the next one of each; counted from 1.  Made once for a text. */
typedef struct StreetTails {
  uint8_t first[1024], next[STREET_ENDINGS_MAX];
} StreetTails;

void street_tails_init(StreetTails *out);

/* Where the last three letters before `end` stand in `first`; no ending is
 * shorter than that. */
static inline unsigned
street_tail_hash(const char *end)
{
  return ((unsigned)end[-1] ^ (unsigned)end[-2] << 3 ^ (unsigned)end[-3] << 5) &
         1023;
}

/* May the word have an ending?  False for most words, at once. */
static inline bool
street_tails_hold(const StreetTails *tails, const char *folded, size_t size)
{
  const char *end = folded + size;
  return size >= 3 &&
         (tails->first[street_tail_hash(end)] != 0 || end[-1] == 's');
}

/* The ending of a folded word, and how long it is (without the "s" of a
 * genitive, which goes to `out_inflected`). */
StreetEnding street_word_ending(const StreetTails *tails, const char *folded,
                                size_t size, size_t *out_ending,
                                size_t *out_inflected);

#endif

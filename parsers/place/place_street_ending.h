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

/* The ending of a folded word, and how long it is (without the "s" of a
 * genitive, which goes to `out_inflected`). */
StreetEnding street_word_ending(const char *folded, size_t size,
                                size_t *out_ending, size_t *out_inflected);

/* Which two letters a word with an ending ends in: a bit for the last but one,
 * in the row of the last.  For a whole text, most of whose words end otherwise.
 */
typedef struct StreetTails {
  uint32_t before[32];
} StreetTails;

void street_tails_init(StreetTails *out);
/* May street_word_ending() find one?  True now and then without reason. */
bool street_tails_hold(const StreetTails *tails, const char *folded,
                       size_t size);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass from the end of a text to its beginning, as most of what tells
 * stands behind a word: the number of a house, the ending of a street.  It asks
 * what is cheap and never says no to what a reader would take.
 */
#include "parsers/place/place_private.h"

#include "parsers/place/place_street_name.h"

enum {
  FIGURE_WORDS_MAX = 4, /* up to the digits of "lat. = -54" */
  ROAD_WORDS_MAX = 2,   /* "B-105" */
  ASSET_WORDS_MAX = 10, /* "Laterne, mit der (Nummer: A-12" */
  JOINT_MAX = 4,        /* letters of "ecke" */
};

/* A bit of PlaceWord.may where something holds. */
static unsigned
sign(PlaceSign which, bool holds)
{
  return holds ? 1u << which : 0;
}

/* "http://", "www.example". */
static bool
may_be_link(const PlaceWords *words, size_t index)
{
  return place_word_is_glued(words, index + 1) &&
         place_word_is_glued(words, index + 2) &&
         (place_word_is_mark(words, index + 1, ':') ||
          place_word_is_mark(words, index + 1, '.'));
}

static bool
is_upper(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) && place_word(words, index)->upper;
}

/* As "am", "an", "auf", "hinter", "im", "in", "unter", "vor", "zum", "zur". */
static bool
begins_preposition(const char *folded)
{
  switch (folded[0]) {
  case 'a':
    return folded[1] == 'm' || folded[1] == 'n' || folded[1] == 'u';
  case 'h':
    return folded[1] == 'i';
  case 'i':
    return folded[1] == 'm' || folded[1] == 'n';
  case 'u':
    return folded[1] == 'n';
  case 'v':
    return folded[1] == 'o';
  case 'z':
    return folded[1] == 'u';
  default:
    return false;
  }
}

/* "Am Bahnhof", "an der Lehmgrube". */
static bool
may_be_phrase(const PlaceWords *words, size_t index)
{
  const PlaceWord *word = place_word(words, index);
  return word->folded_size <= PLACE_PREPOSITION_MAX &&
         begins_preposition(place_word_folded(words, word)) &&
         (is_upper(words, index + 1) || is_upper(words, index + 2));
}

/* "Haupt-/Ringstraße", "Berliner und Hamburger Straße", "… Ecke …". */
static bool
may_be_shortened(const PlaceWords *words, size_t index)
{
  if (index + 1 >= place_words_count(words))
    return false;
  const PlaceWord *next = place_word(words, index + 1);
  char first = *place_word_folded(words, next);
  return next->mark != 0 ||
         (next->folded_size <= JOINT_MAX && (first == 'u' || first == 'e'));
}

static unsigned
signs_of_letters(const PlaceWords *words, size_t index)
{
  const PlaceWord *word = place_word(words, index);
  unsigned may = sign(PLACE_SIGN_NAMED, true) |
                 sign(PLACE_SIGN_LINK, may_be_link(words, index)) |
                 sign(PLACE_SIGN_FIGURE, word->to_digits <= FIGURE_WORDS_MAX) |
                 sign(PLACE_SIGN_ASSET, word->to_digits <= ASSET_WORDS_MAX) |
                 sign(PLACE_SIGN_PHRASE, may_be_phrase(words, index));
  if (!word->upper)
    return may;
  return may | sign(PLACE_SIGN_ROAD, word->to_digits <= ROAD_WORDS_MAX) |
         sign(PLACE_SIGN_SHORTENED, may_be_shortened(words, index)) |
         sign(PLACE_SIGN_LANDMARK, true);
}

static unsigned
signs_of(const PlaceWords *words, size_t index)
{
  const PlaceWord *word = place_word(words, index);
  if (word->kind == PLACE_WORD_LETTERS)
    return signs_of_letters(words, index);
  if (word->kind == PLACE_WORD_DIGITS)
    return sign(PLACE_SIGN_FIGURE, true) | sign(PLACE_SIGN_LANDMARK, true);
  return sign(PLACE_SIGN_FIGURE, word->to_digits == 1 &&
                                     (word->mark == '-' || word->mark == '+')) |
         sign(PLACE_SIGN_ROAD, word->mark == '#');
}

/* May a street's name begin at this word, or go on over it?  `behind`: it may
 * at the next. */
static bool
leads_to_street(PlaceWords *words, size_t index, bool behind)
{
  const PlaceWord *word = place_word(words, index);
  if (word->ending != STREET_ENDING_NONE)
    return true;
  if (!behind || word->kind == PLACE_WORD_DIGITS)
    return false;
  if (word->kind == PLACE_WORD_MARK)
    return word->mark == '-' || word->mark == '.';
  const PlaceWord *next = place_word(words, index + 1);
  return next->kind == PLACE_WORD_MARK ||
         (!next->line && street_word_may_lead(words, index));
}

void
place_words_mark(PlaceWords *words, bool named)
{
  StreetTails tails;
  street_tails_init(&tails);
  unsigned wanted = ~sign(PLACE_SIGN_NAMED, !named);
  uint8_t to_digits = PLACE_WORD_FAR;
  bool street = false;
  for (size_t i = place_words_count(words); i-- > 0;) {
    PlaceWord *word = place_word(words, i);
    if (word->kind == PLACE_WORD_DIGITS)
      to_digits = 0;
    else if (to_digits < PLACE_WORD_FAR)
      to_digits++;
    word->to_digits = to_digits;
    word->ending = STREET_ENDING_NONE;
    if (street_tails_hold(&tails, place_word_folded(words, word),
                          word->folded_size))
      street_word_mark(&tails, words, word);
    street = leads_to_street(words, i, street);
    bool begins = street && word->kind == PLACE_WORD_LETTERS;
    word->may = (uint16_t)((signs_of(words, i) & wanted) |
                           sign(PLACE_SIGN_STREET, begins));
  }
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Units one after the other, up to one with an ending of streets.
 */
#include "parsers/place/place_street_name.h"

#include <string.h>

enum {
  UNITS_MAX = 5,        /* words of one name, hyphenated ones count once */
  STEM_MIN = 3,         /* letters before an ending: "Ostring" */
  CHAIN_WORDS_MAX = 12, /* tokens of one hyphenated name */
  WIDE_WORDS_MAX = 4,   /* the same, with blanks around the hyphens */
};

static bool
is_letters(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) &&
         place_word(words, index)->kind == PLACE_WORD_LETTERS;
}

void
street_word_mark(const StreetTails *tails, const PlaceWords *words,
                 PlaceWord *word)
{
  size_t ending = 0, inflected = 0;
  word->ending =
      (uint8_t)street_word_ending(tails, place_word_folded(words, word),
                                  word->folded_size, &ending, &inflected);
  word->ending_size = (uint8_t)ending;
  word->inflected = (uint8_t)inflected;
}

/* "-" between two words of one name; with blanks around it only before a word
 * for a kind of way: some programs write "Theodor - Heuss - Allee". */
static bool
is_hyphen(const PlaceWords *words, size_t index)
{
  if (!place_word_is_mark(words, index, '-') || !is_letters(words, index + 1))
    return false;
  return place_word(words, index)->glued && place_word(words, index + 1)->glued;
}

static bool
is_wide_hyphen(const PlaceWords *words, size_t index)
{
  return place_word_is_mark(words, index, '-') &&
         is_letters(words, index + 1) && !place_word(words, index)->glued &&
         !place_word(words, index + 1)->glued &&
         place_word(words, index + 1)->upper;
}

/* The last word of the chain that begins at `index`. */
static size_t
chain_last(const PlaceWords *words, size_t index)
{
  size_t last = index;
  size_t most = index + CHAIN_WORDS_MAX;
  while (last < most && (is_hyphen(words, last + 1) ||
                         (place_word_is_mark(words, last + 1, '.') &&
                          is_hyphen(words, last + 2))))
    last += is_hyphen(words, last + 1) ? 2 : 3; /* "Dr.-Külz-Straße" */
  if (last > index || !place_word(words, index)->upper)
    return last;
  most = index + WIDE_WORDS_MAX;
  for (size_t wide = index; wide < most && is_wide_hyphen(words, wide + 1);) {
    wide += 2;
    if (street_word_is_kind(place_word_folded(words, place_word(words, wide))))
      return wide;
  }
  return last;
}

/* What a word is for names; kept, because each is asked about several times. */
typedef enum StreetTrait {
  STREET_TRAIT_KNOWN = 1 << 0,
  STREET_TRAIT_NO_NAME = 1 << 1,
  STREET_TRAIT_ADJECTIVE = 1 << 2,
  STREET_TRAIT_FIRST = 1 << 3,
  STREET_TRAIT_NOUN_KNOWN = 1 << 4,
  STREET_TRAIT_NOUN = 1 << 5,
  STREET_TRAIT_NOUN_ONLY = 1 << 6, /* not the name of a street as well */
} StreetTrait;

/* What "Gehweg", a word with an ending, is; `size`: of its nominative. */
static unsigned
noun_traits_of(PlaceWord *word, const char *folded, size_t size)
{
  if ((word->street_traits & STREET_TRAIT_NOUN_KNOWN) != 0)
    return word->street_traits;
  word->street_traits |= STREET_TRAIT_NOUN_KNOWN;
  if (street_word_is_noun(folded, size, word->ending_size))
    word->street_traits |= street_word_is_noun_or_name(folded)
                               ? STREET_TRAIT_NOUN
                               : STREET_TRAIT_NOUN | STREET_TRAIT_NOUN_ONLY;
  return word->street_traits;
}

/* A street by the ending of its last word. */
static StreetUnitKind
kind_by_ending(const PlaceWords *words, size_t index, size_t last,
               StreetUnit *unit)
{
  PlaceWord *word = place_word(words, last);
  const char *folded = place_word_folded(words, word);
  bool chain = last > index;
  size_t ending = word->ending_size;
  unit->ending = word->ending;
  unit->inflected = word->inflected;
  if (unit->ending == STREET_ENDING_NONE)
    return STREET_UNIT_NONE;
  size_t size = word->folded_size - unit->inflected;
  if (!chain && size == ending)
    return unit->ending == STREET_ENDING_NUMBER ? STREET_UNIT_NONE
                                                : STREET_UNIT_KIND;
  if (!chain && size < ending + STEM_MIN)
    return STREET_UNIT_NONE;
  unsigned traits = noun_traits_of(word, folded, size);
  unit->noun = (traits & STREET_TRAIT_NOUN) != 0;
  if (!chain && (traits & STREET_TRAIT_NOUN_ONLY) != 0)
    return STREET_UNIT_NAME;
  return STREET_UNIT_STREET;
}

static unsigned
traits_of(PlaceWord *word, const char *folded)
{
  if ((word->street_traits & STREET_TRAIT_KNOWN) != 0)
    return word->street_traits;
  unsigned traits = STREET_TRAIT_KNOWN;
  if (street_word_is_no_name(folded))
    traits |= STREET_TRAIT_NO_NAME;
  else if (street_word_is_adjective(folded, word->folded_size))
    traits |= STREET_TRAIT_ADJECTIVE;
  else if (word->upper && street_word_is_first_name(folded))
    traits |= STREET_TRAIT_FIRST;
  word->street_traits |= (uint8_t)traits;
  return traits;
}

/* No adjective ends otherwise. */
static bool
ends_as_adjective(const PlaceWord *word, const char *folded)
{
  return strchr("emnrs", folded[word->folded_size - 1]) != NULL;
}

bool
street_word_may_lead(const PlaceWords *words, size_t index)
{
  PlaceWord *word = place_word(words, index);
  const char *folded = place_word_folded(words, word);
  if (!word->upper && !ends_as_adjective(word, folded))
    return false;
  unsigned traits = traits_of(word, folded);
  return (traits & STREET_TRAIT_NO_NAME) == 0 &&
         (word->upper || (traits & STREET_TRAIT_ADJECTIVE) != 0);
}

StreetUnit
street_unit_read(const PlaceWords *words, size_t index)
{
  StreetUnit unit = {.ending = STREET_ENDING_NONE};
  if (!is_letters(words, index))
    return unit;
  size_t last = chain_last(words, index);
  PlaceWord *word = place_word(words, index);
  unit.end = last + 1;
  unit.lower = !word->upper;
  unit.kind = kind_by_ending(words, index, last, &unit);
  if (unit.kind == STREET_UNIT_KIND || unit.kind == STREET_UNIT_STREET)
    return unit;
  const char *folded = place_word_folded(words, word);
  if (unit.lower && (last > index || !ends_as_adjective(word, folded))) {
    unit.kind = STREET_UNIT_NONE; /* nor is it an adjective */
    return unit;
  }
  unsigned traits = traits_of(word, folded);
  if (traits & STREET_TRAIT_NO_NAME)
    unit.kind = STREET_UNIT_NONE;
  else if (last == index && (traits & STREET_TRAIT_ADJECTIVE))
    unit.kind = STREET_UNIT_ADJECTIVE;
  else if (unit.lower)
    unit.kind = STREET_UNIT_NONE;
  else if (traits & STREET_TRAIT_FIRST)
    unit.kind = STREET_UNIT_FIRST;
  else
    unit.kind = STREET_UNIT_NAME;
  return unit;
}

bool
street_name_read(const PlaceWords *words, size_t index, StreetName *name)
{
  *name = (StreetName){.adjectives = true, .firsts = true};
  if ((place_word(words, index)->may & 1u << PLACE_SIGN_STREET) == 0)
    return false;
  bool last_is_name = false;
  for (size_t at = index; name->units < UNITS_MAX; name->units++) {
    StreetUnit unit = street_unit_read(words, at);
    if (at > index &&
        (unit.kind == STREET_UNIT_NONE || place_word(words, at)->line))
      return false;
    if (unit.kind == STREET_UNIT_KIND || unit.kind == STREET_UNIT_STREET) {
      name->last = unit;
      return true;
    }
    if (unit.kind == STREET_UNIT_NONE)
      return false;
    name->firsts = name->firsts && !last_is_name;
    last_is_name = unit.kind == STREET_UNIT_NAME;
    name->adjectives = name->adjectives && !last_is_name;
    at = unit.end;
    at += place_word_is_mark(words, at, '.') &&
          unit.kind == STREET_UNIT_FIRST && unit.end - index == 1 &&
          place_word(words, at)->glued;
  }
  return false;
}

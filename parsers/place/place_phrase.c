/* SPDX-License-Identifier: Apache-2.0
 *
 * Names that are phrases: "Am Bahnhof 3", "An der Lehmgrube".  They look like
 * any other statement of place; a number behind it or a capital within the
 * sentence tells them apart.
 */
#include "parsers/place/place_street_name.h"

#include <string.h>

enum {
  PHRASE_LETTERS_MIN = 3, /* "Im Ohl" */
  PHRASE_WORDS_MAX = 12,  /* up to the number, with hyphens and "Nr." */
};

/* See place_street.c for what the figures mean. */
#define SURE_NUMBER 0.75      /* "Am Bahnhof 3" */
#define SURE_LOWER_NUMBER 0.5 /* "am bahnhof 3": half of them count something */
#define SURE_MARKET 0.55      /* "Am Markt": half of the towns have one */
#define SURE_CAPITAL 0.3      /* "…, Am Bahnhof": 2 of 13 in traffic news */

/* How many words of "Am", "An der", "Unter den" stand at `index`. */
static size_t
count_preposition(const PlaceWords *words, size_t index)
{
  static const char *const alone[] = {"am", "im", "zum", "zur"};
  static const char *const with_article[] = {"an", "auf",   "hinter",
                                             "in", "unter", "vor"};
  if (PLACE_WORD_IN(words, index, alone))
    return 1;
  if (!PLACE_WORD_IN(words, index, with_article))
    return 0;
  return place_word_is(words, index + 1, "der") ||
                 place_word_is(words, index + 1, "dem") ||
                 place_word_is(words, index + 1, "den")
             ? 2
             : 0;
}

/* A capital that no beginning of a sentence explains. */
static bool
is_capital_within(const PlaceWords *words, size_t index)
{
  const PlaceWord *word = place_word(words, index);
  return word->upper && !word->begins && !word->line && !word->capitals &&
         !place_word_is(words, index, "in") && index > 0 &&
         place_word(words, index - 1)->mark != '"';
}

/* The end of the noun behind the preposition, with an adjective before it; 0:
 * there is none that a street may be called after. */
static size_t
read_noun(const PlaceWords *words, size_t index)
{
  StreetUnit unit = street_unit_read(words, index);
  if (unit.kind == STREET_UNIT_ADJECTIVE)
    unit = street_unit_read(words, unit.end);
  if (unit.end <= index || unit.lower || unit.kind == STREET_UNIT_NONE ||
      (unit.noun && unit.ending != STREET_ENDING_NUMBER))
    return 0;
  const PlaceWord *last = place_word(words, unit.end - 1);
  if (last->folded_size < PHRASE_LETTERS_MIN ||
      (last->capitals && last->folded_size < 5) ||
      street_word_is_no_place(place_word_folded(words, last)))
    return 0;
  return unit.end;
}

/* A year, or a digit that is glued: no number of a house here. */
static bool
is_house(const PlaceWords *words, const PlaceSpan *number)
{
  const PlaceWord *word = place_word(words, number->first);
  bool year = word->end - word->start == 4;
  return !word->glued && !year;
}

static bool
is_market(const PlaceWords *words, size_t index, size_t last)
{
  return place_word(words, index)->upper && place_word_is(words, index, "am") &&
         street_word_stands_with_number(
             place_word_folded(words, place_word(words, last)));
}

/* "Am Lindenplatz 3": the phrase's noun is a street itself. */
static bool
is_street(const PlaceWords *words, size_t index)
{
  StreetName name;
  return street_name_read(words, index, &name) &&
         name.last.kind == STREET_UNIT_STREET &&
         name.last.ending != STREET_ENDING_NUMBER;
}

/* A phrase as far as it is read. */
typedef struct Phrase {
  size_t first, noun, end; /* words: of all, of the noun, behind it */
  PlaceSpan number;        /* none: first == end */
} Phrase;

static double
sure_of(const PlaceWords *words, const Phrase *phrase)
{
  if (phrase->number.end == phrase->number.first)
    return is_market(words, phrase->first, phrase->end - 1) ? SURE_MARKET
                                                            : SURE_CAPITAL;
  return place_word(words, phrase->first)->upper ? SURE_NUMBER
                                                 : SURE_LOWER_NUMBER;
}

/* The noun and its number; false when nothing makes a name of them. */
static bool
read_rest(const PlaceWords *words, Phrase *phrase)
{
  phrase->end = read_noun(words, phrase->noun);
  if (phrase->end == 0)
    return false;
  PlaceSpan number = {0, 0};
  if (place_number_read(words, phrase->end, &number) > phrase->end &&
      is_house(words, &number))
    phrase->number = number;
  return phrase->number.end > 0 || is_capital_within(words, phrase->first) ||
         is_market(words, phrase->first, phrase->end - 1);
}

static size_t
put_phrase(PlaceScan *scan, const Phrase *phrase)
{
  size_t end = MAX(phrase->end, phrase->number.end);
  PlaceDraft draft = {
      .source = PLACE_SOURCE_TEXT,
      .text = {phrase->first, end},
      .street = {phrase->first, phrase->end},
      .number = phrase->number,
      .confidence = sure_of(scan->words, phrase),
  };
  place_scan_add_named(scan, &draft);
  return end;
}

size_t
place_phrase_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  size_t at = index + count_preposition(words, index);
  if (at == index || at >= place_words_count(words) ||
      !place_word(words, at)->upper)
    return index;
  if (is_street(words, at)) {
    bool own = place_word(words, index)->upper &&
               !place_word(words, index)->capitals &&
               !place_word_is(words, index, "in");
    size_t behind = place_street_read_from(scan, at, own ? index : at);
    return behind > at ? behind : index;
  }
  if (!place_word(words, index)->upper &&
      place_word(words, index)->to_digits > PHRASE_WORDS_MAX)
    return index;
  Phrase phrase = {.first = index, .noun = at};
  return read_rest(words, &phrase) ? put_phrase(scan, &phrase) : index;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Places that are no streets and stand in no list: stops, stations,
 * playgrounds, "18055 Rostock".
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/place_street_words.h"

/* See place_street.c for what the figures mean. */
#define SURE_NAMED 0.7    /* "Haltestelle Doberaner Platz" */
#define SURE_STATION 0.6  /* "am Hbf": a town has one */
#define SURE_POSTCODE 0.3 /* a whole town, or a writer's address */

enum { NAME_WORDS_MAX = 4, POSTCODE_DIGITS = 5 };

/* Words that a name stands behind, and those of which a town has one. */
static const char *const landmarks[] = {
    "bahnhof",       "bf",          "bolzplatz",
    "brunnen",       "busbahnhof",  "bushaltestelle",
    "denkmal",       "friedhof",    "grundschule",
    "gymnasium",     "haltestelle", "hauptbahnhof",
    "hauptfriedhof", "hbf",         "kindergarten",
    "kita",          "park",        "parkhaus",
    "parkplatz",     "schule",      "schwimmbad",
    "spielplatz",    "sporthalle",  "sportplatz",
    "station",       "tiefgarage",  "turnhalle",
    "wertstoffhof",  "zob"};

/* The latter alone. */
static const char *const alone[] = {"busbahnhof", "hauptbahnhof",
                                    "hauptfriedhof", "hbf", "zob"};

static bool
is_name_word(const PlaceWords *words, size_t index)
{
  if (index >= place_words_count(words))
    return false;
  const PlaceWord *word = place_word(words, index);
  return word->kind == PLACE_WORD_LETTERS && word->upper && !word->line &&
         !street_word_is_no_name(place_word_folded(words, word)) &&
         (!PLACE_WORD_IN(words, index, landmarks) ||
          PLACE_WORD_IN(words, index, alone));
}

/* Behind "am", "an der" the name of a street or a thing. */
static size_t
skip_preposition(const PlaceWords *words, size_t index)
{
  if (place_word_is(words, index, "am") || place_word_is(words, index, "im"))
    return index + 1;
  if ((place_word_is(words, index, "an") ||
       place_word_is(words, index, "in")) &&
      (place_word_is(words, index + 1, "der") ||
       place_word_is(words, index + 1, "den")))
    return index + 2;
  return index;
}

/* "Doberaner Platz", "Karl-Marx-Straße", with quotes or without. */
static size_t
read_name(const PlaceWords *words, size_t index)
{
  size_t end = skip_preposition(words, index);
  size_t first = end;
  for (unsigned i = 0; i < NAME_WORDS_MAX && is_name_word(words, end); i++) {
    end++;
    while (place_word_is_mark(words, end, '-') &&
           place_word(words, end)->glued && is_name_word(words, end + 1) &&
           place_word(words, end + 1)->glued)
      end += 2;
  }
  /* "Platz" is no name for itself, but ends one */
  if (end > first && end < place_words_count(words) &&
      street_word_is_kind(place_word_folded(words, place_word(words, end))) &&
      place_word(words, end)->upper)
    end++;
  return end > first ? end : index;
}

static size_t
put(PlaceScan *scan, size_t first, size_t end, double confidence)
{
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT,
                      .text = {first, end},
                      .confidence = confidence};
  place_scan_add(scan, &draft);
  return end;
}

/* "18055 Rostock", "D-18055 Rostock". */
static size_t
read_postcode(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  const PlaceWord *word = place_word(words, index);
  if (word->end - word->start != POSTCODE_DIGITS || word->glued ||
      !is_name_word(words, index + 1) || place_number_counts(words, index) ||
      place_word(words, index + 1)->glued)
    return index;
  return put(scan, index, index + 2, SURE_POSTCODE);
}

size_t
place_landmark_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  const PlaceWord *word = place_word(words, index);
  if (word->kind == PLACE_WORD_DIGITS)
    return read_postcode(scan, index);
  if (word->kind != PLACE_WORD_LETTERS || !word->upper)
    return index;
  if (!PLACE_WORD_IN(words, index, landmarks))
    return index;
  if (PLACE_WORD_IN(words, index, alone))
    return put(scan, index, index + 1, SURE_STATION);
  size_t end = read_name(words, index + 1);
  if (end == index + 1)
    return index;
  (void)put(scan, index, end, SURE_NAMED);
  /* "Spielplatz in der Rosengasse" names a street of the town's, too. */
  size_t street = skip_preposition(words, index + 1);
  size_t known = street > index + 1 ? place_named_read(scan, street) : street;
  return MAX(known, end);
}

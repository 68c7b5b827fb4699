/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbered roads: "A 20", "B105", "L 22", "Bundesstraße 83".
 */
#include "parsers/place/place_private.h"

#include <stdlib.h>
#include <string.h>

/* Of what looks so in traffic news 93 in a hundred are roads; yet a road is
 * long, and where on it something lies is not told by its name. */
#define SURE_ROAD 0.5
#define SURE_ROAD_IN_WORDS 0.6

/* The letters, and the numbers that exist. */
static const struct {
  const char *letters; /* as written: capitals */
  int least, most;
  bool context; /* only behind an article or a preposition */
} classes[] = {
    {"A", 1, 999, false},   {"B", 1, 535, false},   {"BAB", 1, 999, false},
    {"L", 20, 9999, false}, {"L", 1, 19, true},     {"K", 20, 9999, false},
    {"K", 1, 19, true},     {"S", 100, 999, false}, {"St", 1000, 9999, false},
    {"E", 20, 99, true},
};

static const char *const in_words[] = {
    "autobahn",     "bab",           "bundesautobahn", "bundesstrasse",
    "kreisstrasse", "landesstrasse", "landstrasse",    "staatsstrasse"};

/* Behind these stands the model of a car, a plane, a paper. */
static const char *const no_roads[] = {
    "airbus", "apple",   "audi",    "boeing",    "bosch",  "bus",
    "core",   "din",     "eingang", "format",    "galaxy", "gate",
    "gleis",  "groesse", "halle",   "klasse",    "linie",  "papier",
    "raum",   "samsung", "seite",   "sportback", "steig",  "treffpunkt",
    "typ",    "us",      "vitamin", "volvo"};

static const char *const before_roads[] = {
    "ab", "an",   "auf",   "aus", "bei", "der", "die",      "entlang",
    "in", "nach", "ueber", "und", "von", "zur", "zwischen",
};

static size_t
skip_hash(const PlaceWords *words, size_t index)
{
  return place_word_is_mark(words, index, '#') ? index + 1 : index;
}

static bool
has_context(const PlaceWords *words, size_t index)
{
  return index > 0 && PLACE_WORD_IN(words, index - 1, before_roads);
}

static bool
is_class(const PlaceWords *words, size_t index, int number)
{
  const PlaceWord *word = place_word(words, index);
  size_t size = word->end - word->start;
  for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
    if (strlen(classes[i].letters) == size &&
        memcmp(classes[i].letters, words->text + word->start, size) == 0 &&
        number >= classes[i].least && number <= classes[i].most &&
        (!classes[i].context || has_context(words, index)))
      return true;
  return false;
}

static bool
is_glued_digits(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) &&
         place_word(words, index)->kind == PLACE_WORD_DIGITS &&
         place_word(words, index)->glued;
}

/* Does more than a letter stand behind the number, "A6-5200", "A4xy"? */
static bool
goes_on(const PlaceWords *words, size_t index)
{
  if (index >= place_words_count(words) || !place_word(words, index)->glued)
    return false;
  const PlaceWord *behind = place_word(words, index);
  if (behind->kind != PLACE_WORD_MARK)
    return behind->folded_size != 1;
  return behind->mark == '_' ||
         (behind->mark == '-' && is_glued_digits(words, index + 1));
}

/* The number of a road at `index`; 0: none. */
static int
road_number(const PlaceWords *words, size_t index)
{
  if (index >= place_words_count(words))
    return 0;
  const PlaceWord *word = place_word(words, index);
  if (word->kind != PLACE_WORD_DIGITS || word->end - word->start > 4 ||
      words->text[word->start] == '0' || word->line ||
      (!word->glued && place_number_counts(words, index)) ||
      goes_on(words, index + 1))
    return 0;
  return (int)strtol(words->text + word->start, NULL, 10);
}

static size_t
put_road(PlaceScan *scan, size_t first, size_t end, double confidence)
{
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT,
                      .text = {first, end},
                      .street = {first, end},
                      .confidence = confidence};
  place_scan_add(scan, &draft);
  return end;
}

size_t
place_road_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  size_t at = skip_hash(words, index);
  if (at >= place_words_count(words) || !place_word(words, at)->upper)
    return index;
  size_t digits = at + 1;
  if (place_word_is_mark(words, digits, '-') &&
      place_word(words, digits)->glued)
    digits++;
  int number = road_number(words, digits);
  if (number == 0)
    return index;
  if (PLACE_WORD_IN(words, at, in_words))
    return put_road(scan, at, digits + 1, SURE_ROAD_IN_WORDS);
  if (!is_class(words, at, number) ||
      (at > 0 && PLACE_WORD_IN(words, at - 1, no_roads)))
    return index;
  return put_road(scan, at, digits + 1, SURE_ROAD);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Two streets in one breath: "Haupt-/Ringstraße", "Berliner und Hamburger
 * Straße", and corners.
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/place_street_name.h"

enum { CROSSING_GAP_MAX = 6 }; /* words between two streets that cross */

/* See place_street.c for what the figures mean. */
#define SURE_SHORTENED 0.75
#define SURE_CROSSING 0.9 /* two streets that confirm one another */

static const char *const corner_words[] = {"ecke", "einmuendung", "kreuzung",
                                           "kreuzungsbereich", "strassenecke"};

/* "/", "und", "u.", "&", "Ecke" between the parts; the index behind it. */
static size_t
skip_and(const PlaceWords *words, size_t index)
{
  size_t at = index;
  if (place_word_is_mark(words, at, '/') ||
      place_word_is_mark(words, at, '&') || place_word_is_mark(words, at, ','))
    return at + 1;
  if (place_word_is(words, at, "und") || place_word_is(words, at, "ecke"))
    return at + 1;
  if (place_word_is(words, at, "u"))
    return at + 1 + place_word_is_mark(words, at + 1, '.');
  return index;
}

/* The ending of a street as written: "straße" of "Ringstraße". */
static const char *
written_ending(const PlaceWords *words, const StreetUnit *street, char *out,
               size_t size)
{
  const PlaceWord *word = place_word(words, street->end - 1);
  size_t ending = word->ending_size, inflected = word->inflected;
  const char *folded = place_word_folded(words, word);
  if (word->ending == STREET_ENDING_NONE || ending + 1 > size)
    return NULL;
  if (street->end - 1 > 0 && ending == word->folded_size - inflected)
    return NULL; /* "…-Straße": the hyphen says how to go on */
  if (strcmp(folded + word->folded_size - ending, "strasse") == 0)
    return "straße";
  memcpy(out, folded + word->folded_size - inflected - ending, ending);
  out[ending] = '\0';
  return out;
}

/* "Haupt-" before "/Ringstraße". */
static size_t
read_stem(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  if (!place_word_is_mark(words, index + 1, '-') ||
      !place_word(words, index + 1)->glued)
    return index;
  size_t next = skip_and(words, index + 2);
  if (next == index + 2)
    return index;
  StreetUnit street = street_unit_read(words, next);
  char ending[16];
  const char *end = street.kind == STREET_UNIT_STREET && !street.noun
                        ? written_ending(words, &street, ending, sizeof ending)
                        : NULL;
  if (end == NULL || street.ending == STREET_ENDING_NUMBER)
    return index;
  g_autofree char *stem = place_words_between(words, index, index);
  g_autofree char *name = g_strconcat(stem, end, NULL);
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT,
                      .text = {index, index + 2},
                      .street_name = name,
                      .confidence = SURE_SHORTENED};
  place_scan_add_spelled(scan, &draft);
  return index + 2;
}

/* "Berliner" before "und Hamburger Straße". */
static size_t
read_adjective(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  size_t next = skip_and(words, index + 1);
  if (next == index + 1) /* as a rule */
    return index;
  StreetUnit first = street_unit_read(words, index);
  if (first.kind != STREET_UNIT_ADJECTIVE || first.lower)
    return index;
  StreetUnit second = street_unit_read(words, next);
  if (second.kind != STREET_UNIT_ADJECTIVE || second.lower)
    return index;
  StreetUnit kind = street_unit_read(words, second.end);
  if (kind.kind != STREET_UNIT_KIND || kind.lower)
    return index;
  g_autofree char *adjective = place_words_between(words, index, index);
  g_autofree char *way = place_words_between(words, second.end, kind.end - 1);
  g_autofree char *name = g_strconcat(adjective, " ", way, NULL);
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT,
                      .text = {index, first.end},
                      .street_name = name,
                      .confidence = SURE_SHORTENED};
  place_scan_add_spelled(scan, &draft);
  return first.end;
}

size_t
place_shortened_read(PlaceScan *scan, size_t index)
{
  size_t end = read_stem(scan, index);
  return end > index ? end : read_adjective(scan, index);
}

/* Only words that join two streets, and what says that they cross. */
static bool
is_joint(const PlaceWords *words, PlaceSpan gap, bool *out_corner)
{
  static const char *const joints[] = {
      "an",       "auf", "der", "die", "ecke", "einmuendung", "in",
      "kreuzung", "mit", "u",   "und", "zu",   "zur"};
  if (gap.end - gap.first > CROSSING_GAP_MAX)
    return false;
  for (size_t i = gap.first; i < gap.end; i++) {
    const PlaceWord *word = place_word(words, i);
    bool mark = word->kind == PLACE_WORD_MARK && word->mark != 0 &&
                strchr("/,.-&", word->mark) != NULL;
    if (!mark && !PLACE_WORD_IN(words, i, joints))
      return false;
    *out_corner = *out_corner || word->mark == '/' ||
                  PLACE_WORD_IN(words, i, corner_words);
  }
  return gap.end > gap.first;
}

/* The word that says so may stand in front: "Kreuzung der A und B". */
static size_t
corner_before(const PlaceWords *words, size_t index, bool *out_corner)
{
  size_t at = index;
  for (unsigned i = 0; i < 2 && at > 0; i++) {
    at--;
    if (!PLACE_WORD_IN(words, at, corner_words))
      continue;
    *out_corner = true;
    return at;
  }
  return index;
}

static bool
is_street(const Place *place)
{
  return place->source == PLACE_SOURCE_TEXT && place->street != NULL &&
         place->number == NULL;
}

/* Both get the whole as their text. */
static void
join(PlaceScan *scan, size_t index, size_t other)
{
  PlaceSpan *a = &g_array_index(scan->spans, PlaceSpan, index);
  PlaceSpan *b = &g_array_index(scan->spans, PlaceSpan, other);
  bool corner = false;
  if (!is_joint(scan->words, (PlaceSpan){a->end, b->first}, &corner))
    return;
  size_t first = corner_before(scan->words, a->first, &corner);
  if (!corner)
    return;
  PlaceSpan all = {first, b->end};
  for (unsigned i = 0; i < 2; i++) {
    Place *place = scan->places->pdata[scan->begin + (i == 0 ? index : other)];
    g_free(place->text);
    place->text = place_words_between(scan->words, all.first, all.end - 1);
    place->offset = place_word(scan->words, all.first)->at;
    place->confidence = MAX(place->confidence, SURE_CROSSING);
  }
  *a = *b = all;
}

void
place_scan_join_crossings(PlaceScan *scan)
{
  for (guint i = 0; i + 1 < scan->spans->len; i++)
    if (is_street(scan->places->pdata[scan->begin + i]) &&
        is_street(scan->places->pdata[scan->begin + i + 1]))
      join(scan, i, i + 1);
}

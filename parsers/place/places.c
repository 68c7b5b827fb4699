/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of the readers, and what becomes of their candidates.
 */
#include "parsers/place/places.h"

#include <string.h>

#include "parsers/place/place_link.h"
#include "parsers/place/place_private.h"
#include "parsers/place/place_street_name.h"

/* The first that takes something wins. */
static size_t (*const readers[])(PlaceScan *, size_t) = {
    [PLACE_SIGN_LINK] = place_link_read,
    [PLACE_SIGN_FIGURE] = place_coordinates_read,
    [PLACE_SIGN_ASSET] = place_asset_read,
    [PLACE_SIGN_NAMED] = place_named_read,
    [PLACE_SIGN_ROAD] = place_road_read,
    [PLACE_SIGN_SHORTENED] = place_shortened_read,
    [PLACE_SIGN_PHRASE] = place_phrase_read,
    [PLACE_SIGN_STREET] = place_street_read,
    [PLACE_SIGN_LANDMARK] = place_landmark_read,
};

static size_t
read_at(PlaceScan *scan, size_t index)
{
  unsigned may = place_word(scan->words, index)->may;
  for (; may != 0; may &= may - 1) {
    size_t end = readers[__builtin_ctz(may)](scan, index);
    if (end > index)
      return end;
  }
  return index + 1;
}

/* Words within a link: "…/place/Gartenstr.+12". */
static void
read_nested(const PlaceScan *scan, const PlaceLink *link, PlaceDraft *draft,
            GPtrArray *found)
{
  if (link->words == NULL)
    return;
  places_find(link->words, scan->gazetteer, found);
  const Place *best = NULL;
  for (guint i = 0; i < found->len; i++) {
    const Place *place = found->pdata[i];
    if (place->street != NULL &&
        (best == NULL || place->confidence > best->confidence))
      best = place;
  }
  if (best == NULL)
    return;
  draft->street_name = best->street;
  draft->number_name = best->number;
  if (draft->has_point || !best->has_point)
    return;
  draft->has_point = true;
  draft->latitude = best->latitude;
  draft->longitude = best->longitude;
}

size_t
place_link_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  const PlaceWord *word = place_word(words, index);
  size_t size =
      place_link_size(words->text + word->start, words->size - word->start);
  if (size == 0)
    return index;
  size_t end = index;
  while (end < place_words_count(words) &&
         place_word(words, end)->start < word->start + size)
    end++;
  PlaceLink link;
  if (!place_link_parse(words->text + word->start, size, &link))
    return end;
  g_autofree char *looked_for = link.words;
  g_autoptr(GPtrArray) found =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  PlaceDraft draft = {.source = PLACE_SOURCE_LINK,
                      .text = {index, end},
                      .has_point = link.has_point,
                      .latitude = link.point.latitude,
                      .longitude = link.point.longitude,
                      .confidence = link.confidence};
  read_nested(scan, &link, &draft, found);
  place_scan_add(scan, &draft);
  return end;
}

/* A text's beginning, without half a character. */
static size_t
readable_size(const char *text)
{
  size_t size = strnlen(text, PLACES_TEXT_MAX);
  while (size > 0 && ((uint8_t)text[size] & 0xC0) == 0x80)
    size--;
  return size;
}

/* Does the text name lines of trains: "S3", "U 2", "RB 12"? */
static bool
names_lines(const PlaceWords *words)
{
  static const char *const letters[] = {"ic", "ice", "rb", "re", "s", "u"};
  for (size_t i = 0; i + 1 < place_words_count(words); i++) {
    const PlaceWord *digits = place_word(words, i + 1);
    if (digits->kind == PLACE_WORD_DIGITS && !digits->line &&
        digits->end - digits->start <= 2 && place_word(words, i)->upper &&
        PLACE_WORD_IN(words, i, letters))
      return true;
  }
  return false;
}

void
places_find(const char *text, const Gazetteer *gazetteer, GPtrArray *places)
{
  g_autoptr(PlaceWords) words = place_words_new();
  place_words_read(words, text, readable_size(text));
  PlaceScan scan = {.words = words,
                    .gazetteer = gazetteer,
                    .places = places,
                    .begin = places->len};
  scan.spans = g_array_new(FALSE, FALSE, sizeof(PlaceSpan));
  place_words_mark(words, gazetteer != NULL);
  scan.rails = names_lines(words);
  for (size_t i = 0; i < place_words_count(words);)
    i = read_at(&scan, i);
  place_scan_join_crossings(&scan);
  g_array_unref(scan.spans);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of the readers, and what becomes of their candidates.
 */
#include "parsers/places.h"

#include <string.h>

#include "parsers/place_private.h"

/* Readers of words, the first that takes something wins. */
static size_t (*const word_readers[])(PlaceScan *, size_t) = {
    place_road_read,
    place_phrase_read,
    place_street_read,
};

static size_t
read_at(PlaceScan *scan, size_t index)
{
  for (size_t i = 0; i < G_N_ELEMENTS(word_readers); i++) {
    size_t end = word_readers[i](scan, index);
    if (end > index)
      return end;
  }
  return index + 1;
}

/* A text's beginning, without half a character. */
static size_t
readable_size(const char *text)
{
  size_t size = strnlen(text, PLACES_TEXT_MAX);
  const char *end = text + size;
  (void)g_utf8_validate(text, (gssize)size, &end);
  return (size_t)(end - text);
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
  PlaceScan scan = {.words = words, .gazetteer = gazetteer, .places = places};
  scan.rails = names_lines(words);
  for (size_t i = 0; i < place_words_count(words);)
    i = place_word(words, i)->taken ? i + 1 : read_at(&scan, i);
}

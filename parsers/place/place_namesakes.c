/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of several places of one name a text means, and between which names a
 * misspelt one stands.
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/place_distance.h"
#include "parsers/place/places.h"

#define SEVERAL_FACTOR 0.6 /* each of two streets of one name */
#define SURE_TIE 0.3 /* each of two or three that it may be misspelt for */

/* Rows of one name that are further apart than a street is long, at most. */
enum { SEVERAL_MAX = 4, NAMESAKES_MAX = 32, HOUSE_DIGITS = 4 };
/* Before and behind a street in which its quarter may be named. */
enum { QUARTER_WORDS = 30 };

/* Is row `at` beside one of the first `count` of `rows`? */
static bool
is_near_one(const PlaceScan *scan, const unsigned *rows, unsigned count,
            unsigned at)
{
  GazetteerPlace place = gazetteer_place(scan->gazetteer, at);
  for (unsigned i = 0; i < count; i++) {
    GazetteerPlace other = gazetteer_place(scan->gazetteer, rows[i]);
    if (place_distance_m(place.latitude, place.longitude, other.latitude,
                         other.longitude) <= PLACES_APART_M)
      return true;
  }
  return false;
}

/* Do words from `first` on say what `wanted` does? */
static bool
says(const PlaceWords *words, size_t first, const GazetteerSpelling *wanted)
{
  GazetteerSpelling found;
  gazetteer_spell_begin(&found);
  for (size_t i = first;
       found.key_size < wanted->key_size && i < place_words_count(words); i++)
    if (!gazetteer_spell_word(&found, words, i))
      return false;
  return found.key_size == wanted->key_size &&
         strcmp(found.key, wanted->key) == 0;
}

/* Is a quarter named near the street: "Bergstraße 3 in Süd"? */
static bool
names_quarter(const PlaceScan *scan, const PlaceDraft *draft,
              const char *quarter)
{
  GazetteerSpelling wanted;
  g_autoptr(PlaceWords) words = place_words_new();
  place_words_read(words, quarter, strlen(quarter));
  if (place_words_count(words) == 0)
    return false;
  gazetteer_spell(words, 0, place_words_count(words) - 1, &wanted);
  size_t at = draft->text.first;
  size_t end = MIN(at + QUARTER_WORDS, place_words_count(scan->words));
  for (size_t i = at - MIN(at, QUARTER_WORDS); i < end; i++)
    if (wanted.key_size > 0 &&
        place_word(scan->words, i)->kind != PLACE_WORD_MARK &&
        says(scan->words, i, &wanted))
      return true;
  return false;
}

/* The house's number that the draft has; 0: none. */
static unsigned
number_of(const PlaceScan *scan, const PlaceDraft *draft)
{
  for (size_t i = draft->number.first; i < draft->number.end; i++)
    if (place_word_is_digits(scan->words, i) &&
        place_word(scan->words, i)->folded_size <= HOUSE_DIGITS)
      return (unsigned)g_ascii_strtoull(
          place_word_folded(scan->words, place_word(scan->words, i)), NULL, 10);
  return 0;
}

/* Of `rows` those of a quarter that the text names; all of them, where it names
 * none. */
static unsigned
keep_named(const PlaceScan *scan, const PlaceDraft *draft, unsigned *rows,
           unsigned count)
{
  unsigned kept = 0;
  for (unsigned i = 0; count > 1 && i < count; i++) {
    const char *quarter = gazetteer_place(scan->gazetteer, rows[i]).quarter;
    if (*quarter != '\0' && names_quarter(scan, draft, quarter))
      rows[kept++] = rows[i];
  }
  return kept > 0 ? kept : count;
}

/* The rows of a name that have such a house; of number 0 the whole streets. */
static unsigned
find_rows(const PlaceScan *scan, const GazetteerHits *hits, unsigned number,
          unsigned rows[NAMESAKES_MAX])
{
  unsigned count = 0, end = hits->first + MIN(hits->count, NAMESAKES_MAX);
  for (unsigned i = hits->first; i < end; i++) {
    const char *numbers = gazetteer_place(scan->gazetteer, i).numbers;
    if (number > 0 ? gazetteer_has_number(numbers, number) : *numbers == '\0')
      rows[count++] = i;
  }
  return count;
}

/* Which of several places of a name are meant: those that have such a house,
 * else the whole streets; of a quarter that the text names; of some that lie
 * side by side the first. */
static unsigned
choose_rows(const PlaceScan *scan, const PlaceDraft *draft,
            const GazetteerHits *hits, unsigned rows[NAMESAKES_MAX])
{
  unsigned number = hits->count > 1 ? number_of(scan, draft) : 0, kept = 0;
  unsigned count = number == 0 ? 0 : find_rows(scan, hits, number, rows);
  if (count == 0)
    count = find_rows(scan, hits, 0, rows);
  count = keep_named(scan, draft, rows, count);
  for (unsigned i = 0; i < count && kept < SEVERAL_MAX; i++)
    if (!is_near_one(scan, rows, kept, rows[i]))
      rows[kept++] = rows[i];
  return kept;
}

/* The same at a street of the list. */
static PlaceDraft
draft_at(const PlaceDraft *draft, const GazetteerPlace *place)
{
  PlaceDraft at = *draft;
  at.street_name = place->name;
  at.has_point = true;
  at.latitude = place->latitude;
  at.longitude = place->longitude;
  return at;
}

void
place_scan_add_hits(PlaceScan *scan, const PlaceDraft *draft,
                    const GazetteerHits *hits)
{
  unsigned rows[NAMESAKES_MAX];
  unsigned count = choose_rows(scan, draft, hits, rows);
  for (unsigned i = 0; i < count; i++) {
    GazetteerPlace place = gazetteer_place(scan->gazetteer, rows[i]);
    PlaceDraft known = draft_at(draft, &place);
    known.quarter = count > 1 && *place.quarter != '\0' ? place.quarter : NULL;
    known.confidence = draft->confidence * (count > 1 ? SEVERAL_FACTOR : 1);
    place_scan_add(scan, &known);
  }
}

/* The ties of the last words, as many as make a name: "Laterne Lndenstr." */
static unsigned
find_ties(const PlaceScan *scan, PlaceSpan street,
          unsigned rows[GAZETTEER_TIES_MAX])
{
  for (size_t i = street.first; i < street.end; i++) {
    GazetteerSpelling spelling;
    if (place_word(scan->words, i)->kind == PLACE_WORD_MARK)
      continue;
    gazetteer_spell(scan->words, i, street.end - 1, &spelling);
    unsigned count = gazetteer_find_ties(scan->gazetteer, &spelling, rows);
    if (count > 0)
      return count;
  }
  return 0;
}

void
place_scan_add_ties(PlaceScan *scan, const PlaceDraft *draft)
{
  unsigned rows[GAZETTEER_TIES_MAX];
  unsigned count = find_ties(scan, draft->street, rows);
  for (unsigned i = 0; i < count; i++) {
    GazetteerPlace place = gazetteer_place(scan->gazetteer, rows[i]);
    PlaceDraft likely = draft_at(draft, &place);
    likely.confidence = SURE_TIE;
    place_scan_add(scan, &likely);
  }
}

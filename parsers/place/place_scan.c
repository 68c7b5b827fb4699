/* SPDX-License-Identifier: Apache-2.0
 *
 * From a span of words to a Place.
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/places.h"

/* A name in the nominative: "des Schillerplatzes" is Schillerplatz. */
static char *
street_of(const PlaceScan *scan, const PlaceDraft *draft)
{
  if (draft->street_name != NULL)
    return g_strdup(draft->street_name);
  if (draft->street.end == draft->street.first)
    return NULL;
  char *street = place_words_between(scan->words, draft->street.first,
                                     draft->street.end - 1);
  street[strlen(street) - draft->cut] = '\0';
  return street;
}

void
place_scan_add(PlaceScan *scan, const PlaceDraft *draft)
{
  if (scan->places->len >= PLACES_MAX)
    return;
  Place *place = place_new();
  place->source = draft->source;
  place->text =
      place_words_between(scan->words, draft->text.first, draft->text.end - 1);
  place->offset = place_word(scan->words, draft->text.first)->at;
  place->street = street_of(scan, draft);
  if (draft->number.end > draft->number.first)
    place->number = place_words_between(scan->words, draft->number.first,
                                        draft->number.end - 1);
  else
    place->number = g_strdup(draft->number_name);
  place->quarter = g_strdup(draft->quarter);
  place->has_point = draft->has_point;
  place->latitude = draft->latitude;
  place->longitude = draft->longitude;
  place->confidence = draft->confidence;
  g_ptr_array_add(scan->places, place);
  g_array_append_val(scan->spans, draft->text);
}

size_t
place_scan_add_point(PlaceScan *scan, size_t first, size_t end,
                     PlaceDraft *draft)
{
  draft->source = PLACE_SOURCE_COORDINATES;
  draft->text = (PlaceSpan){first, end};
  place_scan_add(scan, draft);
  return end;
}

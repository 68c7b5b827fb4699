/* SPDX-License-Identifier: Apache-2.0
 *
 * What the readers of places share: the text as words, and how a candidate is
 * put down.  A reader looks at the words from `index` on and returns the index
 * behind what it took, or `index` when nothing of its kind stands there.
 */
#ifndef BOTE_PARSERS_PLACE_PRIVATE_H
#define BOTE_PARSERS_PLACE_PRIVATE_H

#include "parsers/gazetteer.h"
#include "parsers/place.h"
#include "parsers/place_words.h"

typedef struct PlaceScan {
  PlaceWords *words;
  const Gazetteer *gazetteer; /* NULL: none */
  GPtrArray *places;
  bool rails; /* the text is on trains: it names lines */
} PlaceScan;

/* Words first to end - 1; none when both are the same. */
typedef struct PlaceSpan {
  size_t first, end;
} PlaceSpan;

/* A candidate as a reader sees it. */
typedef struct PlaceDraft {
  PlaceSource source;
  PlaceSpan text;
  PlaceSpan street;        /* within the text, else none */
  const char *street_name; /* instead of that; borrowed; NULL */
  size_t cut;              /* bytes off the street's end: a genitive's */
  PlaceSpan number;
  bool has_point;
  double latitude, longitude;
  double confidence;
} PlaceDraft;

/* Put it down, unless there are PLACES_MAX. */
void place_scan_add(PlaceScan *scan, const PlaceDraft *draft);

/* The number of a house behind a street: "12", "12 a", "12-14", "12/3",
 * ", Höhe Hausnummer 12".  Returns the index behind it and fills `out`, or
 * `index`: what stands there counts minutes, metres or days. */
size_t place_number_read(const PlaceWords *words, size_t index, PlaceSpan *out);

/* Does the number at `index` count something, or is it a part of a date, a
 * time or a decimal? */
bool place_number_counts(const PlaceWords *words, size_t index);

/* A street whose name begins at `index`; with a number its words begin at
 * `first`, with the preposition. */
size_t place_street_read_from(PlaceScan *scan, size_t index, size_t first);

/* The readers. */
size_t place_street_read(PlaceScan *scan, size_t index);
size_t place_phrase_read(PlaceScan *scan, size_t index);
size_t place_road_read(PlaceScan *scan, size_t index);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What the readers of places share: the text as words, and how a candidate is
 * put down.  A reader looks at the words from `index` on and returns the index
 * behind what it took, or `index` when nothing of its kind stands there.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_PRIVATE_H
#define BOTE_PARSERS_PLACE_PLACE_PRIVATE_H

#include "parsers/place/gazetteer.h"
#include "parsers/place/place.h"
#include "parsers/place/place_words.h"

typedef struct PlaceScan {
  PlaceWords *words;
  const Gazetteer *gazetteer; /* NULL: none */
  GPtrArray *places;
  GArray *spans; /* PlaceSpan of each of the places of this text */
  size_t begin;  /* index of its first place */
  bool rails;    /* the text is on trains: it names lines */
} PlaceScan;

/* Words first to end - 1; none when both are the same. */
typedef struct PlaceSpan {
  size_t first, end;
} PlaceSpan;

enum { PLACE_PREPOSITION_MAX = 6 }; /* letters of "hinter" */

/* What may begin at a word, a bit each of PlaceWord.may; in the order in which
 * the readers are asked. */
typedef enum PlaceSign {
  PLACE_SIGN_LINK,
  PLACE_SIGN_FIGURE, /* coordinates */
  PLACE_SIGN_ASSET,
  PLACE_SIGN_NAMED, /* a name of the gazetteer's */
  PLACE_SIGN_ROAD,
  PLACE_SIGN_SHORTENED,
  PLACE_SIGN_PHRASE,
  PLACE_SIGN_STREET,
  PLACE_SIGN_LANDMARK,
} PlaceSign;

/* A candidate as a reader sees it. */
typedef struct PlaceDraft {
  PlaceSource source;
  PlaceSpan text;
  PlaceSpan street;        /* within the text, else none */
  const char *street_name; /* instead of that; borrowed; NULL */
  size_t cut;              /* bytes off the street's end: a genitive's */
  PlaceSpan number;
  const char *number_name; /* as street_name */
  const char *quarter;     /* of the street_name; borrowed; NULL */
  bool has_point;
  double latitude, longitude;
  double confidence;
} PlaceDraft;

/* Note at each word what may begin there, and its ending; before the readers.
 * `named`: there is a gazetteer. */
void place_words_mark(PlaceWords *words, bool named);

/* Put it down, unless there are PLACES_MAX. */
void place_scan_add(PlaceScan *scan, const PlaceDraft *draft);

/* Put the point of the words first to end - 1 down, as the draft has it;
 * returns `end`. */
size_t place_scan_add_point(PlaceScan *scan, size_t first, size_t end,
                            PlaceDraft *draft);

/* Put a street or landmark down by its words: as the gazetteer knows it, else
 * as it stands there. */
void place_scan_add_named(PlaceScan *scan, const PlaceDraft *draft);

/* The same by draft->street_name, which the writer shortened. */
void place_scan_add_spelled(PlaceScan *scan, const PlaceDraft *draft);

/* Put down a candidate for each place of a name: of several those that have
 * such a house, or lie in a quarter that the text names. */
void place_scan_add_hits(PlaceScan *scan, const PlaceDraft *draft,
                         const GazetteerHits *hits);

/* Put down the names between which a misspelt one stands, none of them sure. */
void place_scan_add_ties(PlaceScan *scan, const PlaceDraft *draft);

/* Join streets that cross: "Ecke Haupt-/Ringstraße" becomes the text of both.
 * After all readers. */
void place_scan_join_crossings(PlaceScan *scan);

/* The number of a house behind a street: "12", "12 a", "12-14", "12/3",
 * ", Höhe Hausnummer 12".  Returns the index behind it and fills `out`, or
 * `index`: what stands there counts minutes, metres or days. */
size_t place_number_read(const PlaceWords *words, size_t index, PlaceSpan *out);
/* The number in front of a street at `index`: "Hausnummer 33 in der". */
bool place_number_before(const PlaceWords *words, size_t index, PlaceSpan *out);

/* Does the number at `index` count something, or is it a part of a date, a
 * time or a decimal? */
bool place_number_counts(const PlaceWords *words, size_t index);

/* A street whose name begins at `index`; with a number its words begin at
 * `first`, with the preposition. */
size_t place_street_read_from(PlaceScan *scan, size_t index, size_t first);

/* Is the point where our towns are?  Two numbers are then coordinates. */
bool place_is_europe(double latitude, double longitude);

/* The readers. */
size_t place_link_read(PlaceScan *scan, size_t index);
size_t place_coordinates_read(PlaceScan *scan, size_t index);
size_t place_named_read(PlaceScan *scan, size_t index);
size_t place_shortened_read(PlaceScan *scan, size_t index);
size_t place_grid_read(PlaceScan *scan, size_t index);
size_t place_asset_read(PlaceScan *scan, size_t index);
size_t place_landmark_read(PlaceScan *scan, size_t index);
size_t place_street_read(PlaceScan *scan, size_t index);
size_t place_phrase_read(PlaceScan *scan, size_t index);
size_t place_road_read(PlaceScan *scan, size_t index);

#endif

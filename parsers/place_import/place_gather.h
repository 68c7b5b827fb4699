/* SPDX-License-Identifier: Apache-2.0
 *
 * From rows of streets, pieces of streets and addresses to a town's streets,
 * one point each.  Streets of one name in two quarters stay apart; a street
 * through two quarters stays one where its houses say so.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_GATHER_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_GATHER_H

#include "parsers/geo/districts.h"
#include "parsers/place_import/place_columns.h"
#include "parsers/geo/geo_table.h"

/* Where a town ends, for a point: borders are drawn along the middle of
 * streets, and simplified. */
#define PLACE_OUTSIDE_M 100.0

/* One file, ready to be gathered. */
typedef struct PlaceList {
  const char *file; /* for notes; borrowed */
  const GeoTable *table;
  PlaceColumns columns;
  GeoHints hints;
  bool is_csv; /* rows are lines, else features */
} PlaceList;

typedef struct PlaceStreet {
  char *name;
  char *quarter;    /* ""; none is known */
  PlacePoint point; /* one of its own rows: the nearest to their middle */
  char *numbers;    /* "1-45 2-60": a part with these houses; "": a street */
  unsigned houses, piece; /* piece: of those of its name; while they are made */
  bool is_double;         /* another one has its name */
} PlaceStreet;

/* What was gathered, and what was not. */
typedef struct PlaceFound {
  GPtrArray *streets; /* PlaceStreet *, by name, then quarter */
  GPtrArray *parts;   /* the same of those whose houses tell where they are */
  GPtrArray *doubles; /* char *: "Bergstraße: Nord, Süd" */
  GPtrArray *outside; /* char *: names of the first OUTSIDE_NAMES_MAX */
  size_t rows, houses, joined; /* joined: streets through several quarters */
  size_t without_name, without_point, outside_rows;
} PlaceFound;

typedef struct PlaceGather PlaceGather;

/* districts  of the town; borrowed until place_gather_free(); NULL: none, and
 *            what is far from all others counts as outside */
PlaceGather *place_gather_new(const Districts *districts);
void place_gather_free(PlaceGather *gather);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceGather, place_gather_free)

/* Take the rows of a file.
 *
 * notes     gets rows that are left out, and what was turned or converted.
 * error     as geo_frame_guess() */
bool place_gather_add(PlaceGather *gather, const PlaceList *list,
                      Problems *notes, GError **error);

/* Make streets of all rows; once.  Owned by the caller, never NULL. */
PlaceFound *place_gather_finish(PlaceGather *gather);
void place_found_free(PlaceFound *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceFound, place_found_free)

/* places.csv of these streets (place/gazetteer.h); owned by the caller. */
GBytes *place_found_write(const PlaceFound *found);

#endif

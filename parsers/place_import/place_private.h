/* SPDX-License-Identifier: Apache-2.0
 *
 * What place_rows.c (from tables), place_gather.c and place_pieces.c share.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_PRIVATE_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_PRIVATE_H

#include "parsers/place_import/place_gather.h"

/* A street, a piece of one, or a house in it. */
typedef struct PlaceRow {
  const char *key; /* the name as the gazetteer folds it; interned */
  const char *name, *number, *quarter; /* interned; "": none */
  PlacePoint point;
  unsigned piece; /* of the streets of its key; place_pieces.c */
} PlaceRow;

/* A part of a street that an earlier import has written. */
typedef struct PlaceBefore {
  const char *key; /* interned */
  PlaceStreet *street;
} PlaceBefore;

struct PlaceGather {
  const Districts *districts;
  GStringChunk *texts;
  GHashTable *keys;   /* const char * name -> const char * key; NULL: none */
  GArray *rows;       /* PlaceRow */
  GHashTable *parted; /* const char * key: of what found->parts has now */
  GPtrArray *before;  /* PlaceBefore *: parts that the town had */
  PlaceFound *found;
};

/* Add the parts of a piece: what of it lies in each district.
 *
 * rows   `count` of one key, their pieces known
 * whole  the street of the piece
 * always  also where it lies in one district: another street has its name */
void place_parts_add(PlaceGather *gather, const PlaceRow *rows, size_t count,
                     const PlaceStreet *whole, bool always);

/* A street that owns copies of its texts. */
PlaceStreet *place_street_new(const char *name, const char *quarter,
                              const char *numbers, PlacePoint point);
void place_street_free(gpointer street);

/* Make streets of rows of one key, and add them.
 *
 * rows  `count` of them; their `piece` is set */
void place_pieces_add(PlaceGather *gather, PlaceRow *rows, size_t count);

#endif

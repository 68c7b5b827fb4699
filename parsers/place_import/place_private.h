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

struct PlaceGather {
  const Districts *districts;
  GStringChunk *texts;
  GHashTable *keys; /* const char * name -> const char * key; NULL: none */
  GArray *rows;     /* PlaceRow */
  PlaceFound *found;
};

/* Make streets of rows of one key, and add them.
 *
 * rows  `count` of them; their `piece` is set */
void place_pieces_add(PlaceGather *gather, PlaceRow *rows, size_t count);

#endif

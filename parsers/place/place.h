/* SPDX-License-Identifier: Apache-2.0
 *
 * The vocabulary shared by all folders: a place that a message may be about.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_H
#define BOTE_PARSERS_PLACE_PLACE_H

#include <glib.h>
#include <limits.h>
#include <stdbool.h>

/* Where a place was found. */
typedef enum PlaceSource {
  PLACE_SOURCE_PHOTO,       /* the position of a photo */
  PLACE_SOURCE_TEXT,        /* a street, a crossing, a landmark in words */
  PLACE_SOURCE_LINK,        /* a link to a map, a geo: URI (RFC 5870) */
  PLACE_SOURCE_COORDINATES, /* numbers in the text, a plus code */
} PlaceSource;

const char *place_source_to_string(PlaceSource source);
/* Returns false and leaves `out_source` untouched for an unknown name. */
bool place_source_from_string(const char *name, PlaceSource *out_source);

#define PLACE_OUTSIDE UINT_MAX

/* One candidate for the place that a message is about. */
typedef struct Place {
  PlaceSource source;
  char *text;      /* as written; NULL for a photo */
  unsigned offset; /* characters of Message.text in front of it, or
                      PLACE_OUTSIDE: subject, forwarded text, photo */
  char *street;    /* as the gazetteer spells it, else as written; NULL */
  char *number;    /* of the house, or of an asset; NULL */
  char *quarter;   /* tells it from other streets of its name; NULL */
  bool has_point;  /* the two below are set */
  double latitude, longitude; /* WGS 84, degrees */
  double confidence;          /* 0 to 1: how often such a candidate is right */
} Place;

Place *place_new(void);
void place_free(Place *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Place, place_free)

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * GeoJSON (RFC 7946) as offices and their programs write it: also with a crs
 * member (GeoJSON 2008), rings that are not closed and axes the wrong way
 * round.  Polygons are districts, points and lines are streets and addresses.
 * Where the numbers lie is for geo_frame.h.
 */
#ifndef BOTE_PARSERS_GEO_GEOJSON_H
#define BOTE_PARSERS_GEO_GEOJSON_H

#include <jansson.h>

#include "parsers/config/problems.h"
#include "parsers/geo/geo_area.h"
#include "parsers/geo/geo_table.h"

/* A feature with polygons. */
typedef struct GeoFeature {
  unsigned number;    /* in the file, from 1 */
  GeoArea *area;      /* named by geojson_name() */
  json_t *properties; /* an object, or NULL */
} GeoFeature;

typedef struct GeoJson {
  const char *file;    /* for problems; borrowed */
  int epsg;            /* of the crs member; 0: it has none that we know */
  GPtrArray *features; /* GeoFeature *: those with polygons */
  GeoTable *table;     /* of the others, a row for each point; of a line its
                          ends and its middle */
} GeoJson;

void geojson_free(GeoJson *geojson);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GeoJson, geojson_free)

/* Read a file.
 *
 * bytes     UTF-8, borrowed.
 * file      its name for people; kept as a pointer.
 * problems  gets what cannot be used, with the number of the feature and what
 *           to do.
 * notes     gets what was mended; may be NULL.
 * Returns what could be read, owned by the caller; NULL: no GeoJSON, and a
 * problem says so. */
GeoJson *geojson_read(GBytes *bytes, const char *file, Problems *problems,
                      Problems *notes);

/* Name the areas by a property, and join those of one name.
 *
 * property  NULL: one that usually holds the name is looked for.
 * Returns the property, owned by the caller; NULL where there is none, and a
 * problem says what there is.  Features without a name are problems. */
char *geojson_name(GeoJson *geojson, const char *property, Problems *problems,
                   Problems *notes);

/* Find the frame of all areas, and move them to degrees: x east, y north.  Adds
 * a problem where that cannot be done; says in `notes` what was turned or
 * converted. */
void geojson_place(GeoJson *geojson, GeoHints hints, Problems *problems,
                   Problems *notes);

/* Add a sentence about a feature, 0: the file. */
void geojson_tell(const GeoJson *geojson, Problems *to, unsigned feature,
                  const char *sentence);

#endif

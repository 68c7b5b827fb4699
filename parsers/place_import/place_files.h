/* SPDX-License-Identifier: Apache-2.0
 *
 * The formats of a town's places besides GeoJSON (geo/geojson.h): tables as
 * spreadsheets save them, and extracts of OpenStreetMap.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_FILES_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_FILES_H

#include "parsers/config/problems.h"
#include "parsers/geo/geo_area.h"
#include "parsers/geo/geo_table.h"

typedef enum PlaceFormat {
  PLACE_FORMAT_CSV,
  PLACE_FORMAT_GEOJSON,
  PLACE_FORMAT_OSM,
  PLACE_FORMAT_OTHER, /* not read: see the reason */
} PlaceFormat;

/* What a file is, by its first bytes.
 *
 * out_why  for PLACE_FORMAT_OTHER: what it is, why it is not read, and how to
 *          make something of it that is; a constant. */
PlaceFormat place_format_of(GBytes *bytes, const char **out_why);

/* Read a table: comma, semicolon or tab; UTF-8, with or without byte order
 * mark, UTF-16 with one, else Windows-1252.  Where the first line holds data,
 * the columns are called "1", "2", …  Owned by the caller. */
GeoTable *place_csv_read(GBytes *bytes);

/* An extract of OpenStreetMap. */
typedef struct PlaceOsm {
  GeoTable *table;
  GPtrArray *areas; /* GeoArea *: districts, named, in degrees */
} PlaceOsm;

void place_osm_free(PlaceOsm *osm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceOsm, place_osm_free)

/* Read an extract of OpenStreetMap (.osm, XML): streets and squares with their
 * names, addresses, and what else people name: parks, stations, cemeteries; and
 * the borders of districts, else of the town.
 *
 * file    its name for notes.
 * ags     of the town, which tells its districts from its neighbours'; or NULL.
 * notes   gets borders that the extract cuts off.
 * error   PARSE_ERROR_SYNTAX: no XML to its end; PARSE_ERROR_LIMIT: more than
 *         OSM_NODES_MAX points.
 * Owned by the caller. */
PlaceOsm *place_osm_read(GBytes *bytes, const char *file, const char *ags,
                         Problems *notes, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Borders in OpenStreetMap: place_osm.c brings ways and relations as they come,
 * place_osm_borders.c makes areas of them in the end.
 */
#ifndef BOTE_PARSERS_PLACE_IMPORT_PLACE_OSM_PRIVATE_H
#define BOTE_PARSERS_PLACE_IMPORT_PLACE_OSM_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "parsers/config/problems.h"
#include "parsers/geo/geo_area.h"

/* A relation with a border: a municipality or a part of one. */
typedef struct OsmBorder {
  char *name, *ags;      /* ags: de:amtlicher_gemeindeschluessel; NULL: none */
  int level;             /* admin_level: 6 to 11 */
  GArray *outer, *inner; /* int64_t: ways */
} OsmBorder;

OsmBorder *osm_border_new(void);
void osm_border_free(OsmBorder *border);

typedef struct OsmBorders OsmBorders;

OsmBorders *osm_borders_new(void);
void osm_borders_free(OsmBorders *borders);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OsmBorders, osm_borders_free)

/* Keep the nodes of a way, of which a border may be made.
 * refs  int64_t */
void osm_borders_add_way(OsmBorders *borders, int64_t id, const GArray *refs);

/* Takes the border. */
void osm_borders_take(OsmBorders *borders, OsmBorder *border);

/* Where a node is; false: the extract does not have it. */
typedef bool (*OsmNodeFinder)(void *user, int64_t id, PlacePoint *out);

/* What a file is called, and which town is looked for. */
typedef struct OsmTown {
  const char *file; /* for notes */
  const char *ags;  /* Amtlicher Gemeindeschlüssel; NULL: not known */
} OsmTown;

/* The town's districts: the finest level of which there are two; of a town that
 * has none its own border.  Those of its neighbours are left out where `ags`
 * tells which border is the town's.
 *
 * notes   gets borders that the extract cuts off.
 * Returns GeoArea * in degrees, named, owned by the caller; maybe none. */
GPtrArray *osm_borders_finish(OsmBorders *borders, const OsmTown *town,
                              OsmNodeFinder find, void *user, Problems *notes);

#endif

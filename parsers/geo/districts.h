/* SPDX-License-Identifier: Apache-2.0
 *
 * A town's districts (districts.geojson): in which of them a point lies.
 */
#ifndef BOTE_PARSERS_GEO_DISTRICTS_H
#define BOTE_PARSERS_GEO_DISTRICTS_H

#include "parsers/config/problems.h"
#include "parsers/geo/geo_area.h"

#define DISTRICTS_FILE "districts.geojson"

typedef struct Districts Districts;

/* Read districts.geojson: polygons with a property 'name', in WGS 84 or, where
 * the file says its zone, in UTM.
 *
 * file      for problems.
 * problems  gets what is wrong; may be NULL.
 * Returns what could be read, owned by the caller, never NULL. */
Districts *districts_new(GBytes *bytes, const char *file, Problems *problems);

/* Of areas in degrees, x east; takes each GeoArea * of the list, empties it. */
Districts *districts_take(GPtrArray *areas);
void districts_free(Districts *districts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Districts, districts_free)

/* How many there are. */
size_t districts_count(const Districts *districts);
/* The area number `index`, from 0; borrowed. */
const GeoArea *districts_get(const Districts *districts, size_t index);

/* The name of the district in which a point lies, borrowed; NULL: in none.
 * Where districts overlap, the first of the file. */
const char *districts_find(const Districts *districts, PlacePoint point);

/* Is it in any district, or not further than `metres` from one? */
bool districts_near(const Districts *districts, PlacePoint point,
                    double metres);

/* As GeoJSON (RFC 7946), with the property 'name'; owned by the caller. */
GBytes *districts_write(const Districts *districts);

#endif

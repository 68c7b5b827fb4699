/* SPDX-License-Identifier: Apache-2.0
 *
 * An area of the map: polygons with holes, and whether a point lies in it.
 */
#ifndef BOTE_PARSERS_GEO_GEO_AREA_H
#define BOTE_PARSERS_GEO_GEO_AREA_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/geo/geo_frame.h"

/* Plain data.  A polygon is a list of rings, the outer one first, then its
 * holes; a ring is a GArray of GeoXy, the last point joined to the first, which
 * is not repeated. */
typedef struct GeoArea {
  char *name;          /* may be NULL while it is read */
  GPtrArray *polygons; /* GPtrArray * of GArray * */
  GeoXy low, high;     /* the box around all; geo_area_measure() */
} GeoArea;

GeoArea *geo_area_new(const char *name);
void geo_area_free(GeoArea *area);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GeoArea, geo_area_free)

/* A new polygon of the area, borrowed from it, to which rings are added. */
GPtrArray *geo_area_add_polygon(GeoArea *area);
/* A new ring of a polygon, borrowed from it. */
GArray *geo_polygon_add_ring(GPtrArray *polygon);

/* Find the box, after the last point; the three below rely on it. */
void geo_area_measure(GeoArea *area);

/* Does a point lie in the area: in one of its polygons, in none of the holes?
 * Of areas that share a border each point of it lies in one, never in two. */
bool geo_area_contains(const GeoArea *area, GeoXy point);

/* The same for degrees, or is it no further from a border than `metres`?
 * Borders are drawn along the middle of streets, and simplified. */
bool geo_area_is_near(const GeoArea *area, PlacePoint point, double metres);

#endif

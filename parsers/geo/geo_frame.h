/* SPDX-License-Identifier: Apache-2.0
 *
 * In which coordinates a surveyor's file is written: degrees or metres, which
 * axis first, which zone.  Files say so wrongly or not at all, but no two kinds
 * look alike in Central Europe, so that the numbers themselves decide.
 */
#ifndef BOTE_PARSERS_GEO_GEO_FRAME_H
#define BOTE_PARSERS_GEO_GEO_FRAME_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/place/place_code.h"

/* Two numbers as a file has them, in its order: x first. */
typedef struct GeoXy {
  double x, y;
} GeoXy;

/* What is known without the numbers; 0: nothing. */
typedef struct GeoHints {
  int epsg; /* what the file says of itself (geo_epsg_of_text()) */
  int zone; /* of UTM, where the file does not say (geo_zone_of_state()) */
} GeoHints;

typedef struct GeoFrame {
  int zone;          /* of UTM, 32 or 33; 0: degrees */
  bool swapped;      /* latitude or northing comes first */
  bool zone_is_ours; /* neither file nor numbers said it: GeoHints.zone */
} GeoFrame;

/* Find the frame of a file by what most of its numbers can be.
 *
 * points  GeoXy
 * error   PARSE_ERROR_UNSUPPORTED: Gauß-Krüger, web map metres, or nothing in
 *         Central Europe; PARSE_ERROR_SYNTAX: UTM of an unknown zone.  The
 *         message says what to do.
 * An empty file is taken for degrees. */
bool geo_frame_guess(const GArray *points, GeoHints hints, GeoFrame *out,
                     GError **error);

/* The point of two numbers; false: they do not fit the frame. */
bool geo_frame_place(const GeoFrame *frame, GeoXy xy, PlacePoint *out);

/* The zone in which the surveyors of a German state write, by the first two
 * digits of an Amtlicher Gemeindeschlüssel; 0: no such state. */
int geo_zone_of_state(const char *ags);

/* "EPSG:25832", "urn:ogc:def:crs:EPSG::25832", "urn:ogc:def:crs:OGC:1.3:CRS84"
 * (4326); 0: another text, or NULL. */
int geo_epsg_of_text(const char *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Open Location Codes ("plus codes", "9F6CX4RX+4P"), the codes of short links
 * to OpenStreetMap and UTM coordinates: from letters and digits to degrees.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_CODE_H
#define BOTE_PARSERS_PLACE_PLACE_CODE_H

#include <stdbool.h>
#include <stddef.h>

enum {
  PLACE_CODE_FULL = 8, /* digits before the plus */
  PLACE_CODE_MAX = 16, /* characters */
};

/* A point in degrees, WGS 84. */
typedef struct PlacePoint {
  double latitude, longitude;
} PlacePoint;

/* How many digits stand before the plus of a code in capitals: 8 for a full
 * one, 4 or 6 for a short one; 0: no code.
 *
 * text  `size` bytes, the whole code. */
size_t place_code_digits(const char *text, size_t size);

/* The middle of a code that place_code_digits() knows.
 *
 * near  what a short code is near to; ignored for a full one. */
PlacePoint place_code_decode(const char *text, size_t size, PlacePoint near);

/* The point of "0EEQjEEb" as in https://osm.org/go/0EEQjEEb; false: no such
 * code, or one of half a country.
 *
 * text  `size` bytes, the whole code. */
bool place_short_to_point(const char *text, size_t size, PlacePoint *out);

/* From UTM (WGS 84, northern half) to degrees; false: not on the map.
 *
 * zone      1 to 60
 * easting, northing  metres, easting without the zone's number */
bool place_utm_to_point(int zone, double easting, double northing,
                        PlacePoint *out);

#endif

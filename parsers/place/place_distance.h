/* SPDX-License-Identifier: Apache-2.0
 *
 * Distances on the earth.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_DISTANCE_H
#define BOTE_PARSERS_PLACE_PLACE_DISTANCE_H

/* Metres between two points in degrees, on a sphere (haversine): right to half
 * a percent. */
double place_distance_m(double latitude, double longitude,
                        double other_latitude, double other_longitude);

#endif

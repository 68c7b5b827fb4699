/* SPDX-License-Identifier: Apache-2.0
 *
 * The haversine formula, which is exact for small distances, too.
 */
#include "parsers/place/place_distance.h"

#include <math.h>

#define EARTH_RADIUS_M 6371008.8 /* the mean of IUGG */

static double
radians(double degrees)
{
  return degrees * M_PI / 180;
}

double
place_distance_m(double latitude, double longitude, double other_latitude,
                 double other_longitude)
{
  double north = sin(radians(other_latitude - latitude) / 2);
  double east = sin(radians(other_longitude - longitude) / 2);
  double a = north * north + cos(radians(latitude)) *
                                 cos(radians(other_latitude)) * east * east;
  return 2 * EARTH_RADIUS_M * asin(sqrt(fmin(1, a)));
}

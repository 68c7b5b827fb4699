/* SPDX-License-Identifier: Apache-2.0
 *
 * By the specification of the Open Location Code (google/open-location-code),
 * OpenStreetMap's of its short links (wiki: Shortlink) and the series of Krüger
 * for the transverse Mercator projection.
 */
#include "parsers/place/place_code.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

static const char code_digits[] = "23456789CFGHJMPQRVWX";

enum {
  CODE_BASE = 20,
  CODE_PAIRS = 5,     /* of digits, latitude first */
  CODE_GRID_ROWS = 5, /* of the digits behind the pairs */
  CODE_GRID_COLUMNS = 4,
  CODE_BEHIND_MIN = 2, /* digits behind the plus: some 14 metres */
};

static bool
is_code_digit(char c)
{
  return c != '\0' && strchr(code_digits, c) != NULL;
}

size_t
place_code_digits(const char *text, size_t size)
{
  const char *plus = memchr(text, '+', size);
  if (plus == NULL || size > PLACE_CODE_MAX)
    return 0;
  size_t before = (size_t)(plus - text), behind = size - before - 1;
  if ((before != PLACE_CODE_FULL && before != 4 && before != 6) ||
      behind < CODE_BEHIND_MIN)
    return 0;
  for (size_t i = 0; i < size; i++)
    if (i != before && !is_code_digit(text[i]))
      return 0;
  /* The first digits of a full code stay below 90 and 180 degrees. */
  if (before == PLACE_CODE_FULL &&
      (strchr(code_digits, text[0]) - code_digits > 8 ||
       strchr(code_digits, text[1]) - code_digits > 17))
    return 0;
  return before;
}

/* Both ends of the digits' range. */
typedef struct Area {
  double south, west, height, width;
} Area;

/* Read digits; the first of them is number `at` of a full code. */
static Area
read_digits(const char *digits, size_t count, size_t at)
{
  Area area = {0, 0, 400, 400}; /* 20 * 20 degrees */
  for (size_t i = 0; i < at; i += 2)
    area.height = area.width = area.width / CODE_BASE;
  for (size_t i = 0; i < count; i++, at++) {
    int value = (int)(strchr(code_digits, digits[i]) - code_digits);
    if (at >= CODE_PAIRS * 2) {
      area.height /= CODE_GRID_ROWS;
      area.width /= CODE_GRID_COLUMNS;
      area.south += value / CODE_GRID_COLUMNS * area.height;
      area.west += value % CODE_GRID_COLUMNS * area.width;
    } else if (at % 2 == 0) {
      area.height /= CODE_BASE;
      area.south += value * area.height;
    } else {
      area.width /= CODE_BASE;
      area.west += value * area.width;
    }
  }
  return area;
}

/* The value that is congruent to `value` and nearest to `near`. */
static double
nearest(double value, double near, double period)
{
  return value + period * round((near - value) / period);
}

PlacePoint
place_code_decode(const char *text, size_t size, PlacePoint near)
{
  char digits[PLACE_CODE_MAX + 1];
  size_t before = place_code_digits(text, size), count = 0;
  g_assert(before > 0);
  for (size_t i = 0; i < size; i++)
    if (text[i] != '+')
      digits[count++] = text[i];
  size_t missing = PLACE_CODE_FULL - before;
  Area area = read_digits(digits, count, missing);
  PlacePoint point = {area.south + area.height / 2, area.west + area.width / 2};
  if (missing == 0)
    return (PlacePoint){point.latitude - 90, point.longitude - 180};
  double period = pow(CODE_BASE, 2.0 - (double)missing / 2.0);
  return (PlacePoint){nearest(point.latitude - 90, near.latitude, period),
                      nearest(point.longitude - 180, near.longitude, period)};
}

bool
place_short_to_point(const char *text, size_t size, PlacePoint *out)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789_~";
  enum { COUNT_MIN = 5, COUNT_MAX = 10 }; /* 0.01 degrees; 30 bits each */
  uint32_t longitude = 0, latitude = 0;   /* parts of the circle, the half */
  unsigned count = 0;
  for (size_t i = 0; i < size; i++) {
    const char *digit = strchr(digits, text[i] == '@' ? '~' : text[i]);
    if (text[i] == '-' || text[i] == '=')
      continue; /* the rest of the zoom */
    if (text[i] == '\0' || digit == NULL || count == COUNT_MAX)
      return false;
    for (int pair = 2; pair >= 0; pair--) {
      unsigned bits = (unsigned)(digit - digits) >> 2 * pair;
      longitude = longitude << 1 | (bits >> 1 & 1);
      latitude = latitude << 1 | (bits & 1);
    }
    count++;
  }
  double whole = ldexp(1, 3 * (int)count);
  *out = (PlacePoint){(latitude + 0.5) / whole * 180 - 90,
                      (longitude + 0.5) / whole * 360 - 180};
  return count >= COUNT_MIN;
}

/* The ellipsoid WGS 84 and the projection's constants. */
#define UTM_SCALE 0.9996
#define UTM_EAST_M 500000.0
#define UTM_RADIUS_M 6367449.14582341 /* of the rectified sphere */
#define UTM_THIRD_FLATTENING 0.00167922038638370

bool
place_utm_to_point(int zone, double easting, double northing, PlacePoint *out)
{
  /* Coefficients of the inverse series, n being the third flattening; with its
   * fourth power the error is below a hundredth of a millimetre. */
  const double n = UTM_THIRD_FLATTENING, n2 = n * n, n3 = n2 * n, n4 = n3 * n;
  const double beta[] = {n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360,
                         n2 / 48 + n3 / 15 - 437 * n4 / 1440,
                         17 * n3 / 480 - 37 * n4 / 840, 4397 * n4 / 161280};
  const double delta[] = {2 * n - 2 * n2 / 3 - 2 * n3 + 116 * n4 / 45,
                          7 * n2 / 3 - 8 * n3 / 5 - 227 * n4 / 45,
                          56 * n3 / 15 - 136 * n4 / 35, 4279 * n4 / 630};
  enum { TERMS = G_N_ELEMENTS(beta) };
  if (zone < 1 || zone > 60 || easting < 100000 || easting > 900000 ||
      northing < 0 || northing > 9400000)
    return false;
  double xi = northing / (UTM_SCALE * UTM_RADIUS_M), eta;
  eta = (easting - UTM_EAST_M) / (UTM_SCALE * UTM_RADIUS_M);
  double xi_sphere = xi, eta_sphere = eta;
  for (int j = 1; j <= TERMS; j++) {
    xi_sphere -= beta[j - 1] * sin(2 * j * xi) * cosh(2 * j * eta);
    eta_sphere -= beta[j - 1] * cos(2 * j * xi) * sinh(2 * j * eta);
  }
  double chi = asin(sin(xi_sphere) / cosh(eta_sphere));
  double latitude = chi;
  for (int j = 1; j <= TERMS; j++)
    latitude += delta[j - 1] * sin(2 * j * chi);
  double from_middle = atan2(sinh(eta_sphere), cos(xi_sphere));
  *out = (PlacePoint){latitude * 180 / M_PI,
                      zone * 6 - 183 + from_middle * 180 / M_PI};
  return true;
}

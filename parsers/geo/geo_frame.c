/* SPDX-License-Identifier: Apache-2.0
 *
 * Kinds of coordinates by the ranges that they have between 44° and 57° north,
 * 3° and 20° east.
 */
#include "parsers/geo/geo_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/parse_error.h"

typedef enum Kind {
  KIND_DEGREES,
  KIND_UTM,       /* metres, the zone is not in the numbers */
  KIND_UTM_ZONED, /* easting with the zone in front: 33310294 */
  KIND_GAUSS,     /* Gauß-Krüger: easting with 2 to 5 in front */
  KIND_WEB,       /* metres of web maps (EPSG:3857) */
  KINDS,
} Kind;

/* In the order in which they are tried; where web maps and UTM overlap, which
 * is in the far south-west, UTM is what offices write. */
static const struct {
  double x_min, x_max, y_min, y_max;
} ranges[KINDS] = {
    [KIND_DEGREES] = {3, 20, 44, 57},
    [KIND_UTM] = {1e5, 9e5, 4.85e6, 6.35e6},
    [KIND_UTM_ZONED] = {31.1e6, 33.9e6, 4.85e6, 6.35e6},
    [KIND_GAUSS] = {2.3e6, 5.8e6, 4.85e6, 6.35e6},
    [KIND_WEB] = {3.3e5, 2.3e6, 5.4e6, 7.8e6},
};

enum { ZONE_WEST = 32, ZONE_EAST = 33 };

static bool
fits(Kind kind, double x, double y)
{
  return x >= ranges[kind].x_min && x <= ranges[kind].x_max &&
         y >= ranges[kind].y_min && y <= ranges[kind].y_max;
}

/* How many points are of each kind, in both orders of the axes. */
typedef struct Counts {
  size_t straight[KINDS], swapped[KINDS];
  size_t zones[2]; /* of zoned eastings */
} Counts;

static void
count_point(Counts *counts, GeoXy xy)
{
  for (int kind = 0; kind < KINDS; kind++) {
    bool straight = fits((Kind)kind, xy.x, xy.y);
    if (!straight && !fits((Kind)kind, xy.y, xy.x))
      continue;
    (straight ? counts->straight : counts->swapped)[kind]++;
    double easting = straight ? xy.x : xy.y;
    if (kind == KIND_UTM_ZONED)
      counts->zones[easting >= ZONE_EAST * 1e6]++;
    return;
  }
}

static Kind
best_kind(const Counts *counts)
{
  Kind best = KIND_DEGREES;
  for (int kind = 0; kind < KINDS; kind++)
    if (counts->straight[kind] + counts->swapped[kind] >
        counts->straight[best] + counts->swapped[best])
      best = (Kind)kind;
  return best;
}

/* ETRS89 and WGS 84 differ by less than a metre; with and without the zone in
 * the easting. */
static int
zone_of_epsg(int epsg)
{
  static const struct {
    int epsg, zone;
  } rows[] = {{25832, ZONE_WEST}, {32632, ZONE_WEST}, {4647, ZONE_WEST},
              {25833, ZONE_EAST}, {32633, ZONE_EAST}, {5650, ZONE_EAST}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].epsg == epsg)
      return rows[i].zone;
  return 0;
}

static bool
set_zone(GeoFrame *frame, const Counts *counts, Kind kind, GeoHints hints,
         GError **error)
{
  frame->zone = zone_of_epsg(hints.epsg);
  if (kind == KIND_UTM_ZONED)
    frame->zone = counts->zones[1] > counts->zones[0] ? ZONE_EAST : ZONE_WEST;
  frame->zone_is_ours = frame->zone == 0;
  if (frame->zone == 0)
    frame->zone = hints.zone;
  if (frame->zone != 0)
    return true;
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
              "UTM coordinates, but the file does not say of which zone – give "
              "--crs EPSG:25832 (6 to 12 degrees east) or EPSG:25833");
  return false;
}

static const char *
refusal(Kind kind, size_t found)
{
  if (found == 0)
    return "the coordinates are neither degrees nor UTM in Central Europe – "
           "check which columns or members they are";
  if (kind == KIND_GAUSS)
    return "these are Gauss-Krueger coordinates, which are not read – ask for "
           "ETRS89/UTM (EPSG:25832, EPSG:25833) or WGS 84, or convert with "
           "ogr2ogr -t_srs EPSG:4326";
  return kind == KIND_WEB
             ? "these are metres of web maps (EPSG:3857), which are not read – "
               "ask for WGS 84, or convert with ogr2ogr -t_srs EPSG:4326"
             : NULL;
}

bool
geo_frame_guess(const GArray *points, GeoHints hints, GeoFrame *out,
                GError **error)
{
  Counts counts = {{0}, {0}, {0}};
  for (guint i = 0; i < points->len; i++)
    count_point(&counts, g_array_index(points, GeoXy, i));
  Kind kind = best_kind(&counts);
  size_t found = counts.straight[kind] + counts.swapped[kind];
  const char *why = points->len == 0 ? NULL : refusal(kind, found);
  if (why != NULL) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED, why);
    return false;
  }
  GeoFrame frame = {.swapped = counts.swapped[kind] > counts.straight[kind]};
  if (kind != KIND_DEGREES && !set_zone(&frame, &counts, kind, hints, error))
    return false;
  *out = frame;
  return true;
}

bool
geo_frame_place(const GeoFrame *frame, GeoXy xy, PlacePoint *out)
{
  double x = frame->swapped ? xy.y : xy.x, y = frame->swapped ? xy.x : xy.y;
  if (frame->zone == 0 && fits(KIND_DEGREES, x, y)) {
    *out = (PlacePoint){y, x};
    return true;
  }
  if (frame->zone == 0)
    return false;
  if (fits(KIND_UTM_ZONED, x, y))
    return place_utm_to_point((int)(x / 1e6), fmod(x, 1e6), y, out);
  return fits(KIND_UTM, x, y) && place_utm_to_point(frame->zone, x, y, out);
}

int
geo_zone_of_state(const char *ags)
{
  /* Berlin, Brandenburg, Mecklenburg-Vorpommern, Saxony */
  static const char *const eastern[] = {"11", "12", "13", "14"};
  if (ags == NULL || strlen(ags) < 2)
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS(eastern); i++)
    if (strncmp(ags, eastern[i], 2) == 0)
      return ZONE_EAST;
  bool exists = strncmp(ags, "01", 2) >= 0 && strncmp(ags, "16", 2) <= 0;
  return exists ? ZONE_WEST : 0;
}

int
geo_epsg_of_text(const char *text)
{
  enum { EPSG_WGS_84 = 4326 };
  if (text == NULL)
    return 0;
  if (g_str_has_suffix(text, "CRS84"))
    return EPSG_WGS_84;
  g_autofree char *upper = g_ascii_strup(text, -1);
  const char *colon = strrchr(upper, ':');
  if (colon == NULL || strstr(upper, "EPSG") == NULL)
    return 0;
  char *end = NULL;
  guint64 number = g_ascii_strtoull(colon + 1, &end, 10);
  return *end == '\0' && number < 100000 ? (int)number : 0;
}

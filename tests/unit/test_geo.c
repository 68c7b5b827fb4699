/* SPDX-License-Identifier: Apache-2.0
 *
 * Coordinates of surveyors, and areas of the map.
 */
#include "parsers/geo/geo_frame.h"

#include <math.h>
#include <string.h>

#include "parsers/geo/geo_area.h"
#include "parsers/parse_error.h"

/* Metres north to south. */
#define METRE (1 / 111195.0)

/* ---------- frames ---------- */

/* Computed by the exact projection with 30 digits (isometric latitude in the
 * complex plane, meridian arc by quadrature), which shares no series with
 * ours. */
static void
test_geo_utm(void)
{
  static const struct {
    int zone;
    double easting, northing, latitude, longitude;
  } rows[] = {
      {32, 589256.7602504, 5235844.133008, 47.27, 10.18},
      {32, 691607.860495, 5334760.3880679, 48.137222, 11.575556},
      {32, 356689.0736872, 5644855.7335542, 50.9375, 6.9603},
      {33, 310293.9395172, 5997693.4147626, 54.0924, 12.0991},
      {33, 391776.1580225, 5820073.1178228, 52.520008, 13.404954},
      {32, 462952.0074071, 6101399.3495765, 55.058, 8.42},
      {33, 411494.3682861, 5656188.09357, 51.0504, 13.7373},
      {33, 502150.0122425, 5538631.1339292, 50.0, 15.03},
      {32, 283433.3828059, 5676633.9238676, 51.2, 5.9},
      {32, 750031.9454386, 6090630.1949929, 54.9, 12.9},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GeoFrame frame = {.zone = rows[i].zone};
    GeoXy xy = {rows[i].easting, rows[i].northing};
    PlacePoint point;
    g_assert_true(geo_frame_place(&frame, xy, &point));
    double north = (point.latitude - rows[i].latitude) / METRE;
    double east = (point.longitude - rows[i].longitude) / METRE *
                  cos(rows[i].latitude * M_PI / 180);
    g_test_message("%g, %g: %.2f mm", rows[i].latitude, rows[i].longitude,
                   1000 * hypot(north, east));
    /* WGS 84 and the ellipsoid of ETRS89 differ by 0.13 mm */
    g_assert_cmpfloat(hypot(north, east), <, 0.0002);
  }
}

static bool
guess_of(GeoXy xy, GeoHints hints, GeoFrame *frame, GError **error)
{
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(GeoXy));
  GeoXy odd = {0, 0}; /* a row without coordinates decides nothing */
  for (int i = 0; i < 5; i++)
    g_array_append_val(points, xy);
  g_array_append_val(points, odd);
  return geo_frame_guess(points, hints, frame, error);
}

static void
test_geo_frames(void)
{
  static const struct {
    GeoXy xy;
    GeoHints hints;
    GeoFrame frame;
  } rows[] = {
      {{12.0991, 54.0924}, {0, 0}, {0, false, false}},
      {{54.0924, 12.0991}, {0, 0}, {0, true, false}},
      {{310294, 5997693}, {25833, 32}, {33, false, false}},
      {{310294, 5997693}, {0, 33}, {33, false, true}},
      {{5997693, 310294}, {0, 33}, {33, true, true}},
      {{33310294, 5997693}, {0, 32}, {33, false, false}},
      {{32356689, 5644855}, {0, 0}, {32, false, false}},
      {{5644855, 32356689}, {0, 0}, {32, true, false}},
      {{356689, 5644855}, {4647, 0}, {32, false, false}},
      /* the numbers are believed, not the file's word */
      {{12.0991, 54.0924}, {25833, 0}, {0, false, false}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    GeoFrame frame;
    g_assert_true(guess_of(rows[i].xy, rows[i].hints, &frame, &error));
    g_assert_no_error(error);
    g_assert_cmpint(frame.zone, ==, rows[i].frame.zone);
    g_assert_true(frame.swapped == rows[i].frame.swapped);
    g_assert_true(frame.zone_is_ours == rows[i].frame.zone_is_ours);
    PlacePoint point;
    g_assert_true(geo_frame_place(&frame, rows[i].xy, &point));
    g_assert_false(geo_frame_place(&frame, (GeoXy){0, 0}, &point));
  }
}

static void
test_geo_frames_refused(void)
{
  static const struct {
    GeoXy xy;
    ParseError code;
    const char *says;
  } rows[] = {
      {{310294, 5997693}, PARSE_ERROR_SYNTAX, "--crs EPSG:25832"},
      {{4506789, 5997693}, PARSE_ERROR_UNSUPPORTED, "Gauss-Krueger"},
      {{1346867, 7189000}, PARSE_ERROR_UNSUPPORTED, "EPSG:3857"},
      {{-74.006, 40.7128}, PARSE_ERROR_UNSUPPORTED, "Central Europe"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    GeoFrame frame;
    g_assert_false(guess_of(rows[i].xy, (GeoHints){0, 0}, &frame, &error));
    g_assert_error(error, PARSE_ERROR, (int)rows[i].code);
    g_assert_nonnull(strstr(error->message, rows[i].says));
  }
}

static void
test_geo_names_of_frames(void)
{
  static const struct {
    const char *text;
    int epsg;
  } rows[] = {
      {"EPSG:25832", 25832},
      {"urn:ogc:def:crs:EPSG::25833", 25833},
      {"epsg:4326", 4326},
      {"urn:ogc:def:crs:OGC:1.3:CRS84", 4326},
      {"EPSG:", 0},
      {"25832", 0},
      {"EPSG:25832x", 0},
      {"", 0},
      {NULL, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpint(geo_epsg_of_text(rows[i].text), ==, rows[i].epsg);
  g_assert_cmpint(geo_zone_of_state("13999001"), ==, 33);
  g_assert_cmpint(geo_zone_of_state("05315000"), ==, 32);
  g_assert_cmpint(geo_zone_of_state("99000000"), ==, 0);
  g_assert_cmpint(geo_zone_of_state(NULL), ==, 0);
}

/* ---------- areas ---------- */

static void
add_ring(GPtrArray *polygon, const GeoXy *points, size_t count)
{
  g_array_append_vals(geo_polygon_add_ring(polygon), points, (guint)count);
}

static void
test_geo_area(void)
{
  /* A square with a square hole, in which an island lies; another apart. */
  static const GeoXy outer[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  static const GeoXy hole[] = {{2, 2}, {8, 2}, {8, 8}, {2, 8}};
  static const GeoXy island[] = {{4, 4}, {6, 4}, {6, 6}, {4, 6}};
  static const GeoXy apart[] = {{20, 0}, {25, 5}, {20, 10}};
  static const struct {
    GeoXy at;
    bool inside;
  } rows[] = {
      {{1, 1}, true},   {{3, 3}, false},   {{5, 5}, true},
      {{9, 5}, true},   {{11, 5}, false},  {{21, 5}, true},
      {{24, 9}, false}, {{-1, 10}, false}, {{15, 0}, false},
      {{5, 0}, true},   {{0, 5}, true},    {{10, 5}, false},
      {{5, 10}, false}, {{24.9, 5}, true}, {{20.1, 9.95}, false},
  };
  g_autoptr(GeoArea) area = geo_area_new("Nord");
  GPtrArray *ring = geo_area_add_polygon(area);
  add_ring(ring, outer, G_N_ELEMENTS(outer));
  add_ring(ring, hole, G_N_ELEMENTS(hole));
  add_ring(geo_area_add_polygon(area), island, G_N_ELEMENTS(island));
  add_ring(geo_area_add_polygon(area), apart, G_N_ELEMENTS(apart));
  geo_area_measure(area);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%g, %g", rows[i].at.x, rows[i].at.y);
    g_assert_true(geo_area_contains(area, rows[i].at) == rows[i].inside);
  }
}

/* Areas that share borders: no point is in none of them, or in two. */
static void
test_geo_borders(void)
{
  enum { SIDE = 4 };
  GeoArea *areas[SIDE][SIDE];
  GeoXy corners[SIDE + 1][SIDE + 1];
  for (int i = 0; i <= SIDE; i++)
    for (int j = 0; j <= SIDE; j++) {
      bool edge = i == 0 || j == 0 || i == SIDE || j == SIDE;
      corners[i][j] = (GeoXy){i + (edge ? 0 : 0.137 * ((i * 7 + j * 3) % 5)),
                              j + (edge ? 0 : 0.113 * ((i * 5 + j) % 4))};
    }
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++) {
      GeoXy ring[] = {corners[i][j], corners[i + 1][j], corners[i + 1][j + 1],
                      corners[i][j + 1]};
      areas[i][j] = geo_area_new(NULL);
      add_ring(geo_area_add_polygon(areas[i][j]), ring, G_N_ELEMENTS(ring));
      geo_area_measure(areas[i][j]);
    }
  for (int step = 0; step < 1600; step++) {
    /* all corners, middles of sides, and points between */
    GeoXy at = {(step % 40) * 0.1, (step / 40) * 0.1};
    if (step < (SIDE - 1) * (SIDE - 1))
      at = corners[1 + step / (SIDE - 1)][1 + step % (SIDE - 1)];
    int found = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
      found += geo_area_contains(areas[i / SIDE][i % SIDE], at);
    g_assert_cmpint(found, ==, 1);
  }
  for (int i = 0; i < SIDE * SIDE; i++)
    geo_area_free(areas[i / SIDE][i % SIDE]);
}

static void
test_geo_near(void)
{
  static const GeoXy square[] = {
      {12, 54}, {12.1, 54}, {12.1, 54.1}, {12, 54.1}};
  double east = METRE / cos(54.05 * M_PI / 180);
  g_autoptr(GeoArea) area = geo_area_new(NULL);
  add_ring(geo_area_add_polygon(area), square, G_N_ELEMENTS(square));
  geo_area_measure(area);
  static const double metres[] = {-50, 0, 50, 99, 101, 5000};
  for (size_t i = 0; i < G_N_ELEMENTS(metres); i++) {
    bool near = metres[i] < 100;
    PlacePoint right = {54.05, 12.1 + metres[i] * east};
    PlacePoint below = {54 - metres[i] * METRE, 12.05};
    g_assert_true(geo_area_is_near(area, right, 100) == near);
    g_assert_true(geo_area_is_near(area, below, 100) == near);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/geo/utm-to-a-millimetre", test_geo_utm);
  g_test_add_func("/geo/frames-by-their-numbers", test_geo_frames);
  g_test_add_func("/geo/frames-that-are-refused", test_geo_frames_refused);
  g_test_add_func("/geo/names-of-frames", test_geo_names_of_frames);
  g_test_add_func("/geo/area-with-holes", test_geo_area);
  g_test_add_func("/geo/borders-belong-to-one", test_geo_borders);
  g_test_add_func("/geo/near-a-border", test_geo_near);
  return g_test_run();
}

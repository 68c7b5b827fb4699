/* SPDX-License-Identifier: Apache-2.0
 *
 * Point in polygon by counting how often a ray to the east meets a border.
 */
#include "parsers/geo/geo_area.h"

#include <math.h>

/* Of a degree of latitude, on a sphere: right to half a percent. */
#define METRES_OF_DEGREE 111195.0

static void
free_ring(gpointer ring)
{
  g_array_unref(ring);
}

static void
free_polygon(gpointer polygon)
{
  g_ptr_array_unref(polygon);
}

GeoArea *
geo_area_new(const char *name)
{
  GeoArea *area = g_new0(GeoArea, 1);
  area->name = g_strdup(name);
  area->polygons = g_ptr_array_new_with_free_func(free_polygon);
  return area;
}

void
geo_area_free(GeoArea *area)
{
  if (area == NULL)
    return;
  g_free(area->name);
  g_ptr_array_unref(area->polygons);
  g_free(area);
}

GPtrArray *
geo_area_add_polygon(GeoArea *area)
{
  GPtrArray *polygon = g_ptr_array_new_with_free_func(free_ring);
  g_ptr_array_add(area->polygons, polygon);
  return polygon;
}

GArray *
geo_polygon_add_ring(GPtrArray *polygon)
{
  GArray *ring = g_array_new(FALSE, FALSE, sizeof(GeoXy));
  g_ptr_array_add(polygon, ring);
  return ring;
}

void
geo_area_measure(GeoArea *area)
{
  area->low = (GeoXy){INFINITY, INFINITY};
  area->high = (GeoXy){-INFINITY, -INFINITY};
  for (guint i = 0; i < area->polygons->len; i++) {
    const GPtrArray *polygon = area->polygons->pdata[i];
    const GArray *outer = polygon->len > 0 ? polygon->pdata[0] : NULL;
    for (guint j = 0; outer != NULL && j < outer->len; j++) {
      GeoXy at = g_array_index(outer, GeoXy, j);
      area->low = (GeoXy){MIN(area->low.x, at.x), MIN(area->low.y, at.y)};
      area->high = (GeoXy){MAX(area->high.x, at.x), MAX(area->high.y, at.y)};
    }
  }
}

/* A ring's side belongs to it where it begins, not where it ends: so a corner
 * is met once, and a border that two areas share lies in one of them. */
static bool
ring_contains(const GArray *ring, GeoXy point)
{
  bool inside = false;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++) {
    GeoXy a = g_array_index(ring, GeoXy, i);
    GeoXy b = g_array_index(ring, GeoXy, j);
    if ((a.y > point.y) == (b.y > point.y))
      continue;
    /* From the lower end, so that both neighbours compute the same number. */
    GeoXy low = a.y < b.y ? a : b, high = a.y < b.y ? b : a;
    double x =
        low.x + (high.x - low.x) * ((point.y - low.y) / (high.y - low.y));
    inside ^= point.x < x;
  }
  return inside;
}

static bool
polygon_contains(const GPtrArray *polygon, GeoXy point)
{
  if (polygon->len == 0 || !ring_contains(polygon->pdata[0], point))
    return false;
  for (guint i = 1; i < polygon->len; i++)
    if (ring_contains(polygon->pdata[i], point))
      return false;
  return true;
}

bool
geo_area_contains(const GeoArea *area, GeoXy point)
{
  if (point.x < area->low.x || point.x > area->high.x ||
      point.y < area->low.y || point.y > area->high.y)
    return false;
  for (guint i = 0; i < area->polygons->len; i++)
    if (polygon_contains(area->polygons->pdata[i], point))
      return true;
  return false;
}

/* Metres from a point, which is 0/0, to the side from a to b. */
static double
distance_to_side(GeoXy a, GeoXy b)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double part = square > 0 ? -(a.x * dx + a.y * dy) / square : 0;
  part = CLAMP(part, 0, 1);
  return hypot(a.x + part * dx, a.y + part * dy);
}

static bool
ring_is_near(const GArray *ring, GeoXy point, GeoXy scale, double metres)
{
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++) {
    GeoXy a = g_array_index(ring, GeoXy, i);
    GeoXy b = g_array_index(ring, GeoXy, j);
    a = (GeoXy){(a.x - point.x) * scale.x, (a.y - point.y) * scale.y};
    b = (GeoXy){(b.x - point.x) * scale.x, (b.y - point.y) * scale.y};
    if (distance_to_side(a, b) <= metres)
      return true;
  }
  return false;
}

bool
geo_area_is_near(const GeoArea *area, PlacePoint point, double metres)
{
  GeoXy at = {point.longitude, point.latitude};
  if (geo_area_contains(area, at))
    return true;
  GeoXy scale = {METRES_OF_DEGREE * cos(at.y * M_PI / 180), METRES_OF_DEGREE};
  double wide = metres / scale.x, high = metres / scale.y;
  if (at.x < area->low.x - wide || at.x > area->high.x + wide ||
      at.y < area->low.y - high || at.y > area->high.y + high)
    return false;
  for (guint i = 0; i < area->polygons->len; i++) {
    const GPtrArray *polygon = area->polygons->pdata[i];
    for (guint j = 0; j < polygon->len; j++)
      if (ring_is_near(polygon->pdata[j], at, scale, metres))
        return true;
  }
  return false;
}

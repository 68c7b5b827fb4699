/* SPDX-License-Identifier: Apache-2.0
 *
 * Districts are few, and most of them are ruled out by their box.
 */
#include "parsers/geo/districts.h"

#include <jansson.h>

#include "parsers/geo/geojson.h"

struct Districts {
  GPtrArray *areas; /* GeoArea * */
};

static void
free_area(gpointer area)
{
  geo_area_free(area);
}

static Districts *
new_empty(void)
{
  Districts *districts = g_new0(Districts, 1);
  districts->areas = g_ptr_array_new_with_free_func(free_area);
  return districts;
}

Districts *
districts_take(GPtrArray *areas)
{
  Districts *districts = new_empty();
  while (areas->len > 0)
    g_ptr_array_add(districts->areas, g_ptr_array_steal_index(areas, 0));
  return districts;
}

Districts *
districts_new(GBytes *bytes, const char *file, Problems *problems)
{
  g_autoptr(Problems) own = problems == NULL ? problems_new() : NULL;
  Problems *all = problems == NULL ? own : problems;
  Districts *districts = new_empty();
  g_autoptr(GeoJson) geojson = geojson_read(bytes, file, all, NULL);
  if (geojson == NULL)
    return districts;
  g_autofree char *property = geojson_name(geojson, NULL, all, NULL);
  geojson_place(geojson, (GeoHints){0, 0}, all, NULL);
  for (guint i = 0; property != NULL && i < geojson->features->len; i++) {
    GeoFeature *feature = geojson->features->pdata[i];
    if (feature->area->name != NULL)
      g_ptr_array_add(districts->areas, g_steal_pointer(&feature->area));
  }
  if (geojson->features->len == 0)
    geojson_tell(geojson, all, 0, "the file holds no district");
  return districts;
}

void
districts_free(Districts *districts)
{
  if (districts == NULL)
    return;
  g_ptr_array_unref(districts->areas);
  g_free(districts);
}

size_t
districts_count(const Districts *districts)
{
  return districts->areas->len;
}

const GeoArea *
districts_get(const Districts *districts, size_t index)
{
  return districts->areas->pdata[index];
}

const char *
districts_find(const Districts *districts, PlacePoint point)
{
  GeoXy at = {point.longitude, point.latitude};
  for (guint i = 0; i < districts->areas->len; i++) {
    const GeoArea *area = districts->areas->pdata[i];
    if (geo_area_contains(area, at))
      return area->name;
  }
  return NULL;
}

bool
districts_near(const Districts *districts, PlacePoint point, double metres)
{
  for (guint i = 0; i < districts->areas->len; i++)
    if (geo_area_is_near(districts->areas->pdata[i], point, metres))
      return true;
  return false;
}

/* ---------- writing ---------- */

/* Twice the area, positive where the ring runs against the clock. */
static double
turn_of(const GArray *ring)
{
  double sum = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++) {
    GeoXy a = g_array_index(ring, GeoXy, j);
    GeoXy b = g_array_index(ring, GeoXy, i);
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

static void
write_position(GString *out, GeoXy at)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
  /* Ten centimetres. */
  g_string_append_printf(out, "[%s,%s]",
                         g_ascii_formatd(x, sizeof x, "%.6f", at.x),
                         g_ascii_formatd(y, sizeof y, "%.6f", at.y));
}

/* Outer rings run against the clock, holes with it (RFC 7946 3.1.6). */
static void
write_ring(GString *out, const GArray *ring, bool outer)
{
  bool backwards = (turn_of(ring) > 0) != outer;
  g_string_append_c(out, '[');
  for (guint i = 0; i <= ring->len; i++) {
    guint at = i % ring->len;
    g_string_append(out, i == 0 ? "" : ",");
    write_position(
        out, g_array_index(ring, GeoXy, backwards ? ring->len - 1 - at : at));
  }
  g_string_append_c(out, ']');
}

static void
write_area(GString *out, const GeoArea *area)
{
  json_auto_t *properties = json_pack("{s:s}", "name", area->name);
  g_autofree char *text = json_dumps(properties, JSON_COMPACT);
  g_string_append_printf(out,
                         "{\"type\":\"Feature\",\"properties\":%s,"
                         "\"geometry\":{\"type\":\"MultiPolygon\","
                         "\"coordinates\":[",
                         text);
  for (guint i = 0; i < area->polygons->len; i++) {
    const GPtrArray *polygon = area->polygons->pdata[i];
    g_string_append(out, i == 0 ? "[" : ",[");
    for (guint j = 0; j < polygon->len; j++) {
      g_string_append(out, j == 0 ? "" : ",");
      write_ring(out, polygon->pdata[j], j == 0);
    }
    g_string_append_c(out, ']');
  }
  g_string_append(out, "]}}");
}

GBytes *
districts_write(const Districts *districts)
{
  GString *out = g_string_new("{\"type\":\"FeatureCollection\",\"features\":[");
  for (guint i = 0; i < districts->areas->len; i++) {
    g_string_append(out, i == 0 ? "\n" : ",\n");
    write_area(out, districts->areas->pdata[i]);
  }
  g_string_append(out, "\n]}\n");
  return g_string_free_to_bytes(out);
}

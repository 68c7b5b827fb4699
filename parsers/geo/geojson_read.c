/* SPDX-License-Identifier: Apache-2.0
 *
 * Features and their geometries.
 */
#include "parsers/geo/geojson.h"

#include <string.h>

#include "parsers/json_path.h"
#include "parsers/parse_error.h"

enum {
  GEOJSON_POINTS_MAX =
      4000000, /* all borders of a large city, in centimetres */
  RING_CORNERS_MIN = 3,
};

typedef struct Reader {
  GeoJson *geojson;
  Problems *problems, *notes;
  unsigned number;     /* of the feature */
  size_t points;       /* of all rings */
  GHashTable *columns; /* const char * -> index + 1 */
  size_t x, y;         /* columns of the table */
} Reader;

static void
free_feature(gpointer data)
{
  GeoFeature *feature = data;
  geo_area_free(feature->area);
  json_decref(feature->properties);
  g_free(feature);
}

void
geojson_free(GeoJson *geojson)
{
  if (geojson == NULL)
    return;
  g_ptr_array_unref(geojson->features);
  geo_table_free(geojson->table);
  g_free(geojson);
}

void
geojson_tell(const GeoJson *geojson, Problems *to, unsigned feature,
             const char *sentence)
{
  FilePosition place = {geojson->file, 0, 0};
  if (to != NULL && feature > 0)
    problems_add(to, place, "feature %u: %s", feature, sentence);
  else if (to != NULL)
    problems_add(to, place, "%s", sentence);
}

static void
complain(const Reader *reader, const char *sentence)
{
  geojson_tell(reader->geojson, reader->problems, reader->number, sentence);
}

static bool
read_position(const json_t *position, GeoXy *out)
{
  const json_t *x = json_array_get(position, 0);
  const json_t *y = json_array_get(position, 1);
  if (!json_is_number(x) || !json_is_number(y))
    return false;
  *out = (GeoXy){json_number_value(x), json_number_value(y)};
  return true;
}

/* The last position repeats the first (RFC 7946 3.1.6); we keep it once. */
static void
close_ring(const Reader *reader, GArray *ring)
{
  GeoXy first = g_array_index(ring, GeoXy, 0);
  GeoXy last = g_array_index(ring, GeoXy, ring->len - 1);
  if (first.x == last.x && first.y == last.y)
    g_array_set_size(ring, ring->len - 1);
  else
    geojson_tell(reader->geojson, reader->notes, reader->number,
                 "a ring is not closed – closed it");
}

static bool
read_ring(Reader *reader, const json_t *positions, GArray *ring)
{
  size_t count = json_array_size(positions);
  reader->points += count;
  if (reader->points > GEOJSON_POINTS_MAX) {
    complain(reader, "the borders have more than 4,000,000 points in all – "
                     "simplify them");
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    GeoXy at;
    if (!read_position(json_array_get(positions, i), &at)) {
      complain(reader, "a point of a ring is not two numbers – export the file "
                       "anew");
      return false;
    }
    g_array_append_val(ring, at);
  }
  if (ring->len > 0)
    close_ring(reader, ring);
  if (ring->len >= RING_CORNERS_MIN)
    return true;
  complain(reader, "a ring has fewer than three corners – correct or remove "
                   "the feature");
  return false;
}

static bool
read_polygon(Reader *reader, const json_t *rings, GeoArea *area)
{
  GPtrArray *polygon = geo_area_add_polygon(area);
  for (size_t i = 0; i < json_array_size(rings); i++)
    if (!read_ring(reader, json_array_get(rings, i),
                   geo_polygon_add_ring(polygon)))
      return false;
  if (polygon->len > 0)
    return true;
  complain(reader, "the polygon has no ring – correct or remove the feature");
  return false;
}

/* ---------- points and lines: a row of the table each ---------- */

static void
set_property(Reader *reader, const char *key, const json_t *value)
{
  size_t column = GPOINTER_TO_SIZE(g_hash_table_lookup(reader->columns, key));
  GeoTable *table = reader->geojson->table;
  if (column == 0)
    return;
  if (json_is_string(value))
    geo_table_set(table, column - 1, json_string_value(value),
                  json_string_length(value));
  else if (json_is_number(value))
    geo_table_set_number(table, column - 1, json_number_value(value));
}

static void
add_row(Reader *reader, const json_t *properties, const json_t *position)
{
  GeoXy at;
  GeoTable *table = reader->geojson->table;
  const char *key;
  json_t *value;
  if (!read_position(position, &at)) {
    complain(reader, "its point is not two numbers – left out");
    return;
  }
  if (geo_table_rows(table) >= GEO_TABLE_ROWS_MAX)
    return;
  geo_table_add_row(table, reader->number);
  json_object_foreach((json_t *)properties, key, value)
      set_property(reader, key, value);
  geo_table_set_number(table, reader->x, at.x);
  geo_table_set_number(table, reader->y, at.y);
}

static void
add_line(Reader *reader, const json_t *properties, const json_t *line)
{
  size_t count = json_array_size(line);
  size_t at[] = {count / 2, 0, count - 1};
  for (size_t i = 0; count > 0 && i < MIN(count, G_N_ELEMENTS(at)); i++)
    add_row(reader, properties, json_array_get(line, at[i]));
}

/* ---------- features ---------- */

typedef enum Shape {
  SHAPE_POINT,
  SHAPE_POINTS,
  SHAPE_LINE,
  SHAPE_LINES,
  SHAPE_POLYGON,
  SHAPE_POLYGONS,
  SHAPE_NONE,
} Shape;

static Shape
shape_of(const json_t *geometry)
{
  static const char *const names[] = {
      [SHAPE_POINT] = "Point",     [SHAPE_POINTS] = "MultiPoint",
      [SHAPE_LINE] = "LineString", [SHAPE_LINES] = "MultiLineString",
      [SHAPE_POLYGON] = "Polygon", [SHAPE_POLYGONS] = "MultiPolygon"};
  const char *type = json_string_value(json_object_get(geometry, "type"));
  for (size_t i = 0; type != NULL && i < G_N_ELEMENTS(names); i++)
    if (strcmp(type, names[i]) == 0)
      return (Shape)i;
  return SHAPE_NONE;
}

static bool
is_area(const json_t *feature)
{
  Shape shape = shape_of(json_object_get(feature, "geometry"));
  return shape == SHAPE_POLYGON || shape == SHAPE_POLYGONS;
}

static void
read_area(Reader *reader, const json_t *properties, const json_t *geometry)
{
  const json_t *list = json_object_get(geometry, "coordinates");
  g_autoptr(GeoArea) area = geo_area_new(NULL);
  bool ok = true;
  if (shape_of(geometry) == SHAPE_POLYGON)
    ok = read_polygon(reader, list, area);
  else
    for (size_t i = 0; ok && i < json_array_size(list); i++)
      ok = read_polygon(reader, json_array_get(list, i), area);
  if (ok && area->polygons->len == 0)
    complain(reader, "there is no polygon in it – correct or remove it");
  if (!ok || area->polygons->len == 0)
    return;
  GeoFeature *feature = g_new0(GeoFeature, 1);
  *feature = (GeoFeature){reader->number, g_steal_pointer(&area),
                          json_incref((json_t *)properties)};
  g_ptr_array_add(reader->geojson->features, feature);
}

static void
read_feature(Reader *reader, const json_t *feature)
{
  const json_t *geometry = json_object_get(feature, "geometry");
  const json_t *properties = json_object_get(feature, "properties");
  const json_t *at = json_object_get(geometry, "coordinates");
  Shape shape = shape_of(geometry);
  if (shape == SHAPE_NONE)
    geojson_tell(reader->geojson, reader->notes, reader->number,
                 "it has no point, line or polygon – left out");
  else if (is_area(feature))
    read_area(reader, properties, geometry);
  else if (shape == SHAPE_POINT)
    add_row(reader, properties, at);
  else if (shape == SHAPE_LINE)
    add_line(reader, properties, at);
  else
    for (size_t i = 0; i < json_array_size(at); i++)
      (shape == SHAPE_POINTS ? add_row : add_line)(reader, properties,
                                                   json_array_get(at, i));
}

/* A column for each property of those that are no areas. */
static void
read_headings(Reader *reader, const json_t *features)
{
  GeoTable *table = reader->geojson->table;
  for (size_t i = 0; i < json_array_size(features); i++) {
    const json_t *feature = json_array_get(features, i);
    const char *key;
    json_t *value;
    if (is_area(feature))
      continue;
    json_object_foreach(json_object_get(feature, "properties"), key, value)
    {
      if (g_hash_table_contains(reader->columns, key) ||
          table->headings->len >= GEO_TABLE_COLUMNS_MAX)
        continue;
      size_t column = geo_table_add_heading(table, key, strlen(key));
      g_hash_table_insert(reader->columns, (gpointer)key,
                          GSIZE_TO_POINTER(column + 1));
    }
  }
  reader->x = geo_table_add_heading(table, GEO_TABLE_X, strlen(GEO_TABLE_X));
  reader->y = geo_table_add_heading(table, GEO_TABLE_Y, strlen(GEO_TABLE_Y));
}

/* A list of features, whatever the root is; NULL: no GeoJSON.  Owned. */
static json_t *
features_of(json_t *root)
{
  const char *type = json_string_value(json_object_get(root, "type"));
  if (g_strcmp0(type, "FeatureCollection") == 0)
    return json_incref(json_object_get(root, "features"));
  if (g_strcmp0(type, "Feature") == 0)
    return json_pack("[O]", root);
  return shape_of(root) == SHAPE_NONE
             ? NULL
             : json_pack("[{s:O, s:{}}]", "geometry", root, "properties");
}

static int
epsg_of(const json_t *root)
{
  const json_t *crs = json_object_get(root, "crs");
  const json_t *name = json_object_get(json_object_get(crs, "properties"),
                                       "name"); /* GeoJSON 2008, 3.1 */
  return geo_epsg_of_text(json_string_value(name));
}

static void
read_features(Reader *reader, const json_t *features)
{
  reader->columns = g_hash_table_new(g_str_hash, g_str_equal);
  read_headings(reader, features);
  for (size_t i = 0; i < json_array_size(features); i++) {
    reader->number = (unsigned)i + 1;
    read_feature(reader, json_array_get(features, i));
  }
  g_hash_table_unref(reader->columns);
}

GeoJson *
geojson_read(GBytes *bytes, const char *file, Problems *problems,
             Problems *notes)
{
  g_autoptr(GError) error = NULL;
  size_t size = 0;
  const void *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GeoJson) geojson = g_new0(GeoJson, 1);
  geojson->file = file;
  geojson->features = g_ptr_array_new_with_free_func(free_feature);
  geojson->table = geo_table_new();
  json_auto_t *root = json_parse_untrusted(data, size, &error);
  json_auto_t *features = root == NULL ? NULL : features_of(root);
  if (root == NULL)
    geojson_tell(geojson, problems, 0, error->message);
  else if (features == NULL)
    geojson_tell(geojson, problems, 0,
                 "this is JSON, but no GeoJSON with features – export it as "
                 "GeoJSON (FeatureCollection)");
  if (features == NULL)
    return NULL;
  Reader reader = {.geojson = geojson, .problems = problems, .notes = notes};
  geojson->epsg = epsg_of(root);
  read_features(&reader, features);
  return g_steal_pointer(&geojson);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * GeoJSON as offices write it, and the districts of a town.
 */
#include "parsers/geo/districts.h"

#include <string.h>

#include "parsers/geo/geojson.h"
#include "tests/support/shared_data.h"

#define RING "[[12,54],[12.1,54],[12.1,54.1],[12,54.1],[12,54]]"
#define RING_EAST "[[12.1,54],[12.2,54],[12.2,54.1],[12.1,54.1],[12.1,54]]"
#define RING_UTM "[[310000,5997000],[311000,5997000],[311000,5998000]]"
#define CRS                                                                    \
  "'crs':{'type':'name','properties':{'name':"                                 \
  "'urn:ogc:def:crs:EPSG::25833'}},"

/* A collection of features with ' for "; of each the properties, the type and
 * the coordinates, ended by NULL.  Owned by the caller. */
typedef struct Made {
  const char *properties, *type, *coordinates;
} Made;

static GBytes *
collection(const char *members, const Made *features)
{
  GString *text = g_string_new("{'type':'FeatureCollection',");
  g_string_append_printf(text, "%s'features':[", members);
  for (const Made *row = features; row->type != NULL; row++)
    g_string_append_printf(text,
                           "%s{'type':'Feature','properties':%s,'geometry':"
                           "{'type':'%s','coordinates':%s}}",
                           row == features ? "" : ",", row->properties,
                           row->type, row->coordinates);
  g_string_append(text, "]}");
  for (char *p = text->str; *p != '\0'; p++)
    *p = *p == '\'' ? '"' : *p;
  return g_string_free_to_bytes(text);
}

typedef struct Case {
  const char *members;
  Made features[4];
} Case;

/* Nord and Ost, side by side. */
static const Case right[] = {
    {"",
     {{"{'name':'Nord'}", "Polygon", "[" RING "]"},
      {"{'name':'Ost'}", "MultiPolygon", "[[" RING_EAST "]]"}}},
    /* names under another key, not closed, axes the wrong way round */
    {"",
     {{"{'NR':'1','STB_NAME':'Nord'}", "Polygon",
       "[[[54,12],[54,12.1],[54.1,12.1],[54.1,12]]]"},
      {"{'NR':'2','STB_NAME':'Ost'}", "Polygon",
       "[[[54,12.1],[54,12.2],[54.1,12.2],[54.1,12.1]]]"}}},
    /* UTM that says so */
    {CRS,
     {{"{'Ortsteil':'Nord'}", "Polygon",
       "[[[303400,5987700],[309960,5987450],[310370,5998580],"
       "[303830,5998830]]]"},
      {"{'Ortsteil':'Ost'}", "Polygon",
       "[[[309960,5987450],[316510,5987200],[316900,5998330],"
       "[310370,5998580]]]"}}},
};

static void
test_districts_read(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(right); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GBytes) bytes = collection(right[i].members, right[i].features);
    g_autoptr(Districts) districts =
        districts_new(bytes, "districts.geojson", problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpstr(said, ==, "");
    g_assert_cmpuint(districts_count(districts), ==, 2);
    g_assert_cmpstr(districts_find(districts, (PlacePoint){54.05, 12.05}), ==,
                    "Nord");
    g_assert_cmpstr(districts_find(districts, (PlacePoint){54.05, 12.15}), ==,
                    "Ost");
    g_assert_null(districts_find(districts, (PlacePoint){53.95, 12.05}));
    /* what we write we read, and it is the same */
    g_autoptr(GBytes) written = districts_write(districts);
    g_autoptr(Districts) again =
        districts_new(written, "districts.geojson", problems);
    g_autoptr(GBytes) once_more = districts_write(again);
    g_assert_cmpuint(problems_count(problems), ==, 0);
    g_assert_true(g_bytes_equal(written, once_more));
  }
}

static void
test_districts_wrong(void)
{
  static const struct {
    Case file;
    const char *says;
  } rows[] = {
      {{"", {{NULL, NULL, NULL}}}, "holds no district"},
      {{"", {{"{}", "Polygon", "[" RING "]"}}},
       "give each feature a property 'name'"},
      {{"", {{"{'A':'x','B':'y'}", "Polygon", "[" RING "]"}}},
       "--name-property, one of: A, B"},
      {{"",
        {{"{'name':'Nord'}", "Polygon", "[" RING "]"},
         {"{'name':'Ost'}", "Polygon", "[" RING_EAST "]"},
         {"{'name':' '}", "Polygon", "[" RING "]"}}},
       "feature 3: 'name' is empty"},
      {{"", {{"{'name':'Nord'}", "Polygon", "[[[12,54],[12.1,54]]]"}}},
       "feature 1: a ring has fewer than three corners"},
      {{"", {{"{'name':'Nord'}", "Polygon", "[[[12,54],[12.1,'54']]]"}}},
       "feature 1: a point of a ring is not two numbers"},
      {{"",
        {{"{'name':'Nord'}", "Polygon", "[" RING "]"},
         {"{'name':'Ost'}", "Polygon", "[" RING_UTM "]"}}},
       "feature 2: it has points far from all others"},
      {{"", {{"{'name':'Nord'}", "Polygon", "[" RING_UTM "]"}}},
       "does not say of which zone"},
      {{"", {{"{'name':'Nord'}", "MultiPolygon", "[]"}}},
       "feature 1: there is no polygon in it"},
      {{"", {{"{'name':'Nord'}", "Polygon", "[]"}}},
       "feature 1: the polygon has no ring"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GBytes) bytes =
        collection(rows[i].file.members, rows[i].file.features);
    g_autoptr(Districts) districts = districts_new(bytes, "d", problems);
    g_autofree char *said = problems_to_string(problems);
    g_test_message("%s", said);
    g_assert_nonnull(strstr(said, rows[i].says));
  }
}

static void
test_districts_no_geojson(void)
{
  static const struct {
    const char *text, *says;
  } rows[] = {
      {"", "not JSON"},
      {"[1,2", "not JSON"},
      {"{\"type\":\"Topology\"}", "no GeoJSON"},
      {"[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]", "deeper"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(GBytes) bytes =
        g_bytes_new_static(rows[i].text, strlen(rows[i].text));
    g_autoptr(Districts) districts = districts_new(bytes, "d", problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_cmpuint(districts_count(districts), ==, 0);
    g_assert_nonnull(strstr(said, rows[i].says));
  }
}

/* What is mended is told, and joined what has one name. */
static void
test_districts_mended(void)
{
  static const Made features[] = {
      {"{'name':'Nord'}", "Polygon",
       "[[[54,12],[54,12.1],[54.1,12.1],[54.1,12]]]"},
      {"{'name':'Nord'}", "Polygon",
       "[[[54,12.3],[54,12.4],[54.1,12.4],[54,12.3]]]"},
      {"{'name':'Ost'}", "Polygon",
       "[[[54,12.1],[54,12.2],[54.1,12.2],[54,12.1]]]"},
      {"{}", "Nothing", "[]"},
      {NULL, NULL, NULL}};
  g_autoptr(GBytes) bytes = collection("", features);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(GeoJson) geojson =
      geojson_read(bytes, "a.geojson", problems, notes);
  g_autofree char *property = geojson_name(geojson, NULL, problems, notes);
  geojson_place(geojson, (GeoHints){0, 0}, problems, notes);
  g_autofree char *said = problems_to_string(notes);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpstr(property, ==, "name");
  g_assert_cmpstr(
      said, ==,
      "a.geojson: feature 1: a ring is not closed – closed it\n"
      "a.geojson: feature 4: it has no point, line or polygon – left out\n"
      "a.geojson: feature 2: 'Nord' stands in feature 1, too – one district of "
      "several parts\n"
      "a.geojson: the axes are the wrong way round, latitude first – turned "
      "them\n");
  g_assert_cmpuint(geojson->features->len, ==, 2);
}

/* A number is a name where it is asked for. */
static void
test_districts_by_number(void)
{
  static const Made features[] = {{"{'nr':7}", "Polygon", "[" RING "]"},
                                  {NULL, NULL, NULL}};
  g_autoptr(GBytes) bytes = collection("", features);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GeoJson) geojson = geojson_read(bytes, "a", problems, NULL);
  g_autofree char *property = geojson_name(geojson, "nr", problems, NULL);
  const GeoFeature *feature = geojson->features->pdata[0];
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpstr(property, ==, "nr");
  g_assert_cmpstr(feature->area->name, ==, "7");
}

static void
test_districts_points(void)
{
  static const Made features[] = {
      {"{'strasse':'Am Markt','hnr':7}", "Point", "[12.1,54.1]"},
      {"{'strasse':'Ring'}", "LineString",
       "[[12.1,54.1],[12.2,54.1],[12.3,54.1]]"},
      {NULL, NULL, NULL}};
  g_autoptr(GBytes) bytes = collection("", features);
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(GeoJson) geojson = geojson_read(bytes, "a.geojson", problems, NULL);
  const GeoTable *table = geojson->table;
  g_assert_cmpuint(geo_table_rows(table), ==, 4);
  g_assert_cmpuint(table->headings->len, ==, 4);
  g_assert_cmpstr(geo_table_cell(table, 0, 0), ==, "Am Markt");
  g_assert_cmpstr(geo_table_cell(table, 0, 1), ==, "7");
  g_assert_cmpstr(geo_table_cell(table, 1, 0), ==, "Ring");
  g_assert_cmpstr(geo_table_cell(table, 1, 1), ==, "");
  g_assert_cmpstr(geo_table_cell(table, 1, 2), ==, "12.199999999999999");
  g_assert_cmpuint(g_array_index(table->lines, uint32_t, 3), ==, 2);
}

/* Real districts lie side by side: points near the middle of the town are in
 * one of them. */
static void
test_districts_measured(void)
{
  g_autofree char *path =
      shared_data_path_or_skip("geo/stadtteile_koeln_wgs84.geojson");
  char *text = NULL;
  gsize size = 0;
  if (path == NULL)
    return;
  g_assert_true(g_file_get_contents(path, &text, &size, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new_take(text, size);
  g_autoptr(Problems) problems = problems_new();
  gint64 begin = g_get_monotonic_time();
  g_autoptr(Districts) districts = districts_new(bytes, "d", problems);
  g_test_message("read in %" G_GINT64_FORMAT " us",
                 g_get_monotonic_time() - begin);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_cmpuint(districts_count(districts), ==, 86);
  g_assert_cmpstr(districts_find(districts, (PlacePoint){50.9413, 6.9583}), ==,
                  "Altstadt/Nord");
  begin = g_get_monotonic_time();
  int inside = 0;
  for (int i = 0; i < 10000; i++) {
    PlacePoint at = {50.90 + i % 100 * 0.001, 6.88 + i / 100 * 0.0015};
    inside += districts_find(districts, at) != NULL;
  }
  g_test_message("%d of 10,000 inside, %g us each", inside,
                 (double)(g_get_monotonic_time() - begin) / 10000);
  g_assert_cmpint(inside, >, 9800);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/districts/read", test_districts_read);
  g_test_add_func("/districts/wrong", test_districts_wrong);
  g_test_add_func("/districts/no-geojson", test_districts_no_geojson);
  g_test_add_func("/districts/mended", test_districts_mended);
  g_test_add_func("/districts/named-by-number", test_districts_by_number);
  g_test_add_func("/districts/points-and-lines", test_districts_points);
  g_test_add_func("/districts/measured", test_districts_measured);
  return g_test_run();
}

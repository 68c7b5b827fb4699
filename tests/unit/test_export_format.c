/* SPDX-License-Identifier: Apache-2.0
 *
 * Tickets as CSV, JSON Lines and GeoJSON.
 */
#include <string.h>

#include "daemon/export/export_format.h"

static const char heading[] =
    "number,state,category,department,channel,language,created_at,changed_at,"
    "due_at,closed_at,danger,confidential,duplicate_of,place,latitude,"
    "longitude\r\n";

typedef struct Row {
  const char *name, *place; /* NULL: none */
  const char *cell;
} Row;

static const Row cells[] = {
    {"/export/csv/plain", "Gartenstr. 4", "Gartenstr. 4"},
    {"/export/csv/comma", "Markt 1, hinten", "\"Markt 1, hinten\""},
    {"/export/csv/quotes", "am \"Eck\"", "\"am \"\"Eck\"\"\""},
    {"/export/csv/lines", "Markt\n1", "\"Markt\n1\""},
    {"/export/csv/formula", "=HYPERLINK(1)", "'=HYPERLINK(1)"},
    {"/export/csv/formula-quoted", "@a;b", "\"'@a;b\""},
    {"/export/csv/minus", "-1+2", "'-1+2"},
    {"/export/csv/none", NULL, ""},
};

static json_t *
make_row(const char *place, bool has_point)
{
  json_auto_t *row = json_pack(
      "{s:s, s:s, s:s, s:s, s:s*, s:I, s:b}", "id", "06f", "number",
      "26-00417-6", "state", "new", "department", "tiefbau", "place", place,
      "created_at_ms", (json_int_t)1779350400000, "confidential", false);
  if (has_point) {
    json_object_set_new(row, "latitude", json_real(54.0934));
    json_object_set_new(row, "longitude", json_real(-12.1047));
  }
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");
  return export_row(row, zone);
}

/* A whole file with the rows given. */
static char *
write_file(const char *format, json_t *const *rows, size_t count)
{
  const ExportFormat *found = export_format_find(format);
  g_assert_nonnull(found);
  GString *out = g_string_new(NULL);
  found->begin(out);
  for (size_t i = 0; i < count; i++)
    found->row(out, rows[i], i == 0);
  found->end(out);
  return g_string_free(out, FALSE);
}

static void
check_cell(gconstpointer data)
{
  const Row *row = data;
  json_auto_t *exported = make_row(row->place, false);
  g_autofree char *file = write_file("csv", &exported, 1);
  g_autofree char *wanted = g_strdup_printf(
      "%s26-00417-6,new,,tiefbau,,,2026-05-21T10:00:00+02:00,,,,,false,,%s,,"
      "\r\n",
      heading, row->cell);
  g_assert_cmpstr(file, ==, wanted);
}

static void
test_points(void)
{
  json_auto_t *exported = make_row("Markt", true);
  g_autofree char *csv = write_file("csv", &exported, 1);
  g_assert_true(g_str_has_suffix(csv, ",Markt,54.0934,-12.1047\r\n"));
  g_autofree char *lines = write_file("jsonl", &exported, 1);
  json_auto_t *line = json_loads(lines, 0, NULL);
  g_assert_cmpstr(json_string_value(json_object_get(line, "created_at")), ==,
                  "2026-05-21T10:00:00+02:00");
  g_assert_null(json_object_get(line, "id"));
}

static void
test_geojson(void)
{
  json_t *rows[] = {make_row("Markt", true), make_row(NULL, false)};
  g_autofree char *file = write_file("geojson", rows, 2);
  json_auto_t *collection = json_loads(file, 0, NULL);
  const json_t *features = json_object_get(collection, "features");
  g_assert_cmpuint(json_array_size(features), ==, 2);
  const json_t *geometry =
      json_object_get(json_array_get(features, 0), "geometry");
  const json_t *point = json_object_get(geometry, "coordinates");
  g_assert_cmpfloat(json_real_value(json_array_get(point, 0)), ==, -12.1047);
  g_assert_cmpfloat(json_real_value(json_array_get(point, 1)), ==, 54.0934);
  g_assert_true(
      json_is_null(json_object_get(json_array_get(features, 1), "geometry")));
  json_decref(rows[0]);
  json_decref(rows[1]);
}

static void
test_empty(void)
{
  g_autofree char *csv = write_file("csv", NULL, 0);
  g_assert_cmpstr(csv, ==, heading);
  g_autofree char *geojson = write_file("geojson", NULL, 0);
  json_auto_t *collection = json_loads(geojson, 0, NULL);
  g_assert_cmpuint(json_array_size(json_object_get(collection, "features")), ==,
                   0);
  g_assert_null(export_format_find("xlsx"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
    g_test_add_data_func(cells[i].name, &cells[i], check_cell);
  g_test_add_func("/export/points", test_points);
  g_test_add_func("/export/geojson", test_geojson);
  g_test_add_func("/export/empty", test_empty);
  return g_test_run();
}

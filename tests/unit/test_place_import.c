/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists of streets and addresses: their formats, and which columns they have.
 */
#include "parsers/place_import/place_columns.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place_import/place_files.h"

static GBytes *
bytes_of(const char *text)
{
  return g_bytes_new_static(text, strlen(text));
}

/* ---------- columns ---------- */

/* "2-6-45": the number of each column in the order of PlaceColumn, "-" where
 * there is none, then "a" where the street's holds the number; owned. */
static char *
columns_to_string(const PlaceColumns *columns)
{
  GString *text = g_string_new(NULL);
  for (int i = 0; i < PLACE_COLUMNS; i++)
    if (columns->index[i] < 0)
      g_string_append_c(text, '-');
    else
      g_string_append_printf(text, "%d", columns->index[i] + 1);
  g_string_append(text, columns->has_address ? "a" : "");
  return g_string_free(text, FALSE);
}

static void
test_place_import_columns(void)
{
  static const struct {
    const char *csv, *chosen[4], *columns;
  } rows[] = {
      {"name,latitude,longitude\nx,54.1,12.1\n", {NULL}, "1----32"},
      {"\xEF\xBB\xBFStraße;Hausnr.;Zusatz;Ortsteil;Rechtswert;Hochwert\n"
       "Am Markt;7;a;Nord;310294,5;5997693,4\n",
       {NULL},
       "1234-56"},
      /* Windows-1252 */
      {"Stra\xDF"
       "e\tL\xE4nge\tBreite\nAm Markt\t12,1\t54,1\n",
       {NULL},
       "1----23"},
      /* how long a street is, is no longitude */
      {"nummer,name,langname,laenge,lat_mid,lon_mid\n1,A,B,3,50.9,6.9\n",
       {NULL},
       "3----65"},
      {"ID;ADRESSE;X;Y\n1;Am Markt 7;310294;5997693\n", {NULL}, "2----34a"},
      {"STRASSE;HNR;STADTBEZIRK;E;N\na;1;b;1;2\n", {NULL}, "12-3-45"},
      /* headings that say nothing */
      {"a;b;c;d\nLange Straße;9;54.0924;12.0991\n", {NULL}, "12---43"},
      /* none at all */
      {"Lange Straße;9;310294,1;5997693,2\nAm Markt;1a;310295,1;5997694\n",
       {NULL},
       "12---34"},
      /* as a person says: before all guesses */
      {"name;langname;lat;lon;foo\na;b;54.1;12.1;Nord\n",
       {"street=name", "quarter=5", NULL},
       "1--5-43"},
      {"A;B;C\nx;1;2\n", {"street=a", "longitude=B", "lat=c", NULL}, "1----23"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes = bytes_of(rows[i].csv);
    g_autoptr(GeoTable) table = place_csv_read(bytes);
    g_autoptr(GError) error = NULL;
    PlaceColumns columns;
    g_test_message("row %zu", i);
    g_assert_true(place_columns_find(table, rows[i].chosen, &columns, &error));
    g_assert_no_error(error);
    g_autofree char *text = columns_to_string(&columns);
    g_assert_cmpstr(text, ==, rows[i].columns);
  }
}

static void
test_place_import_columns_missing(void)
{
  static const struct {
    const char *csv, *chosen[2], *says;
  } rows[] = {
      {"foo;bar\na;b\n",
       {NULL},
       "the name of the street? – give --column "
       "street=NAME; there are: foo, bar"},
      {"strasse;bar\na;b\n", {NULL}, "--column x=NAME"},
      {"strasse;x;y\na;b;c\n",
       {"street=STR", NULL},
       "no column 'STR' – there are: strasse, x, y"},
      {"strasse;x;y\na;b;c\n", {"road=x", NULL}, "'road=x' names no column"},
      {"strasse;x;y\na;b;c\n", {"street", NULL}, "'street' names no column"},
      {"strasse;x;y\na;b;c\n", {"street=4", NULL}, "no column '4'"},
      {"", {NULL}, "the name of the street?"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes = bytes_of(rows[i].csv);
    g_autoptr(GeoTable) table = place_csv_read(bytes);
    g_autoptr(GError) error = NULL;
    PlaceColumns columns;
    g_assert_false(place_columns_find(table, rows[i].chosen, &columns, &error));
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, rows[i].says));
  }
}

static void
test_place_import_figures(void)
{
  static const struct {
    const char *text;
    bool is;
    double value;
  } rows[] = {
      {"54.0924", true, 54.0924},
      {"54,0924", true, 54.0924},
      {"5.997.693,21", true, 5997693.21},
      {"5.997.693", true, 5997693},
      {"5 997 693", true, 5997693},
      {"-1.5e2", true, -150},
      {"", false, 0},
      {"abc", false, 0},
      {"12a", false, 0},
      {"1,2,3", false, 0},
      {"54.0924°", false, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    double value = 0;
    g_test_message("%s", rows[i].text);
    g_assert_true(place_figure_read(rows[i].text, &value) == rows[i].is);
    g_assert_cmpfloat_with_epsilon(value, rows[i].value, 1e-9);
  }
}

/* ---------- formats ---------- */

static void
test_place_import_formats(void)
{
  static const struct {
    const char *bytes;
    size_t size;
    PlaceFormat format;
    const char *says;
  } rows[] = {
      {"name;x;y\n", 9, PLACE_FORMAT_CSV, NULL},
      {"\xEF\xBB\xBF {\"type\"", 11, PLACE_FORMAT_GEOJSON, NULL},
      {"<?xml version=\"1.0\"?><osm/>", 27, PLACE_FORMAT_OSM, NULL},
      {"", 0, PLACE_FORMAT_OTHER, "empty"},
      {"PK\3\4....", 8, PLACE_FORMAT_OTHER, "save the table as CSV"},
      {"\x1f\x8b\x08", 3, PLACE_FORMAT_OTHER, "gunzip"},
      {"\0\0\0\x0d\x0a\x09OSMHeader\x18", 17, PLACE_FORMAT_OTHER,
       "osmium cat IN.osm.pbf -o OUT.osm"},
      {"\0\0\x27\x0a\0\0", 6, PLACE_FORMAT_OTHER, "ogr2ogr"},
      {"SQLite format 3\0", 16, PLACE_FORMAT_OTHER, "ogr2ogr"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new_static(rows[i].bytes, rows[i].size);
    const char *why = NULL;
    g_assert_cmpint((int)place_format_of(bytes, &why), ==, (int)rows[i].format);
    if (rows[i].says == NULL)
      g_assert_null(why);
    else
      g_assert_nonnull(strstr(why, rows[i].says));
  }
}

/* Excel's "Unicode text". */
static void
test_place_import_utf16(void)
{
  static const gunichar2 text[] = {0xfeff, 's', 't',  'r', 'a',  0xdf, 'e',
                                   '\t',   'x', '\t', 'y', '\n', 'M',  0xfc,
                                   '\t',   '1', '\t', '2', '\n'};
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text);
  g_autoptr(GeoTable) table = place_csv_read(bytes);
  g_assert_cmpstr(table->headings->pdata[0], ==, "straße");
  g_assert_cmpstr(geo_table_cell(table, 0, 0), ==, "Mü");
}

#define OSM_NODES                                                              \
  "<node id='9' lat='54.0900000' lon='12.1000000'/>"                           \
  "<node id='2' lat='54.0910000' lon='12.1010000'/>"                           \
  "<node id='3' lat='54.0920000' lon='12.1020000'/>"

static void
test_place_import_osm(void)
{
  static const char text[] =
      "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>" OSM_NODES
      "<node id='4' lat='54.0911' lon='12.1011'>"
      "<tag k='addr:street' v='Müllerstraße'/><tag k='addr:housenumber' "
      "v='7 a'/><tag k='addr:suburb' v='Nord'/></node>"
      "<node id='5' lat='54.1' lon='12.2'><tag k='name' v='Café'/></node>"
      "<way id='1'><nd ref='9'/><nd ref='2'/><nd ref='3'/>"
      "<tag k='highway' v='residential'/><tag k='name' v='Müllerstraße'/></way>"
      "<way id='2'><nd ref='3'/><tag k='leisure' v='park'/>"
      "<tag k='name' v='Stadtpark'/></way>"
      "<way id='3'><nd ref='77'/><tag k='highway' v='path'/>"
      "<tag k='name' v='Anderswo'/></way>"
      "<way id='4'><nd ref='9'/><tag k='building' v='yes'/></way></osm>";
  g_autoptr(GBytes) bytes = bytes_of(text);
  g_autoptr(GError) error = NULL;
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceOsm) osm = place_osm_read(bytes, "a", NULL, notes, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(osm->areas->len, ==, 0);
  const GeoTable *table = osm->table;
  g_autoptr(GString) rows = g_string_new(NULL);
  for (size_t i = 0; i < geo_table_rows(table); i++)
    for (size_t j = 0; j < 5; j++)
      g_string_append_printf(rows, "%s%c", geo_table_cell(table, i, j),
                             j < 4 ? '|' : '\n');
  g_assert_cmpstr(
      rows->str, ==,
      "Müllerstraße|7 a|Nord|12.101100000000001|54.091099999999997\n"
      "Müllerstraße|||12.101000000000001|54.091000000000001\n"
      "Müllerstraße|||12.1|54.090000000000003\n"
      "Müllerstraße|||12.102|54.091999999999999\n"
      "Stadtpark|||12.102|54.091999999999999\n");
}

static void
test_place_import_osm_wrong(void)
{
  static const char *const texts[] = {
      "<osm><node id='1' lat='54' lon='12'>",
      "<osm><way></osm>",
      "<",
      "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><osm>&b;</osm",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GBytes) bytes = bytes_of(texts[i]);
    g_autoptr(GError) error = NULL;
    g_autoptr(Problems) notes = problems_new();
    g_assert_null(place_osm_read(bytes, "a", NULL, notes, &error));
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/place-import/columns", test_place_import_columns);
  g_test_add_func("/place-import/columns-that-are-missing",
                  test_place_import_columns_missing);
  g_test_add_func("/place-import/figures", test_place_import_figures);
  g_test_add_func("/place-import/formats", test_place_import_formats);
  g_test_add_func("/place-import/utf-16", test_place_import_utf16);
  g_test_add_func("/place-import/openstreetmap", test_place_import_osm);
  g_test_add_func("/place-import/openstreetmap-that-is-wrong",
                  test_place_import_osm_wrong);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * From lists of streets and addresses to a town's streets.
 */
#include "parsers/place_import/place_gather.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/place/gazetteer.h"
#include "parsers/place_import/place_files.h"
#include "tests/support/cpu_time.h"
#include "tests/support/shared_data.h"

static GBytes *
bytes_of(const char *text)
{
  return g_bytes_new_static(text, strlen(text));
}

/* Gather a CSV text; the streets as "name/quarter/houses" lines. */
static PlaceFound *
gather(const char *csv, const Districts *districts, Problems *notes)
{
  g_autoptr(GBytes) bytes = bytes_of(csv);
  g_autoptr(GeoTable) table = place_csv_read(bytes);
  g_autoptr(PlaceGather) all = place_gather_new(districts);
  g_autoptr(GError) error = NULL;
  PlaceList list = {
      .file = "a.csv", .table = table, .hints = {0, 33}, .is_csv = true};
  g_assert_true(place_columns_find(table, NULL, &list.columns, &error));
  g_assert_true(place_gather_add(all, &list, notes, &error));
  g_assert_no_error(error);
  return place_gather_finish(all);
}

static char *
streets_to_string(const PlaceFound *found)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < found->streets->len; i++) {
    const PlaceStreet *street = found->streets->pdata[i];
    g_string_append_printf(text, "%s|%s|%u%s\n", street->name, street->quarter,
                           street->houses, street->is_double ? "|double" : "");
  }
  return g_string_free(text, FALSE);
}

static void
test_place_gather_streets(void)
{
  static const struct {
    const char *csv, *streets;
  } rows[] = {
      /* one street of many houses, each counted once */
      {"strasse;hnr;lat;lon\n"
       "Lange Str.;1;54.0900;12.1000\nLange Straße;2;54.0901;12.1001\n"
       "lange strasse;2 A;54.0902;12.1002\nLange Straße;2a;54.0902;12.1002\n",
       "Lange Straße||3\n"},
      /* the same name in two quarters */
      {"strasse;ortsteil;lat;lon\n"
       "Bergstraße;Süd;54.0900;12.1000\nBergstraße;Nord;54.1200;12.1000\n"
       "Am Markt;Nord;54.1201;12.1001\n",
       "Am Markt|Nord|0\nBergstraße|Nord|0|double\nBergstraße|Süd|0|double\n"},
      /* without quarters: what lies apart */
      {"strasse;lat;lon\n"
       "Bergstraße;54.0900;12.1000\nBergstraße;54.0905;12.1000\n"
       "Bergstraße;54.1200;12.1000\n",
       "Bergstraße||0|double\nBergstraße||0|double\n"},
      /* a street through two quarters: its houses are neighbours */
      {"strasse;hnr;ortsteil;lat;lon\n"
       "Ring;1;Nord;54.0900;12.1000\nRing;3;Nord;54.0905;12.1000\n"
       "Ring;5;Süd;54.0910;12.1000\n",
       "Ring|Nord|3\n"},
      /* as offices tell them apart */
      {"name;lat;lon\nMarienstr. (Wahn);54.09;12.1\n"
       "Marienstr.;54.12;12.1\n",
       "Marienstr.||0|double\nMarienstr.|Wahn|0|double\n"},
      {"adresse;lat;lon\nStraße des 17. Juni 135;54.09;12.1\n"
       "Am Markt 7 a;54.09;12.1\nStadtpark;54.09;12.1\n",
       "Am Markt||1\nStadtpark||0\nStraße des 17. Juni||1\n"},
      /* metres, eastern zone by the state */
      {"strasse;x;y\nAm Markt;310294;5997693\n", "Am Markt||0\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) notes = problems_new();
    g_autoptr(PlaceFound) found = gather(rows[i].csv, NULL, notes);
    g_autofree char *streets = streets_to_string(found);
    g_test_message("row %zu", i);
    g_assert_cmpstr(streets, ==, rows[i].streets);
  }
}

static void
test_place_gather_left_out(void)
{
  static const char csv[] = "strasse;lat;lon\n"
                            "Am Markt;54.0900;12.1000\n"
                            ";54.0901;12.1000\n"
                            "Ring;;\n"
                            "Damm;0;0\n"
                            "Allee;54.0902;12.1000\n"
                            "---;54.0902;12.1000\n"
                            "München;48.137;11.575\n";
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceFound) found = gather(csv, NULL, notes);
  g_autofree char *streets = streets_to_string(found);
  g_autofree char *said = problems_to_string(notes);
  g_assert_cmpstr(streets, ==, "Allee||0\nAm Markt||0\n");
  g_assert_cmpuint(found->rows, ==, 7);
  g_assert_cmpuint(found->without_name, ==, 2);
  g_assert_cmpuint(found->without_point, ==, 2);
  g_assert_cmpuint(found->outside_rows, ==, 1);
  g_assert_cmpstr(found->outside->pdata[0], ==, "München");
  g_assert_cmpstr(
      said, ==,
      "a.csv:3:1: it has no name – left out\n"
      "a.csv:4:1: its coordinates are no numbers – left out\n"
      "a.csv:5:1: its coordinates do not fit those of the others – left out\n"
      "a.csv:7:1: the name is too long, or holds no letter – left out\n");
}

/* Borders decide what is outside, and name the quarter. */
static void
test_place_gather_in_districts(void)
{
  static const char geojson[] =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
      "\"properties\":{\"name\":\"Nord\"},\"geometry\":{\"type\":\"Polygon\","
      "\"coordinates\":[[[12,54],[12.1,54],[12.1,54.1],[12,54.1],[12,54]]]}}]}";
  static const char csv[] = "strasse;lat;lon\n"
                            "Am Markt;54.0500;12.0500\n"
                            "Grenzweg;54.0500;12.1010\n" /* 65 m beyond */
                            "Drüben;54.0500;12.1100\n";
  g_autoptr(GBytes) bytes = bytes_of(geojson);
  g_autoptr(Districts) districts = districts_new(bytes, "d", NULL);
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceFound) found = gather(csv, districts, notes);
  g_autofree char *streets = streets_to_string(found);
  g_assert_cmpstr(streets, ==, "Am Markt|Nord|0\nGrenzweg||0\n");
  g_assert_cmpuint(found->outside_rows, ==, 1);
}

/* What is written is what the daemon reads. */
static void
test_place_gather_written(void)
{
  static const char csv[] = "strasse;ortsteil;lat;lon\n"
                            "Bergstraße;Süd;54,0900;12,1000\n"
                            "Bergstraße;Nord, alt;54,1200;12,1000\n"
                            "Haus \"\"\"\"Anna\"\"\"\";Nord;54,1;12,1\n"
                            "\"Platz \"\"Rose\"\"; Tor\";Nord;54,1;12,1\n";
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceFound) found = gather(csv, NULL, notes);
  g_autoptr(GBytes) bytes = place_found_write(found);
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(bytes, "places.csv", notes);
  g_autofree char *said = problems_to_string(notes);
  g_assert_cmpstr(said, ==, "");
  g_assert_cmpuint(gazetteer_size(gazetteer), ==, 4);
  GazetteerHits hits = gazetteer_find_name(gazetteer, "Bergstr.");
  g_assert_cmpuint(hits.count, ==, 2);
  hits = gazetteer_find_name(gazetteer, "Platz Rose Tor");
  g_assert_cmpint((int)hits.match, ==, (int)GAZETTEER_EXACT);
  g_assert_cmpstr(gazetteer_place(gazetteer, hits.first).name, ==,
                  "Platz \"Rose\"; Tor");
  g_assert_cmpfloat(gazetteer_place(gazetteer, hits.first).latitude, ==, 54.1);
}

/* Streets and parts as lines: "name|quarter|numbers". */
static char *
parts_to_string(const PlaceFound *found)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < found->parts->len; i++) {
    const PlaceStreet *part = found->parts->pdata[i];
    g_string_append_printf(text, "%s|%s|%s\n", part->name, part->quarter,
                           part->numbers);
  }
  return g_string_free(text, FALSE);
}

/* Two districts, west and east of 12.1. */
static Districts *
two_districts(void)
{
  static const char geojson[] =
      "{\"type\":\"FeatureCollection\",\"features\":["
      "{\"type\":\"Feature\",\"properties\":{\"name\":\"West\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      "[[[12,54],[12.1,54],[12.1,54.1],[12,54.1],[12,54]]]}},"
      "{\"type\":\"Feature\",\"properties\":{\"name\":\"Ost\"},"
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      "[[[12.1,54],[12.2,54],[12.2,54.1],[12.1,54.1],[12.1,54]]]}}]}";
  g_autoptr(GBytes) bytes = bytes_of(geojson);
  return districts_new(bytes, "d", NULL);
}

/* Houses 1 to `count` along a street from 12.0995 to the east. */
static void
add_houses(GString *csv, const char *street, int count)
{
  for (int i = 1; i <= count; i++)
    g_string_append_printf(csv, "%s;%d;54.05;12.%06d\n", street, i,
                           99500 + i * 50);
}

static void
test_place_gather_parts(void)
{
  g_autoptr(Districts) districts = two_districts();
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(GString) csv = g_string_new("strasse;hnr;lat;lon\n");
  add_houses(csv, "Langer Damm", 20); /* 10 begins the east */
  add_houses(csv, "Kurzer Damm", 11); /* two houses there: drawn roughly */
  g_autoptr(PlaceFound) found = gather(csv->str, districts, notes);
  g_autofree char *streets = streets_to_string(found);
  g_autofree char *parts = parts_to_string(found);
  g_assert_cmpstr(streets, ==, "Kurzer Damm|West|11\nLanger Damm|Ost|20\n");
  g_assert_cmpstr(parts, ==,
                  "Langer Damm|West|1-9 2-8\nLanger Damm|Ost|11-19 10-20\n");
  const PlaceStreet *west = found->parts->pdata[0];
  g_assert_cmpstr(districts_find(districts, west->point), ==, "West");
}

static void
test_place_gather_parts_of_namesakes(void)
{
  static const char csv[] = "strasse;hnr;ortsteil;lat;lon\n"
                            "Bergstraße;1;Nord;54.09;12.1\n"
                            "Bergstraße;5;Nord;54.0901;12.1\n"
                            "Bergstraße;2 a;Süd;54.03;12.1\n"
                            "Ring;2;Süd;54.03;12.1\n";
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceFound) found = gather(csv, NULL, notes);
  g_autofree char *parts = parts_to_string(found);
  g_assert_cmpstr(parts, ==, "Bergstraße|Nord|1-5\nBergstraße|Süd|2\n");
  /* What was written is kept when it is read again, for good. */
  g_autoptr(GBytes) written = place_found_write(found);
  size_t size = 0;
  const char *text = g_bytes_get_data(written, &size);
  g_autofree char *own = g_strndup(text, size);
  g_autoptr(PlaceFound) again = gather(own, NULL, notes);
  g_autoptr(GBytes) written_again = place_found_write(again);
  g_assert_true(g_bytes_equal(written, written_again));
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(written, "p", notes);
  g_assert_cmpuint(gazetteer_size(gazetteer), ==, 5);
  g_assert_cmpuint(problems_count(notes), ==, 0);
}

/* A hundred thousand addresses in less than two seconds. */
static void
test_place_gather_speed(void)
{
  enum { ROWS = 100000, STREETS = 2000 };
  g_autoptr(GString) csv = g_string_new("strasse;hausnummer;x;y\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(csv, "Straße %c%c%d;%d;%d,25;%d,75\n", 'a' + i % 26,
                           'a' + i / 26 % 26, i % STREETS, i / STREETS + 1,
                           300000 + i % STREETS * 10,
                           5990000 + i / STREETS * 10);
  g_autoptr(Problems) notes = problems_new();
  gint64 begin = cpu_time_us();
  g_autoptr(PlaceFound) found = gather(csv->str, NULL, notes);
  double seconds = (double)(cpu_time_us() - begin) / 1e6;
  g_test_message("%d rows in %.2f s", ROWS, seconds);
  g_assert_cmpuint(found->houses, ==, ROWS);
#ifndef BOTE_SANITIZED
  g_assert_cmpfloat(seconds, <, 2);
#endif
}

/* A file made to be slow: all rows of one name, far apart. */
static void
test_place_gather_hostile(void)
{
  enum { ROWS = 50000 };
  g_autoptr(GString) csv = g_string_new("strasse;ortsteil;lat;lon\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(csv, "Ring;q%d;%d.%06d;%d.%06d\n", i, 50 + i % 5,
                           i * 17 % 1000000, 8 + i % 4, i * 31 % 1000000);
  g_autoptr(Problems) notes = problems_new();
  gint64 begin = cpu_time_us();
  g_autoptr(PlaceFound) found = gather(csv->str, NULL, notes);
  double seconds = (double)(cpu_time_us() - begin) / 1e6;
  g_test_message("%u streets in %.2f s", found->streets->len, seconds);
  g_assert_cmpuint(found->streets->len, <=, 64);
#ifndef BOTE_SANITIZED
  g_assert_cmpfloat(seconds, <, 4);
#endif
}

/* ---------- measured ---------- */

static void
test_place_gather_measured(void)
{
  g_autofree char *path =
      shared_data_path_or_skip("geo/streets_koeln_wgs84.csv");
  g_autofree char *text = NULL;
  if (path == NULL)
    return;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(Problems) notes = problems_new();
  g_autoptr(PlaceFound) found = gather(text, NULL, notes);
  g_test_message("%zu rows, %u streets, %u names twice", found->rows,
                 found->streets->len, found->doubles->len);
  g_assert_cmpuint(found->rows, ==, 5516);
  g_assert_cmpuint(found->streets->len, >, 5400);
  g_assert_cmpuint(found->without_point + found->without_name, ==, 0);
  g_assert_cmpuint(found->outside_rows, ==, 0);
  g_assert_cmpuint(found->doubles->len, >, 100);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/place-gather/streets", test_place_gather_streets);
  g_test_add_func("/place-gather/left-out", test_place_gather_left_out);
  g_test_add_func("/place-gather/in-districts", test_place_gather_in_districts);
  g_test_add_func("/place-gather/written-as-it-is-read",
                  test_place_gather_written);
  g_test_add_func("/place-gather/parts", test_place_gather_parts);
  g_test_add_func("/place-gather/parts-of-namesakes",
                  test_place_gather_parts_of_namesakes);
  g_test_add_func("/place-gather/speed", test_place_gather_speed);
  g_test_add_func("/place-gather/hostile", test_place_gather_hostile);
  g_test_add_func("/place-gather/measured", test_place_gather_measured);
  return g_test_run();
}

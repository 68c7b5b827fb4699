/* SPDX-License-Identifier: Apache-2.0
 *
 * The gazetteer: reading places.csv, finding names as people write them.
 */
#include "parsers/place/gazetteer.h"

#include <glib.h>
#include <string.h>

#include "tests/support/cases.h"
#include "tests/support/places.h"

static const char town_csv[] = "name,latitude,longitude\n"
                               "Gartenstraße,54.0901,12.1001\n"
                               "Lange Straße,54.0902,12.1002\n"
                               "Neuer Markt,54.0903,12.1003\n"
                               "Am Neuen Graben,54.0904,12.1004\n"
                               "Hauptbahnhof,54.0905,12.1005\n"
                               "Doberaner Platz,54.0906,12.1006\n"
                               "Karl-Marx-Straße,54.0907,12.1007\n"
                               "Marktplatz,54.0908,12.1008\n"
                               "Platz der Freundschaft,54.0909,12.1009\n"
                               "Mühlenweg,54.0910,12.1010\n"
                               "Sankt-Georg-Straße,54.0911,12.1011\n"
                               "Ringstraße,54.0912,12.1012\n"
                               "Hauptstraße,54.0913,12.1013\n"
                               "Bergstraße,54.0914,12.1014\n"
                               "Bergstraße,54.1414,12.1514\n"
                               "Laterne 4711,54.0915,12.1015\n"
                               "Markt,54.0916,12.1016\n"
                               "Kröpeliner-Tor-Vorstadt,54.0917,12.1017\n"
                               "Max-Planck-Straße,54.0918,12.1018\n"
                               "An der Lehmgrube,54.0919,12.1019\n"
                               "Schillerstraße,54.0920,12.1020\n"
                               "Schillerstraße,54.0921,12.1021\n"
                               "Friedrich-Engels-Platz,54.0922,12.1022\n"
                               "Lindenpark,54.0923,12.1023\n"
                               "Rosa-Luxemburg-Straße,54.0924,12.1024\n"
                               "Alter Hafen Süd,54.0925,12.1025\n"
                               "Kehrwieder,54.0926,12.1026\n"
                               "Wiesenweg,54.0927,12.1027\n"
                               "Riesenweg,54.0928,12.1028\n"
                               "Am Rathaus,54.0929,12.1029\n";

static Gazetteer *
town_new(void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(town_csv, sizeof town_csv - 1);
  return gazetteer_new(bytes, "places.csv", NULL);
}

static void
test_gazetteer_names(void)
{
  static const struct {
    const char *name, *found; /* NULL: none */
    GazetteerMatch match;
  } rows[] = {
      {"Gartenstraße", "Gartenstraße", GAZETTEER_EXACT},
      {"gartenstrasse", "Gartenstraße", GAZETTEER_EXACT},
      {"GARTENSTR.", "Gartenstraße", GAZETTEER_EXACT},
      {"Garten-Straße", "Gartenstraße", GAZETTEER_EXACT},
      {"Garten Str", "Gartenstraße", GAZETTEER_EXACT},
      {"Muehlenweg", "Mühlenweg", GAZETTEER_EXACT},
      {"Mu\xCC\x88hlenweg", "Mühlenweg", GAZETTEER_EXACT},
      {"Hbf", "Hauptbahnhof", GAZETTEER_EXACT},
      {"Doberaner Pl.", "Doberaner Platz", GAZETTEER_EXACT},
      {"Karl Marx Str.", "Karl-Marx-Straße", GAZETTEER_EXACT},
      {"Karlmarxstraße", "Karl-Marx-Straße", GAZETTEER_EXACT},
      {"St.-Georg-Str.", "Sankt-Georg-Straße", GAZETTEER_EXACT},
      {"Langen Straße", "Lange Straße", GAZETTEER_INFLECTED},
      {"Neuen Markt", "Neuer Markt", GAZETTEER_INFLECTED},
      {"Neuen Marktes", "Neuer Markt", GAZETTEER_INFLECTED},
      {"Marktplatzes", "Marktplatz", GAZETTEER_INFLECTED},
      {"Alten Hafen Süd", "Alter Hafen Süd", GAZETTEER_INFLECTED},
      {"Gratenstraße", "Gartenstraße", GAZETTEER_MISSPELT},
      {"Gartnstraße", "Gartenstraße", GAZETTEER_MISSPELT},
      {"Gartennstr.", "Gartenstraße", GAZETTEER_MISSPELT},
      {"Gartemstraße", "Gartenstraße", GAZETTEER_MISSPELT},
      {"Muhlenweg", "Mühlenweg", GAZETTEER_MISSPELT},
      {"Haubtbahnhof", "Hauptbahnhof", GAZETTEER_MISSPELT},
      {"Rosa-Luxenburg-Straße", "Rosa-Luxemburg-Straße", GAZETTEER_MISSPELT},
      {"Rosa-Luxenbrug-Straße", "Rosa-Luxemburg-Straße", GAZETTEER_MISSPELT},
      {"Max-Plank-Straße", "Max-Planck-Straße", GAZETTEER_MISSPELT},
      {"Laterne 4711", "Laterne 4711", GAZETTEER_EXACT},
      /* another lamp, two streets equally near, too short, too far */
      {"Laterne 4712", NULL, GAZETTEER_NONE},
      {"Biesenweg", NULL, GAZETTEER_NONE},
      {"Ringstrabe 3", NULL, GAZETTEER_NONE},
      {"Rengstraße", NULL, GAZETTEER_NONE},
      {"Gartensteig", NULL, GAZETTEER_NONE},
      {"Neumarkt", NULL, GAZETTEER_NONE},
      {"Nirgendwostraße", NULL, GAZETTEER_NONE},
      {"", NULL, GAZETTEER_NONE},
      {"---", NULL, GAZETTEER_NONE},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].name);
    GazetteerHits hits = gazetteer_find_name(town, rows[i].name);
    g_assert_cmpint((int)hits.match, ==, (int)rows[i].match);
    if (hits.match != GAZETTEER_NONE)
      g_assert_cmpstr(gazetteer_place(town, hits.first).name, ==,
                      rows[i].found);
  }
}

static void
test_gazetteer_numbers(void)
{
  static const struct {
    const char *numbers;
    unsigned number;
    bool has;
  } rows[] = {
      {"1-45 2-60", 1, true},   {"1-45 2-60", 45, true},
      {"1-45 2-60", 46, true},  {"1-45 2-60", 47, false},
      {"1-45 2-60", 62, false}, {"7", 7, true},
      {"7", 9, false},          {"1-9 21-29", 15, false},
      {"1-9 21-29", 23, true},  {"", 1, false},
      {"x", 1, false},          {"1-", 1, false},
      {"9-1", 5, false},        {"4 x 8", 8, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s: %u", rows[i].numbers, rows[i].number);
    g_assert_true(gazetteer_has_number(rows[i].numbers, rows[i].number) ==
                  rows[i].has);
  }
}

static void
test_gazetteer_texts(void)
{
  static const struct {
    const char *text, *found;
  } rows[] = {
      {"in der Gartenstr 12 ist ein Loch", "Gartenstraße #12@54.0901,12.1001"},
      {"Höhe Hausnummer 33 in der Gartenstraße",
       "Gartenstraße #33@54.0901,12.1001"},
      {"Hausnr. 7 im Gartenstraße", "Gartenstraße #7@54.0901,12.1001"},
      {"Laterne Nr. 33 in der Gartenstraße",
       "#33{Laterne Nr. 33} + Gartenstraße@54.0901,12.1001"},
      {"auf dem Spielplatz in der Gartenstraße liegen Scherben",
       "{Spielplatz in der Gartenstraße} + Gartenstraße@54.0901,12.1001"},
      {"garten str 5", "Gartenstraße #5@54.0901,12.1001"},
      {"in der gartenstrasse 12", "Gartenstraße #12@54.0901,12.1001"},
      {"In der Langen Straße liegt Müll", "Lange Straße@54.0902,12.1002"},
      {"in der langen Straße", "Lange Straße@54.0902,12.1002"},
      {"am neuen Markt 3", "Neuer Markt #3@54.0903,12.1003"},
      {"Am Neuen Graben 5", "Am Neuen Graben #5@54.0904,12.1004"},
      {"vor dem Hbf", "Hauptbahnhof@54.0905,12.1005"},
      {"vor dem Hauptbahnhof", "Hauptbahnhof@54.0905,12.1005"},
      {"vor dem Haubtbahnhof", "Hauptbahnhof@54.0905,12.1005"},
      {"in der Gratenstraße 3", "Gartenstraße #3@54.0901,12.1001"},
      {"Ecke Haupt-/Ringstraße",
       "Hauptstraße{Ecke Haupt-/Ringstraße}@54.0913,12.1013 + "
       "Ringstraße{Ecke Haupt-/Ringstraße}@54.0912,12.1012"},
      {"Gartenstraße/Lange Straße",
       "Gartenstraße@54.0901,12.1001 + Lange Straße@54.0902,12.1002"},
      {"Laterne 4711 ist aus", "Laterne 4711 #4711@54.0915,12.1015"},
      {"Laterne Nr. 4711", "Laterne 4711 #4711@54.0915,12.1015"},
      {"Laterne Nr. 4712", "#4712{Laterne Nr. 4712}"},
      {"Laterne Ringstr. 4", "Ringstraße #4@54.0912,12.1012"},
      {"in der Kröpeliner Tor Vorstadt",
       "Kröpeliner-Tor-Vorstadt@54.0917,12.1017"},
      {"An der Lehmgrube brennt es", "An der Lehmgrube@54.0919,12.1019"},
      {"Platz der Freundschaft", "Platz der Freundschaft@54.0909,12.1009"},
      {"im Kehrwieder", "Kehrwieder@54.0926,12.1026"},
      {"Nirgendwostraße 5", "Nirgendwostraße #5"},
      /* two of one name, far from each other and near */
      {"Bergstraße 4",
       "Bergstraße #4@54.0914,12.1014 + Bergstraße #4@54.1414,12.1514"},
      {"Schillerstr. 4", "Schillerstraße #4@54.092,12.102"},
      {"auf dem Markt", "Markt@54.0916,12.1016"},
      /* words, not names */
      {"der supermarkt und der lindenpark", ""},
      {"wir haben markt gesagt", ""},
      {"Ein langer Text ohne jeden Ort, über Gärten und Berge.", ""},
      {"9G8F+6X Rostock", "@54.3656,12.5249"},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *found = places_to_line(rows[i].text, town);
    g_assert_cmpstr(found, ==, rows[i].found);
  }
}

/* What any sentence may say is less sure than a name that is written as one. */
static void
test_gazetteer_phrases(void)
{
  static const struct {
    const char *text;
    bool sure;
  } rows[] = {
      {"Loch in der Stadt, Am Rathaus", true},
      {"am Rathaus 3 ist ein Loch", true},
      {"am Rathaus ist ein Loch", false},
      {"Am Rathaus ist ein Loch", false},
      {"an der Lehmgrube ist ein Loch", true},
  };
  g_autoptr(Gazetteer) town = town_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GPtrArray) places =
        g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
    places_find(rows[i].text, town, places);
    g_test_message("%s", rows[i].text);
    g_assert_cmpuint(places->len, ==, 1);
    const Place *place = places->pdata[0];
    g_assert_cmpint(place->confidence > 0.8, ==, rows[i].sure);
    g_assert_cmpfloat(place->confidence, >=, PLACES_SURE);
  }
}

/* The surer a match, the higher its figure. */
static void
test_gazetteer_confidence(void)
{
  static const char *const texts[] = {
      "Gartenstraße 12",    "Langen Straße 12", "Gratenstraße 12",
      "Nirgendwostraße 12", "Bergstraße 12",    "Markt ist heute",
  };
  g_autoptr(Gazetteer) town = town_new();
  double last = 1;
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GPtrArray) places =
        g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
    places_find(texts[i], town, places);
    g_test_message("%s", texts[i]);
    g_assert_cmpuint(places->len, >, 0);
    if (places->len == 0)
      continue;
    const Place *place = places->pdata[0];
    g_assert_cmpfloat(place->confidence, <, last);
    last = place->confidence;
  }
}

/* Every dialect gives the same row. */
static void
test_gazetteer_dialects(void)
{
  static const char *const files[] = {
      "name,latitude,longitude\nM\xC3\xBChlenweg,54.5,12.25\n",
      "\xEF\xBB\xBFname;latitude;longitude\r\nM\xC3\xBChlenweg;54,5;12,25\r\n",
      "name;latitude;longitude\nM\xFChlenweg;54.5;12.25",
      "lat\tlon\tname\n54.5\t12.25\tM\xC3\xBChlenweg\n",
      "\"name\",latitude,longitude\n\"M\xC3\xBChlenweg\",54.5,12.25\n",
      "nummer,Name,length_m,lat_mid,lon_mid\n1,M\xC3\xBChlenweg,5,54.5,12.25\n",
      "Straße;Breite;Länge\n M\xC3\xBChlenweg ; 54,5 ; 12,25 \n\n",
      "name,latitude,longitude\n\"M\xC3\xBChlenweg\",\"54,5\",\"12,25\"\n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_test_message("%zu", i);
    g_autoptr(GBytes) bytes = g_bytes_new_static(files[i], strlen(files[i]));
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Gazetteer) gazetteer =
        gazetteer_new(bytes, "places.csv", problems);
    g_autofree char *wrong = problems_to_string(problems);
    g_assert_cmpstr(wrong, ==, "");
    g_assert_cmpuint(gazetteer_size(gazetteer), ==, 1);
    if (gazetteer_size(gazetteer) != 1)
      continue;
    GazetteerPlace place = gazetteer_place(gazetteer, 0);
    g_assert_cmpstr(place.name, ==, "Mühlenweg");
    g_assert_cmpfloat(place.latitude, ==, 54.5);
    g_assert_cmpfloat(place.longitude, ==, 12.25);
  }
}

static void
test_gazetteer_problems(void)
{
  static const struct {
    const char *file, *problem;
    size_t rows;
  } rows[] = {
      {"", "places.csv:1:", 0},
      {"Gartenstr.,54.5,12.5\n", "places.csv:1:1: there is no column 'name'",
       0},
      {"name,latitude\nA,54.5\n",
       "places.csv:1:1: there is no column 'longitude'", 0},
      {"name,latitude,longitude\n,54.5,12.5\nB,54.5,12.5\n",
       "places.csv:2:1: the name is empty", 1},
      {"name,latitude,longitude\nÄu,x,12.5\n",
       "places.csv:2:4: 'x' is no number", 0},
      {"name,latitude,longitude\nA,54.5,12.5\nB,95,12.5\n",
       "places.csv:3:3: latitude 95 is not between -90 and 90", 1},
      {"name,latitude,longitude\nA,54.5,-181\n",
       "places.csv:2:8: longitude -181 is not between -180 and 180", 0},
      {"name,latitude,longitude\nA,54.5\n",
       "places.csv:2:1: the line has fewer columns", 0},
      {"name,latitude,longitude\nA,1.2.3,4\n",
       "places.csv:2:3: '1.2.3' is no number", 0},
      {"name,latitude,longitude\nA,nan,4\n",
       "places.csv:2:3: 'nan' is no number", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GBytes) bytes =
        g_bytes_new_static(rows[i].file, strlen(rows[i].file));
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Gazetteer) gazetteer =
        gazetteer_new(bytes, "places.csv", problems);
    g_autofree char *wrong = problems_to_string(problems);
    g_test_message("%s", wrong);
    g_assert_nonnull(strstr(wrong, rows[i].problem));
    g_assert_cmpuint(gazetteer_size(gazetteer), ==, rows[i].rows);
  }
}

/* Names of a made-up town of any size. */
static GBytes *
large_csv(unsigned count)
{
  static const char *const first[] = {"Lind",  "Eich",  "Birk", "Buch", "Rosen",
                                      "Schul", "Kirch", "Mühl", "Wald", "Feld"};
  static const char *const endings[] = {"straße", "weg",  "platz", "allee",
                                        "gasse",  "ring", "ufer",  "damm"};
  GString *csv = g_string_new("name,latitude,longitude\n");
  for (unsigned i = 0; i < count; i++)
    g_string_append_printf(
        csv, "%s%c%c%c%cer%s,%u.%04u,12.%04u\n", first[i % 10],
        'a' + i / 10 % 26, 'a' + i / 260 % 26, 'a' + i / 6760 % 26,
        'a' + i * 7 % 26, endings[i % 8], 50 + i % 4, i % 10000, i * 3 % 10000);
  gsize size = csv->len;
  return g_bytes_new_take(g_string_free(csv, FALSE), size);
}

static double
seconds_to_load(unsigned count)
{
  g_autoptr(GBytes) bytes = large_csv(count);
  size_t names = 0;
  double best = places_load_s(bytes, 3, &names);
  g_assert_cmpuint(names, ==, count);
  return best;
}

/* Ten times the names take some ten times as long, not a hundred times. */
static void
test_gazetteer_load_is_linear(void)
{
  double small = seconds_to_load(3000), large = seconds_to_load(30000);
  g_test_message("%.4f s, %.4f s", small, large);
  g_assert_cmpfloat(large, <, 40 * small);
}

/* A text of eight times the length costs some eight times the time, whatever it
 * repeats. */
static void
test_gazetteer_texts_are_linear(void)
{
  static const char *const pieces[] = {
      "Lindenallee ", "Am Alten ",  "Karl-",     "12-",  "Ecke ",
      "54.0924 ",     "ÄÖÜ",        "Berliner ", "A 1",  "Haupt-/",
      "9F6J33RX+",    "http://x/@", "geo:",      "Nr. ", "Dr.-",
      "Laterne ",     "a ",         "° ' \" ",
  };
  g_autoptr(GBytes) bytes = large_csv(30000);
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(bytes, "places.csv", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
    GString *text = g_string_new(NULL);
    double times[2];
    for (int j = 0; j < 2; j++) {
      while (text->len < (j == 0 ? 8000 : 64000))
        g_string_append(text, pieces[i]);
      times[j] = places_find_s(text->str, gazetteer, 5);
    }
    g_test_message("'%s': %.5f s, %.5f s", pieces[i], times[0], times[1]);
    g_assert_cmpfloat(times[1], <, 30 * times[0] + 0.005);
    g_string_free(text, TRUE);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  static const Case cases[] = {
      {"names", test_gazetteer_names},
      {"numbers", test_gazetteer_numbers},
      {"texts", test_gazetteer_texts},
      {"confidence", test_gazetteer_confidence},
      {"phrases", test_gazetteer_phrases},
      {"dialects", test_gazetteer_dialects},
      {"problems", test_gazetteer_problems},
      {"load-is-linear", test_gazetteer_load_is_linear},
      {"texts-are-linear", test_gazetteer_texts_are_linear},
      {NULL, NULL},
  };
  cases_add("/parsers/gazetteer", cases);
  return g_test_run();
}

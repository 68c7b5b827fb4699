/* SPDX-License-Identifier: Apache-2.0
 *
 * What is surely somebody else's, and what is wrong with the files that say so.
 */
#include "parsers/config/town_elsewhere.h"

#include <string.h>

#include "parsers/place/places.h"

#define SQUARE(name, west, east)                                               \
  "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},"              \
  "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west                \
  ",54.0],[" east ",54.0],[" east ",54.2],[" west ",54.2],[" west ",54.0]]]}}"
#define COLLECTION(features)                                                   \
  "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static const char districts[] = COLLECTION(SQUARE("Mitte", "12.0", "12.2"));
static const char neighbours[] = COLLECTION(SQUARE(
    "Nachbardorf", "12.2", "12.4") "," SQUARE("Bahnhof", "12.5", "12.6"));
static const char rows[] = "- id: bund\n"
                           "  name: Straßenbauamt\n"
                           "  contact: Telefon 030 23125 400\n"
                           "  categories: [strassenschaden]\n"
                           "  words: {de: [B 105, Bundesstraße]}\n"
                           "  streets: [Rostocker Chaussee]\n"
                           "- id: bahn\n"
                           "  name: Bahn\n"
                           "  areas: [Bahnhof]\n"
                           "  ticket: true\n";

static Town *
read_town(const char *responsible, Problems *problems)
{
  static const char *const names[] = {"town.yaml", "departments.yaml",
                                      "categories.yaml"};
  g_autoptr(GHashTable) files = g_hash_table_new_full(
      g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename("templates/town", names[i], NULL);
    char *text = NULL;
    size_t size;
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    g_hash_table_insert(files, (gpointer)names[i],
                        g_bytes_new_take(text, size));
  }
  const struct {
    const char *name, *text;
  } own[] = {{"districts.geojson", districts},
             {NEIGHBOURS_FILE, neighbours},
             {RESPONSIBLE_FILE, responsible}};
  for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
    g_hash_table_insert(files, (gpointer)own[i].name,
                        g_bytes_new(own[i].text, strlen(own[i].text)));
  return town_parse(files, problems);
}

/* "name: why", with "+" where a ticket is kept; "": the town's. */
static char *
elsewhere(const Town *town, const char *category, const char *text)
{
  static const char names[] = "name,latitude,longitude\n"
                              "Rostocker Chaussee,54.1,12.1\n"
                              "Gartenstraße,54.11,12.11\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(names, strlen(names));
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(bytes, "places.csv", NULL);
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text, gazetteer, places);
  TownElsewhere out;
  if (!town_elsewhere(town,
                      category == NULL ? NULL : town_category(town, category),
                      text, places, &out))
    return g_strdup("");
  return g_strdup_printf("%s%s: %s", out.ticket ? "+" : "", out.name, out.why);
}

static void
test_elsewhere_decides(void)
{
  static const struct {
    const char *category, *text, *found;
  } cases[] = {
      {"strassenschaden", "Schlagloch auf der B 105", "Straßenbauamt: B 105"},
      {"strassenschaden", "Loch, Bundesstrasse!",
       "Straßenbauamt: Bundesstraße"},
      {"strassenschaden", "Loch in der Rostocker Chaussee 3",
       "Straßenbauamt: Rostocker Chaussee"},
      /* near it, but not on it */
      {"strassenschaden", "Ecke Rostocker Chaussee/Gartenstraße", ""},
      {"strassenschaden", "Loch in der Gartenstraße 5", ""},
      {"strassenschaden", "Haus B 1055", ""},
      {"beleuchtung", "Laterne an der B 105", ""},
      {NULL, "Irgendetwas an der B 105", ""},
      {"beleuchtung", "Laterne bei 54.10000, 12.30000",
       "Nachbardorf: Nachbardorf"},
      {NULL, "Es liegt bei 54.10000, 12.30000", "Nachbardorf: Nachbardorf"},
      {"beleuchtung", "Laterne bei 54.10000, 12.55000", "+Bahn: Bahnhof"},
      {"beleuchtung", "Laterne bei 54.10000, 12.10000", ""},
      /* at the border, in nobody's, and told twice: in doubt it is ours */
      {"beleuchtung", "Laterne bei 54.10000, 12.20050", ""},
      {"beleuchtung", "Laterne bei 54.10000, 12.90000", ""},
      {"beleuchtung", "Gartenstraße 5, bei 54.10000, 12.30000", ""},
  };
  g_autoptr(Problems) problems = problems_new();
  g_autoptr(Town) town = read_town(rows, problems);
  g_assert_cmpuint(problems_count(problems), ==, 0);
  g_assert_nonnull(town);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_autofree char *found = elsewhere(town, cases[i].category, cases[i].text);
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

static void
test_elsewhere_problems(void)
{
  static const struct {
    const char *rows, *problem;
  } cases[] = {
      {"- id: a\n  name: A\n  words: [B 1]\n  categories: [beleuchtug]\n",
       "responsible.yaml:4:16: there is no category 'beleuchtug' – did you "
       "mean 'beleuchtung'?"},
      {"- id: a\n  name: A\n  areas: [Banhof]\n",
       "responsible.yaml:3:11: there is no area of neighbours.geojson 'Banhof' "
       "– did you mean 'Bahnhof'?"},
      {"- id: a\n  name: A\n",
       "responsible.yaml:1:3: nothing tells when it holds – give 'words', "
       "'streets' or 'areas'"},
      {"- id: a\n  words: [B 1]\n", "responsible.yaml:1:3: "},
      {"- id: a\n  name: A\n  word: [B 1]\n",
       "responsible.yaml:3:3: unknown key 'word'"},
      {"id: a\n", "responsible.yaml:1:1: the file must be a list"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Town) town = read_town(cases[i].rows, problems);
    g_assert_null(town);
    g_assert_cmpuint(problems_count(problems), >, 0);
    g_autofree char *told = problem_to_string(problems_get(problems, 0));
    g_test_message("%s", told);
    g_assert_true(g_str_has_prefix(told, cases[i].problem));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/town/elsewhere/decides", test_elsewhere_decides);
  g_test_add_func("/town/elsewhere/problems", test_elsewhere_problems);
  return g_test_run();
}

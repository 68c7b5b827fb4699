/* SPDX-License-Identifier: Apache-2.0
 *
 * Among which places to choose, and what an answer chooses.
 */
#include "parsers/place/place_choice.h"

#include <string.h>

#include "parsers/geo/districts.h"
#include "parsers/place/places.h"

#define NAMES                                                                  \
  "name,latitude,longitude,quarter\n"                                          \
  "Bergstraße,54.105,12.105,Nord\nBergstraße,54.085,12.105,Alt-Wieke\n"      \
  "Ringstraße,54.105,12.101,\nRingstraße,54.085,12.101,\n"                   \
  "Lindenstraße,54.105,12.102,\nLandenstraße,54.085,12.102,\n"               \
  "Mühlenweg,54.086,12.103,\n"
#define SQUARE(name, south, north)                                             \
  "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},"              \
  "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[12.0," south          \
  "],[12.2," south "],[12.2," north "],[12.0," north "],[12.0," south "]]]}}"

static Districts *
two_districts(void)
{
  static const char text[] =
      "{\"type\":\"FeatureCollection\",\"features\":[" SQUARE(
          "Oben", "54.1", "54.2") "," SQUARE("Unten", "54.0", "54.1") "]}";
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  return districts_new(bytes, "districts.geojson", NULL);
}

/* "label: words" of each, with a line break between. */
static char *
choices_of(const char *text, const Districts *districts)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(NAMES, strlen(NAMES));
  g_autoptr(Gazetteer) gazetteer = gazetteer_new(bytes, "places.csv", NULL);
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  places_find(text, gazetteer, places);
  g_autoptr(GPtrArray) choices = place_choices(places, districts);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < choices->len; i++) {
    const PlaceChoice *choice = choices->pdata[i];
    g_autofree char *token = place_choice_to_token(choice);
    g_assert_null(strchr(token, ' '));
    g_autoptr(PlaceChoice) back = place_choice_from_token(token);
    g_assert_cmpstr(back->label, ==, choice->label);
    g_assert_cmpfloat(back->latitude, ==, choice->latitude);
    g_assert_null(back->number);
    g_autofree char *words = place_choice_to_words(choice, NULL);
    g_autofree char *again = place_choice_to_words(back, choice->number);
    g_assert_cmpstr(words, ==, again);
    g_string_append_printf(out, "%s%s: %s", i == 0 ? "" : "\n", choice->label,
                           words);
  }
  return g_string_free(out, FALSE);
}

static void
test_choice_list(void)
{
  static const struct {
    const char *text, *choices;
  } rows[] = {
      {"Loch in der Bergstraße 3",
       "Alt-Wieke: Bergstraße 3, Alt-Wieke\nNord: Bergstraße 3, Nord"},
      {"Bergstr.", "Alt-Wieke: Bergstraße, Alt-Wieke\nNord: Bergstraße, Nord"},
      {"Bergstraße 3 in Nord", ""}, /* sure */
      {"Mühlenweg 5", ""},
      {"Ringstraße 7", "Oben: Ringstraße 7, Oben\nUnten: Ringstraße 7, Unten"},
      {"Lndenstraße 4",
       "Landenstraße: Landenstraße 4\nLindenstraße: Lindenstraße 4"},
      {"Nirgendwostraße 4", ""},
      {"Ein Loch.", ""},
  };
  g_autoptr(Districts) districts = two_districts();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *found = choices_of(rows[i].text, districts);
    g_assert_cmpstr(found, ==, rows[i].choices);
  }
  g_autofree char *untold = choices_of("Ringstraße 7", NULL);
  g_assert_cmpstr(untold, ==, ""); /* no word would tell them apart */
}

static void
test_choice_number(void)
{
  static const struct {
    const char *text;
    unsigned number;
  } rows[] = {
      {"2", 2},
      {"2.", 2},
      {"die zweite", 2},
      {"B", 2},
      {"b", 2},
      {"zwei bitte", 2},
      {"2) im Hof", 2},
      {"2, beim Hof", 2},
      {"A: die obere", 1},
      {"a tree fell", 0},
      {"Nr. 12 a", 0},
      {"2 Lampen sind aus", 0},
      {"Bergstraße 2", 0},
      {"", 0},
      {"Z", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpuint(place_choice_number(rows[i].text), ==, rows[i].number);
  }
}

static void
test_choice_named(void)
{
  static const struct {
    const char *text;
    int index;
  } rows[] = {
      {"Nord", 0},        {"in alt wieke natürlich", 2},
      {"nicht Nord", -1}, {"Nord oder Alt-Wieke", -1},
      {"im Norden", -1},  {"keine Ahnung", -1},
  };
  g_autoptr(GPtrArray) choices =
      g_ptr_array_new_with_free_func((GDestroyNotify)place_choice_free);
  g_ptr_array_add(choices, place_choice_from_token("1;2;Nord;Bergstr"));
  g_ptr_array_add(choices, place_choice_from_token("-")); /* another's number */
  g_ptr_array_add(choices, place_choice_from_token("1;2;Alt-Wieke;Bergstr"));
  g_assert_null(choices->pdata[1]);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_assert_cmpint(place_choice_named(choices, rows[i].text), ==,
                    rows[i].index);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/place/choice/list", test_choice_list);
  g_test_add_func("/place/choice/number", test_choice_number);
  g_test_add_func("/place/choice/named", test_choice_named);
  return g_test_run();
}

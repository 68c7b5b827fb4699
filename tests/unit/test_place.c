/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets in citizens' words.
 */
#include "parsers/place.h"

#include <glib.h>
#include <string.h>

static void
test_place_streets(void)
{
  static const struct {
    const char *text, *street;
  } rows[] = {
      {"In der Gartenstraße 12 ist ein Loch.", "Gartenstraße 12"},
      {"Gartenstr. 12", "Gartenstr. 12"},
      {"vor der Gartenstrasse 12a, links", "Gartenstrasse 12a"},
      {"Lange Straße 5 und weiter", "Lange Straße 5"},
      {"am Schillerplatz", "Schillerplatz"},
      {"Otto-Hahn-Straße 7", "Otto-Hahn-Straße 7"},
      {"Das Loch ist tief.", NULL},
      {"", NULL},
  };
  g_autoptr(PlaceFinder) finder = place_finder_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *street = place_find_street(finder, rows[i].text);
    g_assert_cmpstr(street, ==, rows[i].street);
  }
}

/* A text of any length takes no time, and a cut character no harm. */
static void
test_place_long_texts(void)
{
  g_autoptr(PlaceFinder) finder = place_finder_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 20000; i++)
    g_string_append(text, "Ä-");
  g_autofree char *none = place_find_street(finder, text->str);
  g_assert_null(none);
  g_string_prepend(text, "xGartenstraße 12 ");
  g_autofree char *words = place_find_street(finder, text->str + 1);
  g_assert_cmpstr(words, ==, "Gartenstraße 12");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/place/streets", test_place_streets);
  g_test_add_func("/parsers/place/long-texts", test_place_long_texts);
  return g_test_run();
}

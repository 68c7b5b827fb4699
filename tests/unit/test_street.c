/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets in citizens' words.
 */
#include "parsers/street.h"

#include <glib.h>
#include <string.h>

static void
test_street_streets(void)
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
      /* a word for a kind of way is no name of one */
      {"Auf dem Weg nach Hause liegt Glas.", NULL},
      {"Der Weg ist kaputt", NULL},
      {"Die Straße ist gesperrt.", NULL},
      {"da ist kein Platz mehr", NULL},
      {"Auf dem Markt, am Ring, am Damm", NULL},
      {"Weg", NULL},
      {"Straße", NULL},
      {"Diese Straße hat ein Loch", NULL},
      {"Auf dem Weg zur Gartenstraße 3", "Gartenstraße 3"},
      /* but with a name or a number it is */
      {"Markt 5", "Markt 5"},
      {"wohne am Platz 3a", "Platz 3a"},
      {"Am Markt liegt Müll", "Am Markt"},
      {"auf dem Alten Markt", "Alten Markt"},
      {"Neuer Weg", "Neuer Weg"},
      {"Platz der Einheit", NULL},
      /* a corner stands before a street, not in its name */
      {"Ecke Gartenstraße", "Gartenstraße"},
      {"An der Ecke Lange Straße 5", "Lange Straße 5"},
      {"Kreuzung Gartenstr./Markt", "Gartenstr."},
      {"Höhe Otto-Hahn-Straße 7", "Otto-Hahn-Straße 7"},
      {"Die Lange Straße", "Lange Straße"},
      {"Ecke Markt", NULL},
      /* nor are these, which begin a sentence */
      {"Vor Lindenstr. 8 brennt nichts", "Lindenstr. 8"},
      {"In Ringstraße 5", "Ringstraße 5"},
      {"vor dem Haus Gartenstraße 12", "Gartenstraße 12"},
      {"Am Lindenplatz 3", "Am Lindenplatz 3"},
      {"", NULL},
  };
  g_autoptr(StreetFinder) finder = street_finder_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autofree char *street = street_find(finder, rows[i].text);
    g_assert_cmpstr(street, ==, rows[i].street);
  }
}

/* A text of any length takes no time, and a cut character no harm. */
static void
test_street_long_texts(void)
{
  g_autoptr(StreetFinder) finder = street_finder_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 20000; i++)
    g_string_append(text, "Ä-");
  g_autofree char *none = street_find(finder, text->str);
  g_assert_null(none);
  g_string_prepend(text, "xGartenstraße 12 ");
  g_autofree char *words = street_find(finder, text->str + 1);
  g_assert_cmpstr(words, ==, "Gartenstraße 12");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/street/streets", test_street_streets);
  g_test_add_func("/parsers/street/long-texts", test_street_long_texts);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * How people are greeted who write with all sorts of programs.
 */
#include "parsers/person_name.h"

#include <glib.h>

static void
test_person_name_to_greet(void)
{
  static const struct {
    const char *written, *greeted;
  } rows[] = {
      {"Ayşe Kaya", "Ayşe Kaya"},
      {"Kaya, Ayşe", "Ayşe Kaya"},
      {"von der Heide, Dr. Jo", "Dr. Jo von der Heide"},
      {"Kaya, Ayşe (Amt 61)", "Ayşe Kaya"},
      {"'Ayşe Kaya'", "Ayşe Kaya"},
      {"ayse@example.net", NULL},
      {"'ayse@example.net'", NULL},
      {"", NULL},
      {"  ", NULL},
      {NULL, NULL},
      {"(Amt 61)", "(Amt 61)"},
      {"Kaya,", "Kaya,"},
      {"Muster Bau GmbH & Co. KG, Lager", "Muster Bau GmbH & Co. KG, Lager"},
      {"Verein der Freunde des Parks, Vorstand",
       "Verein der Freunde des Parks, Vorstand"},
      {"Kaya, Ayşe, Amt 61", "Kaya, Ayşe, Amt 61"},
      {"O'Neill", "O'Neill"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *greeted = person_name_to_greet(rows[i].written);
    g_assert_cmpstr(greeted, ==, rows[i].greeted);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/person-name/to-greet", test_person_name_to_greet);
  return g_test_run();
}

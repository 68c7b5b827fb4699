/* SPDX-License-Identifier: Apache-2.0
 *
 * "AUCH 417" among all that begins alike.
 */
#include "parsers/keyword/keyword_also.h"

#include <glib.h>

static void
test_also_finds(void)
{
  static const struct {
    const char *text;
    unsigned serial; /* 0: it is none */
    const char *rest;
  } rows[] = {
      {"AUCH 417", 417, ""},
      {"auch 26-00417-6", 417, ""},
      {"Auch 26-00417-6.", 417, ""},
      {"auch: 417", 417, ""},
      {"auch zu Nr. 417", 417, ""},
      {"auch 26 00417 6", 417, ""},
      {"ich auch 417", 417, ""},
      {"ALSO 417", 417, ""},
      {"me too #417", 417, ""},
      {"auch26-00417-6", 417, ""},
      {"auch 26-00417-6, bei mir ist es dunkel", 417, "bei mir ist es dunkel"},
      {"auch 417\nSeit gestern.", 417, "Seit gestern."},
      {"Auch 3 Laternen sind aus", 0, NULL},
      {"auch 12 Gartenstraße", 0, NULL},
      {"auch 26-00417-5", 0, NULL},
      {"auch", 0, NULL},
      {"auch noch", 0, NULL},
      {"auchen 417", 0, NULL},
      {"Also das ist doch nicht wahr", 0, NULL},
      {"417", 0, NULL},
      {"", 0, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    Number number = {0};
    g_autofree char *rest = NULL;
    g_test_message("%s", rows[i].text);
    g_assert_true(keyword_also(rows[i].text, &number, &rest) ==
                  (rows[i].serial != 0));
    g_assert_cmpuint(number.serial, ==, rows[i].serial);
    g_assert_cmpstr(rest, ==, rows[i].rest);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/keyword/also/finds", test_also_finds);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Case folding against GLib's, character by character.
 */
#include "parsers/fold.h"

#include <string.h>

#include <glib.h>

/* All characters, the unassigned ones included, between others. */
static void
test_fold_agrees_with_glib(void)
{
  for (gunichar c = 1; c < 0x20000; c++) {
    char text[16] = "A";
    if (!g_unichar_validate(c))
      continue;
    int size = 1 + g_unichar_to_utf8(c, text + 1);
    memcpy(text + size, "ÄZ", sizeof "ÄZ");
    g_autofree char *expected = g_utf8_casefold(text, -1);
    g_autofree char *folded = fold_case(text, strlen(text));
    g_assert_cmpstr(folded, ==, expected);
  }
}

static void
test_fold_stops_at_size(void)
{
  g_autofree char *folded = fold_case("STRAßE, „ÖL“", strlen("STRAßE"));
  g_assert_cmpstr(folded, ==, "strasse");
  g_autofree char *empty = fold_case("A", 0);
  g_assert_cmpstr(empty, ==, "");
  /* Growing ones: GLib's way. */
  g_autofree char *grown = fold_case("Aΐ", strlen("Aΐ"));
  g_autofree char *expected = g_utf8_casefold("Aΐ", -1);
  g_assert_cmpstr(grown, ==, expected);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/fold/agrees", test_fold_agrees_with_glib);
  g_test_add_func("/parsers/fold/size", test_fold_stops_at_size);
  return g_test_run();
}

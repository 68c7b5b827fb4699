/* SPDX-License-Identifier: Apache-2.0
 *
 * Beside GLib, which answers the same question.
 */
#include "parsers/utf8.h"

#include <string.h>

#include <glib.h>

static void
assert_as_glib(const char *text, size_t size)
{
  const char *end = NULL;
  gboolean valid = g_utf8_validate(text, (gssize)size, &end);
  g_assert_cmpuint(utf8_valid_size(text, size), ==, (size_t)(end - text));
  g_assert_true(utf8_is_valid(text, size) == (valid != FALSE));
}

/* Each row at each distance from the words of eight bytes, whole and cut. */
static void
test_utf8_rows(void)
{
  static const char *const rows[] = {
      "",
      "a",
      "Schlagloch in der M\303\274hlenstra\303\237e",
      "\342\202\254 \360\237\230\200",
      "\300\200",         /* NUL in two bytes */
      "\340\200\257",     /* "/" in three */
      "\355\240\200",     /* half a character of UTF-16 */
      "\364\220\200\200", /* beyond Unicode */
      "\370\210\200\200\200",
      "\200",
      "\377\376",
      "\303(",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    for (int before = 0; before < 9; before++) {
      g_autofree char *text =
          g_strdup_printf("%.*s%sabcdefghi", before, "012345678", rows[i]);
      for (size_t size = 0; size <= strlen(text); size++)
        assert_as_glib(text, size);
    }
  assert_as_glib("abcdefgh\0abcdefgh", 17);
  assert_as_glib("abc\0abcdefgh", 12);
}

/* Bytes by chance, most of them such as begin, go on or end something. */
static void
test_utf8_chance(void)
{
  static const unsigned char usual[] = {'a',  ' ',  0x7f, 0x80, 0xbf, 0xc3,
                                        0xe2, 0xed, 0xf0, 0xf4, 0xff, 0};
  char text[40];
  for (int round = 0; round < 20000; round++) {
    for (size_t i = 0; i < sizeof text; i++)
      text[i] =
          (char)(g_test_rand_bit() ? 'a'
                                   : usual[g_test_rand_int_range(
                                         0, (gint32)G_N_ELEMENTS(usual))]);
    assert_as_glib(text, sizeof text);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/utf8/rows", test_utf8_rows);
  g_test_add_func("/parsers/utf8/chance", test_utf8_chance);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset ladder: true labels, false ones, none, unknown ones.
 */
#include "parsers/charset.h"

#include <string.h>

#include "parsers/mime.h"

static const struct Case {
  const char *name, *bytes, *declared, *expected, *used;
} cases[] = {
    {"utf8", "Gr\303\274\303\237e", "utf-8", "Grüße", "utf-8"},
    {"utf8-without-label", "Gr\303\274\303\237e", NULL, "Grüße", "utf-8"},
    {"latin1-without-label", "Gr\374\337e", NULL, "Grüße", "windows-1252"},
    {"latin1", "Gr\374\337e", "ISO-8859-1", "Grüße", "ISO-8859-1"},
    {"latin1-that-is-windows", "\204Zitat\223 \200", "iso-8859-1", "„Zitat“ €",
     "iso-8859-1"},
    {"latin1-that-is-utf8", "Gr\303\274\303\237e", "iso-8859-1", "Grüße",
     "utf-8"},
    {"ascii-that-is-utf8", "Gr\303\274\303\237e", "us-ascii", "Grüße", "utf-8"},
    {"utf8-that-is-latin1", "Gr\374\337e", "utf-8", "Grüße", "windows-1252"},
    {"latin9", "5 \244", "iso-8859-15", "5 €", "iso-8859-15"},
    {"polish", "\263\363d\274", "iso-8859-2", "łódź", "iso-8859-2"},
    {"cyrillic", "\317\360\350\342\345\362", "windows-1251", "Привет",
     "windows-1251"},
    {"turkish", "\335stanbul", "iso-8859-9", "İstanbul", "iso-8859-9"},
    {"koi8", "\360\322\311\327\305\324", "koi8-r", "Привет", "koi8-r"},
    {"japanese", "\033$B$3$s$K$A$O\033(B", "iso-2022-jp", "こんにちは",
     "iso-2022-jp"},
    {"unknown", "Gr\374\337e", "x-klingon", "Grüße", "windows-1252"},
    {"utf7-is-refused", "+ADw-b+AD4-", "utf-7", "+ADw-b+AD4-", "utf-8"},
    {"label-with-options", "abc", "utf-8//IGNORE", "abc", "utf-8"},
    {"one-broken-sequence",
     "Ein langer Text mit einem einzigen kaputten Zeichen \377 darin, sonst "
     "gut \303\274.",
     "utf-8",
     "Ein langer Text mit einem einzigen kaputten Zeichen \357\277\275 darin, "
     "sonst gut ü.",
     "utf-8"},
};

static void
test_charset_ladder(gconstpointer data)
{
  const struct Case *row = data;
  const char *used = NULL;
  g_autofree char *text =
      charset_to_utf8(row->bytes, strlen(row->bytes), row->declared, &used);
  g_assert_cmpstr(text, ==, row->expected);
  g_assert_cmpstr(used, ==, row->used);
}

static void
test_charset_nul_is_dropped(void)
{
  g_autofree char *text = charset_to_utf8("a\0b", 3, "utf-8", NULL);
  g_autofree char *empty = charset_to_utf8("", 0, "utf-8", NULL);
  g_assert_cmpstr(text, ==, "ab");
  g_assert_cmpstr(empty, ==, "");
}

/* All bytes in all charsets give valid text. */
static void
test_charset_always_valid(void)
{
  static const char *const names[] = {NULL,      "utf-8",       "utf-16",
                                      "gb18030", "iso-2022-jp", "windows-1252",
                                      "big5"};
  char bytes[1024];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i * 7 + i / 256);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *text =
        charset_to_utf8(bytes, sizeof bytes, names[i], NULL);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpuint(strlen(text), >, 0);
  }
}

static void
test_charset_clean_text(void)
{
  g_autofree char *text = charset_clean_text(
      "a\r\nb\rc\td\x01\x7f \342\200\256gedreht\342\200\213 \357\273\277ä\n");
  g_assert_cmpstr(text, ==, "a\nb\nc\td gedreht ä\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  mime_init();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/charset/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_charset_ladder);
  }
  g_test_add_func("/parsers/charset/nul-is-dropped",
                  test_charset_nul_is_dropped);
  g_test_add_func("/parsers/charset/always-valid", test_charset_always_valid);
  g_test_add_func("/parsers/charset/clean-text", test_charset_clean_text);
  return g_test_run();
}

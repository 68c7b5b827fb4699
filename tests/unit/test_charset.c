/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset ladder: true labels, false ones, none, unknown ones.
 */
#include "parsers/charset/charset.h"

#include <string.h>

#include "parsers/mime/mime.h"
#include "tests/support/cases.h"

static const struct Row {
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
    {"utf8-with-one-wrong-byte", "Gr\303\266\337e, Stra\303\237e", "utf-8",
     "Grö\357\277\275e, Straße", "utf-8"},
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
    {"utf7", "Hi Mom -+Jjo--+ACE, +- +2D3eAA", "UTF-7", "Hi Mom -☺-!, + 😀",
     "UTF-7"},
    {"utf7-umlauts", "Gr+APwA3w-e", "unicode-1-1-utf-7", "Grüße",
     "unicode-1-1-utf-7"},
    {"utf7-that-is-latin1", "Gr\374\337e, \374ber 3 \374", "utf-7",
     "Grüße, über 3 ü", "windows-1252"},
    {"utf7-half-character",
     "a lone half +2D0- of a character in a longer text "
     "which is otherwise quite all right",
     "utf-7",
     "a lone half \357\277\275 of a character in a longer text which is "
     "otherwise quite all right",
     "utf-7"},
    {"utf16-bare-little", "G\0r\0\374\0\337\0e\0", "utf-16", "Grüße", "utf-16"},
    {"ukrainian", "\360\322\311\327\246\324", "koi8-u", "Привіт", "koi8-u"},
    {"greek", "\311\344", "windows-1253", "Ιδ", "windows-1253"},
    {"thai", "\241\322", "tis-620", "กา", "tis-620"},
    {"dos", "Gr\201\341e", "cp850", "Grüße", "cp850"},
    {"dos-by-number", "Gr\201\341e", "IBM850", "Grüße", "IBM850"},
    {"macintosh", "Gr\237\247e", "x-mac-roman", "Grüße", "x-mac-roman"},
    {"latin5-that-is-windows", "\200 \335", "iso-8859-9", "€ İ", "iso-8859-9"},
    {"korean", "\261\346", "ks_c_5601-1987", "길", "ks_c_5601-1987"},
    {"chinese", "\302\267", "gb2312", "路", "gb2312"},
    {"taiwanese", "\270\364", "big5", "路", "big5"},
    {"japanese-shift-jis", "\223\271", "Shift_JIS", "道", "Shift_JIS"},
    {"japanese-euc", "\306\273", "euc-jp", "道", "euc-jp"},
    {"no-converter", "Gr\374\337e", "ibm273", "Grüße", "windows-1252"},
    {"label-with-options", "abc", "utf-8//IGNORE", "abc", "utf-8"},
    {"one-broken-sequence",
     "Ein langer Text mit einem einzigen kaputten Zeichen \377 darin, sonst "
     "gut \303\274.",
     "utf-8",
     "Ein langer Text mit einem einzigen kaputten Zeichen \357\277\275 darin, "
     "sonst gut ü.",
     "utf-8"},
};

static const char *const single_bytes[] = {
    "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",
    "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-9",
    "iso-8859-10",  "iso-8859-11",  "iso-8859-13",  "iso-8859-14",
    "iso-8859-15",  "iso-8859-16",  "windows-1250", "windows-1251",
    "windows-1252", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "windows-1258", "koi8-r",
    "koi8-u",       "cp437",        "cp850",        "cp852",
    "cp858",        "cp866",
};

static void
test_charset_ladder(gconstpointer data)
{
  const struct Row *row = data;
  const char *used = NULL;
  bool wide = strcmp(row->name, "utf16-bare-little") == 0;
  size_t size = wide ? 10 : strlen(row->bytes);
  g_autofree char *text =
      charset_to_utf8(row->bytes, size, row->declared, &used);
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

/* Each byte of each table as the system's converter has it.  Where that knows
 * no character, the table may.  Not for Macintosh: the system has its charset
 * of before 1998, without a euro. */
static void
test_charset_tables_are_true(gconstpointer data)
{
  const char *name = data;
  for (unsigned byte = 0xa0; byte <= 0xff; byte++) {
    const char bytes[] = {(char)byte, '\0'};
    g_autofree char *theirs =
        g_convert(bytes, 1, "utf-8", name, NULL, NULL, NULL);
    const char *used = NULL;
    g_autofree char *ours = charset_to_utf8(bytes, 1, name, &used);
    if (theirs == NULL)
      continue;
    if (strcmp(ours, theirs) != 0)
      g_test_message("%s 0x%x: %s, not %s", name, byte, ours, theirs);
    g_assert_cmpstr(ours, ==, theirs);
    g_assert_true(used == name);
  }
}

/* All bytes in all charsets give valid text. */
static void
test_charset_always_valid(void)
{
  static const char *const names[] = {
      NULL,           "utf-8",     "utf-16", "gb18030",  "iso-2022-jp",
      "windows-1252", "big5",      "utf-7",  "utf-16le", "euc-kr",
      "iso-2022-kr",  "shift_jis", "euc-jp"};
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
  CASES_ADD_ROWS("/parsers/charset", cases, test_charset_ladder);
  for (size_t i = 0; i < G_N_ELEMENTS(single_bytes); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/charset/table/%s", single_bytes[i]);
    g_test_add_data_func(path, single_bytes[i], test_charset_tables_are_true);
  }
  g_test_add_func("/parsers/charset/nul-is-dropped",
                  test_charset_nul_is_dropped);
  g_test_add_func("/parsers/charset/always-valid", test_charset_always_valid);
  g_test_add_func("/parsers/charset/clean-text", test_charset_clean_text);
  return g_test_run();
}

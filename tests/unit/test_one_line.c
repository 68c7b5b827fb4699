/* SPDX-License-Identifier: Apache-2.0
 *
 * Which characters may stand on one line, and which become blanks.
 */
#include "parsers/one_line.h"

typedef struct Row {
  const char *text, *expected;
} Row;

static const Row rows[] = {
    {"", ""},
    {"Plöner Straße", "Plöner Straße"},
    {"a\r\nb\tc", "a  b c"},
    {"\x1b[2J\x7f", " [2J "},
    {"a\xc2\x85z\xc2\x9f", "a z "},         /* NEL and the last of C1 */
    {"\xc2\xa0§", "\xc2\xa0§"},             /* neighbours of C1 */
    {"a\xe2\x80\xa8z\xe2\x80\xa9", "a z "}, /* U+2028, U+2029 */
    {"„\xe2\x80\xa7\xe2\x80\xaa│", "„\xe2\x80\xa7\xe2\x80\xaa│"},
    {"cut \xc2", "cut \xc2"}, /* never beyond the end */
    {"cut \xe2\x80", "cut \xe2\x80"},
};

static void
test_one_line_append(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new("> ");
    one_line_append(out, rows[i].text);
    g_assert_cmpstr(out->str + 2, ==, rows[i].expected);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/one-line/no-character-breaks-it",
                  test_one_line_append);
  return g_test_run();
}

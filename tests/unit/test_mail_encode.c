/* SPDX-License-Identifier: Apache-2.0
 *
 * Quoted-printable at the ends and beginnings of lines.
 */
#include <string.h>

#include "parsers/mail_encode.h"

typedef struct Row {
  const char *text, *expected;
} Row;

#define TEN "0123456789"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static const Row rows[] = {
    {"", ""},
    {"Grüße", "Gr=C3=BC=C3=9Fe\r\n"},
    {"a\nb\r\nc\n", "a\r\nb\r\nc\r\n"},
    {"\n\n", "\r\n\r\n"},
    {"a=b", "a=3Db\r\n"},
    {"a b \nc\t\r\nd ", "a b=20\r\nc=09\r\nd=20\r\n"},
    {"a  \n", "a =20\r\n"},
    {".a\nFrom\n..", "=2Ea\r\n=46rom\r\n=2E.\r\n"},
    {SEVENTY "12345", SEVENTY "12345\r\n"},
    {SEVENTY "123456", SEVENTY "12345=\r\n6\r\n"},
    {SEVENTY "12ü", SEVENTY "12=C3=\r\n=BC\r\n"},
    {SEVENTY "123ü", SEVENTY "123=\r\n=C3=BC\r\n"},
    /* A soft break begins a line, too. */
    {SEVENTY "12345.x", SEVENTY "12345=\r\n=2Ex\r\n"},
    {SEVENTY "12345\n", SEVENTY "12345\r\n"},
    {SEVENTY "1234 \n", SEVENTY "1234=\r\n=20\r\n"},
};

static void
test_mail_encode_quoted_printable(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    mail_encode_quoted_printable(out, rows[i].text);
    g_assert_cmpstr(out->str, ==, rows[i].expected);
  }
}

static void
test_mail_encode_lines_stay_short(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 500; i++)
    g_string_append(text, i % 3 == 0 ? "ä" : i % 7 == 0 ? " " : "=x");
  mail_encode_quoted_printable(out, text->str);
  g_auto(GStrv) lines = g_strsplit(out->str, "\r\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint(strlen(lines[i]), <=, 76); /* RFC 2045 6.7 */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/mail-encode/quoted-printable",
                  test_mail_encode_quoted_printable);
  g_test_add_func("/parsers/mail-encode/lines-stay-short",
                  test_mail_encode_lines_stay_short);
  return g_test_run();
}

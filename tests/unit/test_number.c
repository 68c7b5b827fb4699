/* SPDX-License-Identifier: Apache-2.0
 *
 * Ticket numbers: check digit, spellings, round trip.
 */
#include "parsers/number.h"

#include <string.h>

#include <glib.h>

/* By hand with the table of Damm's thesis: 202600417 -> 6. */
static void
test_number_check_digit_is_damm(void)
{
  g_assert_cmpuint(number_check_digit(26, 417), ==, 6);
}

static void
check_wrong_digits(const char *text)
{
  char wrong[NUMBER_TEXT_SIZE];
  Number got;

  for (size_t i = 0; text[i]; i++) {
    g_strlcpy(wrong, text, sizeof wrong);
    if (text[i] == '-')
      continue;
    wrong[i] = (char)('0' + (text[i] - '0' + 1 + (int)i % 9) % 10);
    g_assert_false(number_parse(wrong, &got));
  }
}

static void
check_swaps(const char *text)
{
  char wrong[NUMBER_TEXT_SIZE];
  Number got;

  for (size_t i = 3; i < 7; i++) {
    g_strlcpy(wrong, text, sizeof wrong);
    wrong[i] = text[i + 1];
    wrong[i + 1] = text[i];
    if (wrong[i] != wrong[i + 1])
      g_assert_false(number_parse(wrong, &got));
  }
}

/* Damm finds every wrong digit and every swap of neighbours. */
static void
test_number_check_digit_finds_typing_errors(void)
{
  for (uint32_t serial = 1; serial < 3000; serial += 7) {
    Number number = {.year = 26, .serial = serial};
    char text[NUMBER_TEXT_SIZE];
    number_format(&number, text);
    check_wrong_digits(text);
    check_swaps(text);
  }
}

/* `C` in a text stands for the right check digit of 26-00417, `W` for a wrong
 * one; want NULL: refused. */
static const struct {
  const char *text, *want;
} reading[] = {
    {"26-00417-C", "26-00417-C"},
    {"2600417C", "26-00417-C"},
    {"26 00417 C", "26-00417-C"},
    {"26-417-C", "26-00417-C"},
    {"2026-00417-C", "26-00417-C"},
    {"26–00417–C", "26-00417-C"},
    {"26 - 00417 - C", "26-00417-C"},
    {"26/00417/C.", "26-00417-C"},
    {"Nr. 26-00417-C", "26-00417-C"},
    {"#26-00417-C", "26-00417-C"},
    {"[26-00417-C]", "26-00417-C"},
    {"26 00417C", "26-00417-C"},
    {"417", "417"},
    {" 00417 ", "417"},
    {"#417", "417"},
    {"I17", "I17"},
    {"i 17", "I17"},
    {"i-17.", "I17"},
    {"26-00417-W", NULL},
    {"26-00417", NULL},
    {"0", NULL},
    {"I0", NULL},
    {"", NULL},
    {"Hauptstr. 17", NULL},
    {"17a", NULL},
    {"99999999999999999999999", NULL},
    {"1-2-3-4-5-6-7-8", NULL},
    {"\xff", NULL},
};

static const struct {
  const char *text, *want;
} finding[] = {
    {"Re: AW: [Musterstadt 26-00417-C] Schlagloch", "26-00417-C"},
    {"Ihr Vorgang 26-00417-C.", "26-00417-C"},
    {"wie in 26-00417-W und 26-00417-C gesagt", "26-00417-C"},
    {"am 26-05-2026", NULL},
    {"417 Bäume", NULL},
    {"126-00417-C", NULL},
    {"Tel. 030 23125000", NULL},
    {"", NULL},
};

static char *
with_check(const char *text)
{
  unsigned check = number_check_digit(26, 417);
  char right = (char)('0' + check), wrong = (char)('0' + (check + 1) % 10);

  return text ? g_strdelimit(g_strdelimit(g_strdup(text), "C", right), "W",
                             wrong)
              : NULL;
}

static void
check_reading(bool (*read)(const char *, Number *), const char *pattern,
              const char *want_pattern)
{
  g_autofree char *text = with_check(pattern);
  g_autofree char *want = with_check(want_pattern);
  char got[NUMBER_TEXT_SIZE] = "";
  Number number;
  bool ok = read(text, &number);

  g_test_message("%s", g_utf8_validate(text, -1, NULL) ? text : "(not UTF-8)");
  if (ok)
    number_format(&number, got);
  g_assert_cmpstr(ok ? got : NULL, ==, want);
}

static void
test_number_parse_is_tolerant(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(reading); i++)
    check_reading(number_parse, reading[i].text, reading[i].want);
}

static void
test_number_find_in_text(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(finding); i++)
    check_reading(number_find, finding[i].text, finding[i].want);
}

static void
test_number_grows_beyond_five_digits(void)
{
  Number number = {.year = 7, .serial = NUMBER_SERIAL_MAX}, got;
  char text[NUMBER_TEXT_SIZE], digits[NUMBER_TEXT_SIZE];

  number_format(&number, text);
  g_assert_true(g_str_has_prefix(text, "07-999999999-"));
  g_assert_true(number_parse(text, &got));
  g_assert_cmpuint(got.serial, ==, NUMBER_SERIAL_MAX);
  number_format_digits(&number, digits);
  g_assert_true(number_parse_digits(digits, &got));
  g_assert_cmpuint(got.serial, ==, NUMBER_SERIAL_MAX);
  g_assert_cmpuint(got.year, ==, 7);
  g_assert_false(number_parse_digits("260041", &got));
  g_assert_false(number_parse_digits("2600000", &got));
  g_assert_false(number_parse_digits("26004a7", &got));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/number/check-digit-is-damm",
                  test_number_check_digit_is_damm);
  g_test_add_func("/parsers/number/check-digit-finds-typing-errors",
                  test_number_check_digit_finds_typing_errors);
  g_test_add_func("/parsers/number/parse-is-tolerant",
                  test_number_parse_is_tolerant);
  g_test_add_func("/parsers/number/find-in-text", test_number_find_in_text);
  g_test_add_func("/parsers/number/grows-beyond-five-digits",
                  test_number_grows_beyond_five_digits);
  return g_test_run();
}

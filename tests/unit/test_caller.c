/* SPDX-License-Identifier: Apache-2.0
 *
 * What colleagues type about somebody who called.
 */
#include "parsers/caller.h"

/* What a row finds; NULL: nothing. */
typedef struct Row {
  const char *text, *name, *address, *number;
} Row;

static void
test_caller_finds(void)
{
  static const Row rows[] = {
      {NULL, NULL, NULL, NULL},
      {"", NULL, NULL, NULL},
      {"Erna Beispiel", "Erna Beispiel", NULL, NULL},
      {"Erna Beispiel, 0152 28817386", "Erna Beispiel", NULL, "+4915228817386"},
      {"Erna Beispiel 0152/28817386", "Erna Beispiel", NULL, "+4915228817386"},
      {"0152 28817386, Erna Beispiel", "Erna Beispiel", NULL, "+4915228817386"},
      {"Erna Beispiel, Tel. 030 23125-001", "Erna Beispiel", NULL,
       "+493023125001"},
      {"Beispiel, Erna (Handy: +49 (0)152 28817386)", "Beispiel, Erna", NULL,
       "+4915228817386"},
      {"Erna Beispiel <erna@example.net>", "Erna Beispiel", "erna@example.net",
       NULL},
      {"erna@example.net", NULL, "erna@example.net", NULL},
      {"Frau Öz, E-Mail: oez@example.net, 030 23125 001", "Frau Öz",
       "oez@example.net", "+493023125001"},
      {"Frau Öz, 231250", "Frau Öz", NULL, "231250"},
      {"Frau Öz, 23 12-50", "Frau Öz", NULL, "231250"},
      {"Erna + Karl Beispiel", "Erna Karl Beispiel", NULL, NULL},
      {"Zweitschlüssel+/=\n", "Zweitschlüssel+/=\n", NULL, NULL},
      {"Frau Öz, Gartenstr. 12", "Frau Öz, Gartenstr. 12", NULL, NULL},
      {"Frau Öz, 18055 Musterhagen", "Frau Öz, 18055 Musterhagen", NULL, NULL},
      {"Frau Öz, 004915228817386", "Frau Öz", NULL, "+4915228817386"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(Caller) caller = caller_parse(rows[i].text);
    g_assert_nonnull(caller);
    if (caller == NULL)
      continue;
    g_assert_cmpstr(caller->name, ==, rows[i].name);
    g_assert_cmpstr(caller->address, ==, rows[i].address);
    g_assert_cmpuint(caller->numbers->len, ==, rows[i].number != NULL);
    if (caller->numbers->len > 0)
      g_assert_cmpstr(caller->numbers->pdata[0], ==, rows[i].number);
  }
}

static void
test_caller_refuses(void)
{
  static const char *const rows[] = {
      "Erna Beispiel, 0152 288173", "Erna Beispiel, +49 152",
      "Erna Beispiel, erna@",       "Erna, @example.net",
      "Erna, erna@example.net@x",   "Erna, 0152 28817386 0152 28817386",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i]);
    g_autoptr(Caller) caller = caller_parse(rows[i]);
    g_assert_null(caller);
  }
}

static void
test_caller_keeps_all_numbers(void)
{
  g_autoptr(Caller) caller =
      caller_parse("Erna, 030 23125 001, mobil 0152 28817386");
  g_assert_cmpuint(caller->numbers->len, ==, 2);
  g_assert_cmpstr(caller->name, ==, "Erna");
  g_assert_cmpstr(caller->numbers->pdata[1], ==, "+4915228817386");
}

static void
test_caller_cuts_a_name(void)
{
  g_autofree char *many = g_strnfill(400, 'x');
  g_autofree char *long_name = g_strconcat("Ä", many, NULL);
  g_autoptr(Caller) caller = caller_parse(long_name);
  g_assert_cmpint(g_utf8_strlen(caller->name, -1), ==, CALLER_NAME_MAX);
}

static void
test_caller_origins(void)
{
  static const struct {
    const char *word, *origin;
  } rows[] = {
      {"telefon", "phone"}, {"Telefon.", "phone"},
      {"phone", "phone"},   {"Vorsprache", "visit"},
      {"counter", "visit"}, {"Brief", "letter"},
      {"letter", "letter"}, {"FAX", "fax"},
      {"taube", NULL},      {"", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpstr(caller_origin_find(rows[i].word), ==, rows[i].origin);
  g_assert_cmpstr(caller_origin_word("visit", true), ==, "vorsprache");
  g_assert_cmpstr(caller_origin_word("letter", false), ==, "letter");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/caller/finds", test_caller_finds);
  g_test_add_func("/parsers/caller/refuses", test_caller_refuses);
  g_test_add_func("/parsers/caller/all-numbers", test_caller_keeps_all_numbers);
  g_test_add_func("/parsers/caller/long-name", test_caller_cuts_a_name);
  g_test_add_func("/parsers/caller/origins", test_caller_origins);
  return g_test_run();
}

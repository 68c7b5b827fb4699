/* SPDX-License-Identifier: Apache-2.0
 *
 * The guess at a letter's language.
 */
#include "parsers/language/language.h"

#include <glib.h>

#include "tests/support/cases.h"

static const struct Row {
  const char *name, *text, *language;
} rows[] = {
    {"german", "Guten Tag, in der Straße ist ein Loch.", "de"},
    {"english", "Hello, there is a hole in the street.", "en"},
    {"umlauts", "Viele GRÜSSE, FÜR ÜBER!", "de"},
    {"capital-sharp-s", "GRÜẞE ÜBER", "de"},
    {"one-word", "und", NULL},
    {"one-word-twice", "und, und", "de"},
    {"mixed", "und the ist and", NULL},
    {"twice-as-many", "und the ist", "de"},
    {"within-words", "Hundert Bänder undicht", NULL},
    {"around-digits", "und2ist", "de"},
    {"long-words", "regardsregards undundundundundund", NULL},
    {"other-letters", "Привет и добрый день", "ru"},
    {"apostrophe", "c'est l'on", "fr"},
    {"empty", "", NULL},
    {"absent", NULL, NULL},
};

static void
test_language_guess(gconstpointer data)
{
  const struct Row *row = data;
  g_assert_cmpstr(language_guess(row->text, NULL, NULL), ==, row->language);
}

/* Each is written in one of the twelve languages and has no little words. */
static const struct Row prints_rows[] = {
    {"polish", "Latarnie zepsute, chodniki połamane", "pl"},
    {"turkish", "Lambalar kırık, kaldırımlar bozuk", "tr"},
    {"german", "Straßenlaternen beschädigt, Gehwegplatten zerbrochen", "de"},
    {"arabic", "مصابيح مكسورة وأرصفة محطمة", "ar"},
    {"too-short", "zepsute", NULL},
    {"no-words", "0381 4567-89 / 12.5.2026 11:30", NULL},
    {"empty", "", NULL},
};

static void
test_language_by_fingerprints(gconstpointer data)
{
  const struct Row *row = data;
  g_autoptr(LanguagePrints) prints = language_prints_new();
  g_assert_cmpstr(language_guess(row->text, NULL, prints), ==, row->language);
}

/* What the town speaks is the only answer, and not the nearest one. */
static void
test_language_among(void)
{
  static const char *const german[] = {"de-du", "en", NULL};
  static const char *const both[] = {"en", "de", "de-simple", NULL};
  static const char *const czech[] = {"de", "cs", NULL};
  static const char text[] = "Guten Tag, in der Straße ist ein Loch.";
  static const char turkish[] = "Lambalar kırık, kaldırımlar bozuk";
  static const char loch[] = "V naší ulici je díra, prosím opravte ji brzy.";
  g_autoptr(LanguagePrints) prints = language_prints_new();
  g_assert_cmpstr(language_guess(text, german, prints), ==, "de-du");
  g_assert_cmpstr(language_guess(text, both, prints), ==, "de");
  g_assert_cmpstr(language_guess(text, both + 3, prints), ==, NULL);
  g_assert_cmpstr(language_guess(turkish, german, prints), ==, NULL);
  g_assert_cmpstr(language_guess(loch, czech, prints), ==, "cs");
  g_assert_cmpstr(language_guess(loch, NULL, prints), ==, NULL);
}

/* The beginning tells, and a cut character does no harm. */
static void
test_language_reads_the_beginning(void)
{
  GString *text = g_string_new("the and ");
  while (text->len < 1023)
    g_string_append_c(text, '.');
  g_string_append(text, "ö und der das ist nicht");
  g_assert_cmpstr(language_guess(text->str, NULL, NULL), ==, "en");
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/parsers/language", rows, test_language_guess);
  CASES_ADD_ROWS("/parsers/language/fingerprints", prints_rows,
                 test_language_by_fingerprints);
  g_test_add_func("/parsers/language/among", test_language_among);
  g_test_add_func("/parsers/language/beginning",
                  test_language_reads_the_beginning);
  return g_test_run();
}

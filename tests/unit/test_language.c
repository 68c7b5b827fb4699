/* SPDX-License-Identifier: Apache-2.0
 *
 * The guess at a letter's language.
 */
#include "parsers/language.h"

#include <glib.h>

static const struct Row {
  const char *name, *text, *language;
} rows[] = {
    {"german", "Guten Tag, in der Straße ist ein Loch.", "de"},
    {"english", "Hello, there is a hole in the street.", "en"},
    {"umlauts", "Viele GRÜSSE, FÜR ÜBER!", "de"},
    {"capital-sharp-s", "GRÜẞE ÜBER", "de"},
    {"one-word", "und", NULL},
    {"one-word-twice", "und, und", "de"},
    {"mixed", "und the der and", NULL},
    {"twice-as-many", "und the der", "de"},
    {"within-words", "Hundert Bänder undicht", NULL},
    {"around-digits", "und2der", "de"},
    {"long-words", "regardsregards undundundundundund", NULL},
    {"other-letters", "Привет и добрый день", NULL},
    {"empty", "", NULL},
    {"absent", NULL, NULL},
};

static void
test_language_guess(gconstpointer data)
{
  const struct Row *row = data;
  g_assert_cmpstr(language_guess(row->text), ==, row->language);
}

/* The beginning tells, and a cut character does no harm. */
static void
test_language_reads_the_beginning(void)
{
  GString *text = g_string_new("the and ");
  while (text->len < 4095)
    g_string_append_c(text, '.');
  g_string_append(text, "ö und der das ist nicht");
  g_assert_cmpstr(language_guess(text->str), ==, "en");
  g_string_free(text, TRUE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path =
        g_strdup_printf("/parsers/language/%s", rows[i].name);
    g_test_add_data_func(path, &rows[i], test_language_guess);
  }
  g_test_add_func("/parsers/language/beginning",
                  test_language_reads_the_beginning);
  return g_test_run();
}

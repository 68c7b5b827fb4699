/* SPDX-License-Identifier: Apache-2.0
 *
 * Which words are one slip of the finger from those a set looks for.
 */
#include "parsers/phrases/phrase_spelling.h"

#include <string.h>

/* The guesses, a blank between them. */
static char *
guess(const PhraseSpelling *spelling, const char *word)
{
  const char *guesses[PHRASE_GUESSES_MAX];
  unsigned count = phrase_spelling_guess(spelling, word, strlen(word), guesses);
  g_autoptr(GString) told = g_string_new(NULL);
  for (unsigned i = 0; i < count; i++)
    g_string_append_printf(told, "%s%s", i > 0 ? " " : "", guesses[i]);
  return g_string_free(g_steal_pointer(&told), FALSE);
}

static void
test_phrase_spelling_slips(void)
{
  static const struct {
    const char *word, *meant;
  } rows[] = {
      {"stromkbael", "stromkabel"},
      {"stromkabl", "stromkabel"},
      {"stromkaabel", "stromkabel"},
      {"stromkabep", "stromkabel"},
      {"stromkabel", ""},
      {"stomkbael", ""},
      {"dtromkabel", ""},
      {"hangt", "haengt"},
      {"reicht", ""},
      {"riehct", "riecht"},
      {"riechtt", "riecht"},
      {"gsa", ""},
      {"schacth", "schacht"},
      {"schahct", "schacht"},
      {"schlacht", ""},
      {"schachtx", "schacht"},
      {"leistung", ""},
      {"leittung", "leitung"},
      {"schacht7", ""},
      {"s", ""},
      {"", ""},
      {"stromkabelx", "stromkabel"},
  };
  g_autoptr(PhraseSpelling) spelling = phrase_spelling_new();
  phrase_spelling_add(spelling, " stromkabel ");
  phrase_spelling_add(spelling, " haengt runter ");
  phrase_spelling_add(spelling, " riecht");
  phrase_spelling_add(spelling, " reicht ");
  phrase_spelling_add(spelling, "schacht");
  phrase_spelling_add(spelling, "leitung");
  phrase_spelling_add(spelling, " gas ");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *meant = guess(spelling, rows[i].word);
    g_assert_cmpstr(meant, ==, rows[i].meant);
  }
}

static void
test_phrase_spelling_many(void)
{
  g_autoptr(PhraseSpelling) spelling = phrase_spelling_new();
  for (char end = 'a'; end <= 'z'; end++) {
    g_autofree char *word = g_strdup_printf("strompf%c", end);
    phrase_spelling_add(spelling, word);
  }
  const char *guesses[PHRASE_GUESSES_MAX];
  g_assert_cmpuint(phrase_spelling_guess(spelling, "strompf", 7, guesses), ==,
                   PHRASE_GUESSES_MAX);
  g_assert_cmpuint(phrase_spelling_guess(spelling, "strompfq", 8, guesses), ==,
                   0);
}

static void
test_phrase_spelling_foreign(void)
{
  g_autoptr(PhraseSpelling) spelling = phrase_spelling_new();
  phrase_spelling_add(spelling, " пожежа ");
  phrase_spelling_add(spelling, "");
  g_autofree char *foreign = guess(spelling, "пожежка");
  g_assert_cmpstr(foreign, ==, "");
  g_autofree char *compound =
      guess(spelling, "donaudampfschifffahrtskapitaensmuetze");
  g_assert_cmpstr(compound, ==, "");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/phrase-spelling/slips", test_phrase_spelling_slips);
  g_test_add_func("/phrase-spelling/many", test_phrase_spelling_many);
  g_test_add_func("/phrase-spelling/foreign", test_phrase_spelling_foreign);
  return g_test_run();
}

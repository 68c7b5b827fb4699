/* SPDX-License-Identifier: Apache-2.0
 *
 * The search for words within lines finds what strstr() finds, wherever it
 * stands; and the sieve that is asked first lets through every line that the
 * tables know.
 */
#include "parsers/reply/reply_words.h"

#include <string.h>

#include <glib.h>

#include "parsers/reply/banner.h"
#include "parsers/reply/reply_private.h"
#include "parsers/reply/reply_words_private.h"

static const struct Held {
  ReplyWords set;
  const ReplyWordTable *table;
} held_table[] = {
    {REPLY_WORDS_VERB, &reply_words_verb},
    {REPLY_WORDS_OWN, &reply_words_own},
    {REPLY_WORDS_BANNER, &reply_words_banner},
    {REPLY_WORDS_DISCLAIMER, &reply_words_disclaimer},
};

static bool
holds_slowly(const ReplyWordTable *table, const char *text)
{
  for (size_t i = 0; i < table->count; i++)
    if (strstr(text, table->words[i]) != NULL)
      return true;
  return false;
}

static void
test_words_are_held_at_every_place(void)
{
  for (size_t row = 0; row < G_N_ELEMENTS(held_table); row++) {
    const struct Held *held = &held_table[row];
    for (size_t i = 0; i < held->table->count; i++) {
      const char *word = held->table->words[i];
      for (int front = 0; front < 5; front++) {
        g_autofree char *text = g_strdup_printf("%.*s%s", front, "#~#~#", word);
        g_assert_true(reply_words_hold(held->set, text));
        text[strlen(text) - 1] = '~'; /* not whole */
        g_assert_cmpint(reply_words_hold(held->set, text), ==,
                        holds_slowly(held->table, text));
      }
    }
  }
}

/* Each line is told as before when the sieve is asked in front. */
static void
test_sieve_lets_all_lines_through(void)
{
  static const struct {
    const char *line;
    unsigned table;
  } rows[] = {
      {"von meinem iphone gesendet", REPLY_HINT_DEVICE},
      {"надіслано з iphone", REPLY_HINT_DEVICE},
      {"diese e-mail stammt von ausserhalb", REPLY_HINT_BANNER},
      {"achtung: externe e-mail", REPLY_HINT_BANNER},
      {"klicken sie nicht auf links", REPLY_HINT_BANNER_MORE},
      {"mit freundlichen grüssen", REPLY_HINT_CLOSING},
      {"gruss, karla", REPLY_HINT_CLOSING},
  };
  WordSieve sieve = {{0}};
  reply_words_device_fill(&sieve, REPLY_HINT_DEVICE);
  reply_words_close_fill(&sieve, REPLY_HINT_CLOSING);
  banner_fill(&sieve);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpuint(word_sieve_ask(&sieve, rows[i].line) & rows[i].table, !=,
                     0);
  g_assert_cmpuint(word_sieve_ask(&sieve, "laterne flackert"), ==, 0);
}

/* Those too short for the sieve need none. */
static void
test_short_farewells_need_no_sieve(void)
{
  static const char *const lines[] = {"vg", "lg karla", "mfg", "mfg max"};
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
    g_assert_true(reply_words_close(lines[i], false));
  g_assert_false(reply_words_close("lgb laterne", false));
  g_assert_false(reply_words_close("vg war ein sehr schönes wort", false));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/reply/words/held-at-every-place",
                  test_words_are_held_at_every_place);
  g_test_add_func("/parsers/reply/words/sieve-lets-all-through",
                  test_sieve_lets_all_lines_through);
  g_test_add_func("/parsers/reply/words/short-farewells",
                  test_short_farewells_need_no_sieve);
  return g_test_run();
}

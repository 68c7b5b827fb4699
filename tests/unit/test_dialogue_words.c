/* SPDX-License-Identifier: Apache-2.0
 *
 * What the words of an SMS tell besides: its language, and its ticket.
 */
#include "tests/support/talk.h"

/* In the language of his words; where they tell none, of his ticket. */
static void
test_dialogue_words_language(void)
{
  static const struct {
    const char *text, *kind, *words;
  } rows[] = {
      {"The street light in Gartenstraße 12 is broken and it is dark",
       "confirmation", "received"},
      {"please stop sending me these messages", "stop-question", "Would you"},
      {"1", "stop-confirmed", "You will get no more"},
      {"STATUS 1", "status", "has arrived"},
      {"Die Laterne am Markt ist seit gestern kaputt", "confirmation",
       "erhalten"},
  };
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    town_text(town, TALK_PHONE, rows[i].text);
    assert_said(town, rows[i].kind, rows[i].words);
    town_fixture_advance(town, 11 * TALK_MINUTE_MS);
  }
}

/* A short number at the beginning is a ticket of his own, or nothing. */
static void
test_dialogue_words_about(void)
{
  static const struct {
    const char *from, *text;
    int64_t tickets;
  } rows[] = {
      {TALK_PHONE, "zu 1: ist erledigt, danke", 1},
      {TALK_PHONE, "Zu 26 00001 4: ist erledigt", 1},
      {TALK_PHONE, "zu 2: ist erledigt", 2},
      {TALK_OTHER, "zu 1: ist erledigt", 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = talk_town_with_ticket();
    town_text(town, rows[i].from, rows[i].text);
    g_assert_cmpint(talk_tickets(town), ==, rows[i].tickets);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/dialogue/words/language", test_dialogue_words_language);
  g_test_add_func("/dialogue/words/about", test_dialogue_words_about);
  return g_test_run();
}

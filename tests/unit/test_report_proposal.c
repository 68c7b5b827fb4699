/* SPDX-License-Identifier: Apache-2.0
 *
 * What departments write in plain words: asked back once; and terms that are
 * no dates in digits, as the citizen reads them.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Haselnuss");
  town_say(town, &(TownMail){0});
  return town;
}

static void
answer_ticket(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = text});
}

static void
test_proposal_terms(void)
{
  static const struct {
    const char *text, *state, *news, *said;
    bool at_once;
  } rows[] = {
      {"#in Arbeit bis nächsten Freitag", "open", "status-accepted", "22. Mai",
       true},
      {"#in Arbeit KW 27", "open", "status-accepted", "3. Juli", true},
      {"#beauftragt Haselnuss GmbH bis Ende Juni", "open",
       "status-commissioned", "30. Juni", false},
      {"#geplant in zwei Wochen", "open", "status-planned", "4. Juni", false},
      {"#planned next Friday", "open", "status-planned", "22. Mai", false},
      {"#frist +5t", "new", NULL, NULL, false},
      {"#frist bis Ende nächster Woche", "new", NULL, NULL, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, rows[i].text);
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, rows[i].state);
    g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
    if (rows[i].news == NULL)
      continue;
    g_autoptr(TownSent) news = town_sent(town, rows[i].news, NULL);
    g_assert_nonnull(news);
    if (news != NULL)
      assert_contains(news->mail->full_text, rows[i].said);
    g_assert_true((news->due_at_ms == town->now_ms) == rows[i].at_once);
  }
}

/* Plain words are asked about once; what was meant is done on a yes. */
static void
test_proposal_plain_words(void)
{
  static const struct {
    const char *text, *answer, *state, *news;
  } rows[] = {
      {"Erledigt, neue Haselnuss ist drin.", "Ja", "solved", "status-solved"},
      {"Haben wir repariert.", "ja", "solved", "status-solved"},
      {"Ist bei den Stadtwerken beauftragt bis 20.6.", "Ja, danke.", "open",
       "status-commissioned"},
      {"Erledigt, neue Haselnuss ist drin.", "Nein", "new", NULL},
      {"Erledigt, neue Haselnuss ist drin.", "Das meinte ich nicht.", "new",
       NULL},
      {"Wir kümmern uns darum.", "JA", "open", "status-accepted"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s %s", rows[i].text, rows[i].answer);
    g_autoptr(TownFixture) town = town_with_ticket();
    answer_ticket(town, rows[i].text);
    g_autofree char *before = town_state(town);
    g_assert_cmpstr(before, ==, "new");
    g_autoptr(TownSent) asked = town_sent(town, "transcript-proposal", NULL);
    g_assert_nonnull(asked);
    if (asked == NULL)
      continue;
    assert_contains(asked->raw, "mailto:");
    town_reply(town, asked, &(TownMail){.text = rows[i].answer});
    g_autofree char *state = town_state(town);
    g_assert_cmpstr(state, ==, rows[i].state);
    if (rows[i].news == NULL)
      continue;
    g_autoptr(TownSent) news = town_sent(town, rows[i].news, NULL);
    g_assert_nonnull(news);
    /* A second yes says nothing new. */
    town_reply(town, asked, &(TownMail){.text = "Ja"});
    g_assert_cmpuint(town_sent_count(town, rows[i].news), ==, 1);
  }
}

static void
test_proposal_plain_words_once(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer_ticket(town, "Ist repariert.");
  answer_ticket(town, "Ist repariert, sagt der Bauhof.");
  g_assert_cmpuint(town_sent_count(town, "transcript-proposal"), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "transcript-note"), ==, 1);
  /* A week later the yes is too old. */
  town_fixture_advance(town, 8 * DAY_MS);
  answer_ticket(town, "Ja");
  g_autofree char *state = town_state(town);
  g_assert_cmpstr(state, ==, "new");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/proposal/terms", test_proposal_terms);
  g_test_add_func("/services/report/proposal/plain-words",
                  test_proposal_plain_words);
  g_test_add_func("/services/report/proposal/plain-words-once",
                  test_proposal_plain_words_once);
  return g_test_run();
}

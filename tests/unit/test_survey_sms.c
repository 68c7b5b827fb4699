/* SPDX-License-Identifier: Apache-2.0
 *
 * A survey by SMS, with the questionnaire of the example town: from the keyword
 * to the last answer, back, by number, interrupted, closed.
 */
#include "queue/response.h"
#include "tests/support/survey_town.h"

/* What is said, and what the next question says. */
typedef struct Line {
  const char *text, *kind, *says;
} Line;

static void
play(TownFixture *town, const Line *lines, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_test_message("%s", lines[i].text);
    survey_town_say(town, lines[i].text);
    assert_said(town, lines[i].kind, lines[i].says);
  }
}

static void
test_survey_is_answered(void)
{
  static const Line lines[] = {
      {"Waldpark", "survey-question",
       "Umfrage Ihr Waldpark. Ausgewertet ohne Ihre Nummer. Ende: STOPP"},
      {"4 Sterne", "survey-question", "2/5 Wie oft sind Sie dort?"},
      {"b)", "survey-question", "3/5 Was tun Sie dort?"},
      {"1 und 4", "survey-question", "4/5 Hauptwege: welcher Belag?"},
      {"weiss nicht", "survey-question", "5/5 Was fehlt Ihnen dort?"},
      {"Quittenbänke am See", "survey-thanks", "alle Fragen"},
  };
  g_autoptr(TownFixture) town = survey_town_new();
  town_fixture_secret(town, "Quittenbänke");
  play(town, lines, G_N_ELEMENTS(lines));
  survey_town_assert_answer(town, "stern", "4");
  survey_town_assert_answer(town, "besuch", "monat");
  survey_town_assert_answer(town, "zweck", "gehen hund");
  survey_town_assert_answer(town, "weg", "passed");
  survey_town_assert_answer(town, "wunsch", "given");
  town_fixture_assert_text(town, "SELECT begun || ' ' || complete FROM survey",
                           "1 1");
  g_assert_cmpint(talk_tickets(town), ==, 0);
  /* What comes then is no answer any more. */
  survey_town_say(town, "In der Gartenstr. 4 ist ein tiefes Schlagloch.");
  g_assert_cmpint(talk_tickets(town), ==, 1);
}

static void
test_survey_asks_again_and_goes_back(void)
{
  static const Line lines[] = {
      {"WALDPARK 5", "survey-question", "2/5"},
      {"vielleicht", "survey-question", "Das war nicht klar. 2/5"},
      {"immer mal", "survey-question", "Gut, weiter. 3/5"},
      {"2", "survey-question", "4/5"},
      {"ZURÜCK", "survey-question", "3/5"},
      {"2 und 3", "survey-question", "4/5"},
      {"2a 1: 3", "survey-question", "4/5"},
      {"nächste", "survey-question", "5/5"},
      {"weiter", "survey-thanks", "Ändern"},
      /* Later: by number, and by the keyword, where nothing is open. */
      {"1: 2", "survey-thanks", "alle Fragen"},
      {"WALDPARK", "survey-thanks", "alle Fragen"},
  };
  g_autoptr(TownFixture) town = survey_town_new();
  play(town, lines, G_N_ELEMENTS(lines));
  survey_town_assert_answer(town, "stern", "2");
  survey_town_assert_answer(town, "besuch", "woche");
  survey_town_assert_answer(town, "zweck", "sport kinder");
}

/* Who is not open is told so; a keyword is no report. */
static void
test_survey_has_an_end(void)
{
  g_autoptr(TownFixture) town =
      town_fixture_new(&(TownOptions){.survey = true});
  survey_town_say(town, "WALDPARK");
  assert_said(town, "survey-closed", "noch nicht begonnen");
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_OPEN));
  survey_town_say(town, "WALDPARK");
  assert_said(town, "survey-question", "1/5");
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_PAUSED));
  survey_town_say(town, "5");
  assert_said(town, "survey-closed", "macht eine Pause");
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_OPEN));
  survey_town_say(town, "5");
  assert_said(town, "survey-question", "2/5");
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_CLOSED));
  survey_town_say(town, "WALDPARK");
  assert_said(town, "survey-closed", "ist zu Ende");
  g_assert_false(survey_town_set_state(town, SURVEY_STATE_PAUSED));
  town_fixture_assert_text(
      town, "SELECT count(*) FROM survey_response WHERE link IS NOT NULL", "0");
  g_assert_cmpint(talk_tickets(town), ==, 0);
}

/* STOPP ends it; HILFE, STATUS and danger are heard in between. */
static void
test_survey_lets_others_in(void)
{
  g_autoptr(TownFixture) town = survey_town_new();
  survey_town_say(town, "WALDPARK");
  survey_town_say(town, "HILFE");
  assert_said(town, "help", "112");
  survey_town_say(town, "Hier riecht es stark nach Gas, Gartenstr. 4!");
  assert_said(town, "danger", "112");
  survey_town_say(town, "4");
  assert_said(town, "survey-question", "2/5");
  survey_town_say(town, "STOPP");
  assert_said(town, "stop-confirmed", "");
  town_fixture_assert_text(
      town, "SELECT count(*) FROM question WHERE state = 'open'", "0");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/survey-sms/is-answered", test_survey_is_answered);
  g_test_add_func("/survey-sms/asks-again",
                  test_survey_asks_again_and_goes_back);
  g_test_add_func("/survey-sms/has-an-end", test_survey_has_an_end);
  g_test_add_func("/survey-sms/lets-others-in", test_survey_lets_others_in);
  return g_test_run();
}

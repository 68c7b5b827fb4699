/* SPDX-License-Identifier: Apache-2.0
 *
 * The forest park.
 */
#include "tests/support/survey_town.h"

#include "daemon/services/survey/survey_hand.h"

bool
survey_town_set_state(TownFixture *town, SurveyState state)
{
  g_autoptr(GError) error = NULL;
  Desk desk = digest_desk(&town->digest);
  g_assert_true(store_begin(town->digest.store, &error));
  bool ok = survey_set_by_hand(&desk, "waldpark", state, &error);
  g_assert_true(store_commit(town->digest.store, &error));
  return ok;
}

TownFixture *
survey_town_new(void)
{
  TownFixture *town = town_fixture_new(&(TownOptions){.survey = true});
  g_assert_true(survey_town_set_state(town, SURVEY_STATE_OPEN));
  return town;
}

void
survey_town_say(TownFixture *town, const char *text)
{
  talk_wait(town, TALK_MINUTE_MS);
  town_text(town, TALK_PHONE, text);
}

void
survey_town_assert_answer(TownFixture *town, const char *question,
                          const char *value)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT COALESCE(value, state) FROM survey_answer WHERE question = '%s'",
      question);
  town_fixture_assert_text(town, sql, value);
}

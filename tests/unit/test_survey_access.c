/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may answer: a survey for those who were invited turns everybody else
 * away, by SMS and by mail, whoever knows its keyword.
 */
#include <string.h>

#include "daemon/config.h"
#include "parsers/survey/questionnaire.h"
#include "queue/participant.h"
#include "tests/support/survey_town.h"

static TownFixture *
town_with_access(SurveyAccess access)
{
  TownFixture *town = survey_town_new();
  Questionnaire *form = town->config->town->surveys->pdata[0];
  form->access = access;
  return town;
}

/* Invite whoever wrote so far. */
static void
invite_all(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contact = town_fixture_text(town, "SELECT id FROM contact");
  Desk desk = digest_desk(&town->digest);
  bool is_new = false;
  g_assert_true(store_begin(town->digest.store, &error));
  g_autoptr(Survey) survey = survey_ensure(desk.queue, "waldpark/1", &error);
  g_assert_true(
      participant_invite(desk.queue, survey, contact, &is_new, &error));
  g_assert_true(store_commit(town->digest.store, &error));
  g_assert_true(is_new);
}

static void
assert_nobody_takes_part(TownFixture *town)
{
  town_fixture_assert_text(town,
                           "SELECT (SELECT count(*) FROM survey_response) +"
                           " (SELECT count(*) FROM survey_participant)",
                           "0");
  g_assert_cmpint(talk_tickets(town), ==, 0);
}

static void
test_survey_access_by_sms(void)
{
  g_autoptr(TownFixture) town = town_with_access(SURVEY_ACCESS_INVITED);
  survey_town_say(town, "WALDPARK 4");
  assert_said(town, "survey-closed", "die die Stadt eingeladen hat");
  assert_nobody_takes_part(town);
  invite_all(town);
  survey_town_say(town, "WALDPARK 4");
  assert_said(town, "survey-question", "2/5");
  /* Who takes part is still somebody who was invited. */
  survey_town_say(town, "b");
  assert_said(town, "survey-question", "3/5");
}

static void
test_survey_access_by_mail(void)
{
  g_autoptr(TownFixture) town = town_with_access(SURVEY_ACCESS_INVITED);
  town_say(town, &(TownMail){.subject = "Waldpark", .text = "1: 4"});
  g_autoptr(TownSent) refused = town_sent(town, "survey-closed", "ayse@");
  g_assert_nonnull(refused);
  g_assert_nonnull(strstr(refused->mail->full_text, "eingeladen hat"));
  g_assert_false(town_was_sent(town, "survey-form", "ayse@"));
  assert_nobody_takes_part(town);
  invite_all(town);
  town_say(town, &(TownMail){.subject = "Waldpark", .text = "Hallo"});
  g_assert_true(town_was_sent(town, "survey-form", "ayse@"));
}

static void
test_survey_access_by_code(void)
{
  g_autoptr(TownFixture) town = town_with_access(SURVEY_ACCESS_CODE);
  survey_town_say(town, "WALDPARK");
  assert_said(town, "survey-closed", "die die Stadt eingeladen hat");
  assert_nobody_takes_part(town);
}

static void
test_survey_access_of_everybody(void)
{
  static const SurveyAccess all[] = {SURVEY_ACCESS_OPEN, SURVEY_ACCESS_CONTACT};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    g_autoptr(TownFixture) town = town_with_access(all[i]);
    survey_town_say(town, "WALDPARK");
    assert_said(town, "survey-question", "1/5");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/survey-access/sms", test_survey_access_by_sms);
  g_test_add_func("/survey-access/mail", test_survey_access_by_mail);
  g_test_add_func("/survey-access/code", test_survey_access_by_code);
  g_test_add_func("/survey-access/everybody", test_survey_access_of_everybody);
  return g_test_run();
}

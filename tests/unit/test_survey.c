/* SPDX-License-Identifier: Apache-2.0
 *
 * Surveys and responses in the store: states, counts, the link from a person to
 * what he answered, and words that nobody reads in the file.
 */
#include "queue/survey.h"

#include <string.h>

#include "queue/response.h"
#include "tests/support/queue_fixture.h"

static Questionnaire *
some_questionnaire(void)
{
  Questionnaire *some = questionnaire_new();
  g_ptr_array_add(some->languages, g_strdup("de"));
  (void)questionnaire_add_question(some, SURVEY_INTEGER, "visits");
  (void)questionnaire_add_question(some, SURVEY_TEXT, "wish");
  return some;
}

static Survey *
open_survey(QueueFixture *fix)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS);
  g_autofree char *id = survey_id("waldpark", 1);
  Survey *survey = survey_ensure(queue, id, &error);
  g_assert_no_error(error);
  g_assert_true(survey_set_state(queue, survey, SURVEY_STATE_OPEN, &error));
  return survey;
}

static Response *
begin(QueueFixture *fix, Survey *survey, const char *who)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) link = response_link(&fix->queue, survey, "contact", who);
  ResponseBegin new = {link, "sms", "de"};
  Response *response = response_begin(&fix->queue, survey, &new, &error);
  g_assert_no_error(error);
  return response;
}

static void
test_survey_has_states(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS);
  Survey *none;
  g_assert_true(survey_find(queue, "waldpark/1", &none, &error));
  g_assert_null(none);
  g_autoptr(Survey) survey = survey_ensure(queue, "waldpark/1", &error);
  g_assert_cmpint(survey->state, ==, SURVEY_STATE_DRAFT);
  static const SurveyState way[] = {
      SURVEY_STATE_SCHEDULED, SURVEY_STATE_OPEN,   SURVEY_STATE_PAUSED,
      SURVEY_STATE_OPEN,      SURVEY_STATE_CLOSED, SURVEY_STATE_PUBLISHED};
  for (size_t i = 0; i < G_N_ELEMENTS(way); i++) {
    g_assert_true(survey_state_may_become(survey->state, way[i]));
    g_assert_true(survey_set_state(queue, survey, way[i], &error));
  }
  g_assert_false(
      survey_state_may_become(SURVEY_STATE_DRAFT, SURVEY_STATE_PUBLISHED));
  g_autoptr(Survey) again = survey_ensure(queue, "waldpark/1", &error);
  g_assert_cmpint(again->state, ==, SURVEY_STATE_PUBLISHED);
  g_assert_cmpstr(again->key_id.text, ==, survey->key_id.text);
  g_assert_cmpint(again->opened_at_ms, ==, FIXTURE_NOW_MS);
  g_assert_cmpint(again->closed_at_ms, ==, FIXTURE_NOW_MS);
  g_autoptr(Survey) second = survey_ensure(queue, "waldpark/2", &error);
  g_assert_cmpstr(second->key_id.text, !=, survey->key_id.text);
  int64_t all = 0;
  g_assert_true(store_get_int64(queue->store, &all, &error,
                                "SELECT count(*) FROM survey", ""));
  g_assert_cmpint(all, ==, 2);
}

static void
test_response_is_found_by_its_link(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  g_autoptr(Survey) survey = open_survey(fix);
  g_autoptr(Response) anna = begin(fix, survey, "anna");
  g_autoptr(Response) otto = begin(fix, survey, "otto");
  g_assert_true(response_ask(queue, anna, "wish", 1, &error));
  g_autoptr(GBytes) link = response_link(queue, survey, "contact", "anna");
  Response *found = NULL;
  g_assert_true(response_find(queue, survey, link, &found, &error));
  g_assert_cmpstr(found->id.text, ==, anna->id.text);
  g_assert_cmpstr(found->asked, ==, "wish");
  g_assert_cmpuint(found->tries, ==, 1);
  g_assert_false(found->complete);
  response_free(found);
  /* Who has a code of the same letters is somebody else. */
  g_autoptr(GBytes) code = response_link(queue, survey, "code", "anna");
  g_assert_true(response_find(queue, survey, code, &found, &error));
  g_assert_null(found);
  ResponseBegin twice = {link, "mail", "en"};
  g_assert_null(response_begin(queue, survey, &twice, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CONFLICT);
}

static void
test_responses_are_counted(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  g_autoptr(Survey) survey = open_survey(fix);
  g_autoptr(Response) anna = begin(fix, survey, "anna");
  g_autoptr(Response) otto = begin(fix, survey, "otto");
  static const bool steps[] = {true, true, false, true};
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
    g_assert_true(response_set_complete(queue, survey, anna, steps[i], &error));
  g_autoptr(Survey) read = survey_ensure(queue, survey->id, &error);
  g_assert_cmpint(read->begun, ==, 2);
  g_assert_cmpint(read->complete, ==, 1);
  g_assert_cmpint(survey->complete, ==, 1);
}

static void
test_answers_come_back(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  g_autoptr(Questionnaire) some = some_questionnaire();
  g_autoptr(Survey) survey = open_survey(fix);
  g_autoptr(Response) anna = begin(fix, survey, "anna");
  g_autoptr(SurveyResponse) said = survey_response_new(some);
  (void)survey_response_set(said, 0, ANSWER_STATE_LEFT, NULL);
  (void)survey_response_set(said, 1, ANSWER_STATE_GIVEN, "Mehr Bänke, bitte");
  ResponseSheet sheet = {queue, survey, anna, said};
  for (guint i = 0; i < 2; i++)
    g_assert_true(response_save_answer(&sheet, i, &error));
  (void)survey_response_set(said, 0, ANSWER_STATE_GIVEN, "12");
  g_assert_true(response_save_answer(&sheet, 0, &error));
  g_autoptr(SurveyResponse) read = survey_response_new(some);
  sheet.answers = read;
  g_assert_true(response_load_answers(&sheet, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(survey_response_value(read, 0), ==, "12");
  g_assert_cmpstr(survey_response_value(read, 1), ==, "Mehr Bänke, bitte");
  /* What can be counted is plain, what was written is not. */
  int64_t plain = 0;
  g_assert_true(store_get_int64(queue->store, &plain, &error,
                                "SELECT count(*) FROM survey_answer WHERE"
                                " value = '12' OR value LIKE '%Bänke%'"
                                " OR CAST(words AS text) LIKE '%Bänke%'",
                                ""));
  g_assert_cmpint(plain, ==, 1);
}

/* After that nobody, we among them, can tell who answered what. */
static void
test_links_go(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  g_autoptr(Survey) survey = open_survey(fix);
  g_autoptr(Response) anna = begin(fix, survey, "anna");
  g_autoptr(Response) otto = begin(fix, survey, "otto");
  Response *found = NULL;
  g_autoptr(GBytes) link = response_link(queue, survey, "contact", "anna");
  g_assert_true(response_unlink(queue, anna, &error));
  g_assert_true(response_find(queue, survey, link, &found, &error));
  g_assert_null(found);
  g_autoptr(Response) anew = begin(fix, survey, "anna");
  g_assert_true(response_unlink_all(queue, survey, &error));
  int64_t left = 0;
  g_assert_true(store_get_int64(
      queue->store, &left, &error,
      "SELECT count(*) FROM survey_response WHERE link IS NOT NULL", ""));
  g_assert_cmpint(left, ==, 0);
  g_assert_cmpint(survey->begun, ==, 3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/states", test_survey_has_states);
  g_test_add_func("/survey/link", test_response_is_found_by_its_link);
  g_test_add_func("/survey/counts", test_responses_are_counted);
  g_test_add_func("/survey/answers", test_answers_come_back);
  g_test_add_func("/survey/links-go", test_links_go);
  return g_test_run();
}

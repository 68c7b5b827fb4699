/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures of what stands in the store are those of what was answered.
 */
#include "queue/response_each.h"

#include "parsers/survey/survey_figures.h"
#include "tests/support/queue_fixture.h"

/* What is answered: by turns with 1 to 4 visits or none said, and a wish. */
enum { RESPONSES = 60, TURNS = 5, COMPLETE_EACH = 3 };

static Questionnaire *
some_questionnaire(void)
{
  Questionnaire *some = questionnaire_new();
  g_ptr_array_add(some->languages, g_strdup("de"));
  (void)questionnaire_add_question(some, SURVEY_INTEGER, "visits");
  (void)questionnaire_add_question(some, SURVEY_TEXT, "wish");
  return some;
}

static void
answer(QueueFixture *fix, Survey *survey, const Questionnaire *asks, int turn)
{
  g_autoptr(GError) error = NULL;
  Queue *queue = &fix->queue;
  ResponseBegin begin = {NULL, turn % 2 == 0 ? "sms" : "mail", "de"};
  g_autoptr(Response) one = response_begin(queue, survey, &begin, &error);
  g_assert_no_error(error);
  g_autoptr(SurveyResponse) answers = survey_response_new(asks);
  ResponseSheet sheet = {queue, survey, one, answers};
  g_autofree char *visits = g_strdup_printf("%d", turn % TURNS);
  if (turn % TURNS != 0) {
    (void)survey_response_set(answers, 0, ANSWER_STATE_GIVEN, visits);
    g_assert_true(response_save_answer(&sheet, 0, &error));
  }
  (void)survey_response_set(answers, 1, ANSWER_STATE_GIVEN, "Mehr Bänke");
  g_assert_true(response_save_answer(&sheet, 1, &error));
  g_assert_true(response_set_complete(queue, survey, one,
                                      turn % COMPLETE_EACH == 0, &error));
}

typedef struct Seen {
  SurveyFigures *figures;
  unsigned visits[TURNS], sms, complete;
} Seen;

static void
look(const SurveyCase *one, void *data)
{
  Seen *seen = data;
  const char *visits = survey_case_value(one, 0);
  seen->visits[visits == NULL ? 0 : g_ascii_strtoll(visits, NULL, 10)]++;
  seen->sms += g_str_equal(one->channel, "sms");
  seen->complete += one->complete;
  g_assert_cmpstr(one->language, ==, "de");
  g_assert_cmpstr(survey_case_value(one, 1), ==, "Mehr Bänke");
  survey_figures_add(seen->figures, one);
}

static void
test_figures_are_what_was_answered(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS);
  g_autoptr(Questionnaire) asks = some_questionnaire();
  g_autoptr(Survey) survey = survey_ensure(queue, "waldpark/1", &error);
  g_autoptr(Survey) other = survey_ensure(queue, "waldpark/2", &error);
  for (int turn = 0; turn < RESPONSES; turn++)
    answer(fix, survey, asks, turn);
  answer(fix, other, asks, 1);
  g_autoptr(SurveyFigures) figures = survey_figures_new(asks);
  Seen seen = {.figures = figures};
  ResponseWalk walk = {asks, look, &seen};
  g_assert_true(response_each(queue, survey, &walk, &error));
  g_assert_no_error(error);
  for (int i = 0; i < TURNS; i++)
    g_assert_cmpuint(seen.visits[i], ==, RESPONSES / TURNS);
  g_assert_cmpuint(seen.sms, ==, RESPONSES / 2);
  g_assert_cmpuint(seen.complete, ==, RESPONSES / COMPLETE_EACH);
  g_autoptr(SurveyResult) result = survey_figures_result(figures);
  g_assert_cmpuint(result->responses, ==, RESPONSES);
  g_assert_cmpuint(result->complete, ==, RESPONSES / COMPLETE_EACH);
  const SurveyFigure *visits = result->figures->pdata[0];
  g_assert_cmpuint(visits->missing, ==, RESPONSES / TURNS);
  g_assert_cmpuint(visits->base, ==, RESPONSES - RESPONSES / TURNS);
  g_assert_cmpfloat_with_epsilon(visits->mean, 2.5, 1e-9);
}

static void
test_unreadable_words_fail(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_autoptr(GError) error = NULL;
  Queue *queue = queue_fixture_at(fix, FIXTURE_NOW_MS);
  g_autoptr(Questionnaire) asks = some_questionnaire();
  g_autoptr(Survey) survey = survey_ensure(queue, "waldpark/1", &error);
  answer(fix, survey, asks, 1);
  g_autoptr(GBytes) spoilt = g_bytes_new_static("spoilt", 6);
  g_assert_true(store_run(queue->store, &error,
                          "UPDATE survey_answer SET words = $1"
                          " WHERE question = 'wish'",
                          "b", spoilt));
  g_autoptr(SurveyFigures) figures = survey_figures_new(asks);
  Seen seen = {.figures = figures};
  ResponseWalk walk = {asks, look, &seen};
  g_assert_false(response_each(queue, survey, &walk, &error));
  g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/response_each/figures", test_figures_are_what_was_answered);
  g_test_add_func("/response_each/unreadable", test_unreadable_words_fail);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Weights: the shares of a population are reached, within limits.
 */
#include "parsers/survey/survey_weights.h"

#include <math.h>
#include <string.h>

#include "parsers/parse_error.h"

/* sex: f m; age: young middle old; uses, of which several may be chosen. */
static Questionnaire *
some_survey(void)
{
  static const char *const names[] = {"f", "m", "young", "middle", "old"};
  Questionnaire *some = questionnaire_new();
  SurveyList *sexes = questionnaire_add_list(some, "sexes");
  SurveyList *ages = questionnaire_add_list(some, "ages");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    (void)survey_list_add(i < 2 ? sexes : ages, names[i]);
  questionnaire_add_question(some, SURVEY_SELECT_ONE, "sex")->list = sexes;
  questionnaire_add_question(some, SURVEY_SELECT_ONE, "age")->list = ages;
  questionnaire_add_question(some, SURVEY_SELECT_MULTIPLE, "uses")->list = ages;
  return some;
}

typedef struct Said {
  const char *sex, *age; /* NULL: nothing */
  unsigned times;
  double weight; /* it must get; 0: not looked at */
} Said;

typedef struct Row {
  const char *csv;
  Said said[6];
  const char *warning; /* the first one; NULL: none */
} Row;

static SurveyWeights *
read_weights(const Questionnaire *survey, const char *csv, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new(csv, strlen(csv));
  return survey_weights_read(survey, bytes, error);
}

static double
visit(SurveyWeights *weights, const Questionnaire *survey, const Said *said,
      bool count)
{
  static const bool relevance[] = {true, true, true};
  g_autoptr(SurveyResponse) answers = survey_response_new(survey);
  if (said->sex != NULL)
    (void)survey_response_set(answers, 0, ANSWER_STATE_GIVEN, said->sex);
  if (said->age != NULL)
    (void)survey_response_set(answers, 1, ANSWER_STATE_GIVEN, said->age);
  SurveyCase one = {answers, relevance, "de", "sms", true, 1};
  for (unsigned i = 0; i < said->times && count; i++)
    survey_weights_count(weights, &one);
  return count ? 0 : survey_weights_of(weights, &one);
}

static void
check_row(const Row *row)
{
  g_autoptr(Questionnaire) survey = some_survey();
  g_autoptr(GError) error = NULL;
  g_autoptr(SurveyWeights) weights = read_weights(survey, row->csv, &error);
  g_assert_no_error(error);
  double responses = 0, sum = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(row->said); i++)
    (void)visit(weights, survey, &row->said[i], true);
  g_autoptr(GPtrArray) warnings = survey_weights_solve(weights);
  for (size_t i = 0; i < G_N_ELEMENTS(row->said); i++) {
    const Said *said = &row->said[i];
    double weight = visit(weights, survey, said, false);
    responses += said->times;
    sum += said->times * weight;
    if (said->weight > 0)
      g_assert_cmpfloat_with_epsilon(weight, said->weight, 1e-3);
  }
  g_assert_cmpfloat_with_epsilon(sum, responses, 1e-6 * responses);
  const char *warning = warnings->len > 0 ? warnings->pdata[0] : NULL;
  g_assert_cmpstr(warning, ==, row->warning);
}

static void
test_survey_weights_solve(void)
{
  static const Row rows[] = {
      {"question,choice,share\nsex,f,50\nsex,m,50\n",
       {{"f", NULL, 25, 2}, {"m", NULL, 75, 2 / 3.}},
       NULL},
      /* As a German spreadsheet writes it, and it need not be 100. */
      {"question;choice;share\nsex;f;25,5 %\nsex;m;25,5 %\n",
       {{"f", NULL, 25, 2}, {"m", NULL, 75, 2 / 3.}},
       NULL},
      /* Who did not say stays as he is. */
      {"question,choice,share\nsex,f,50\nsex,m,50\n",
       {{"f", NULL, 20, 2}, {"m", NULL, 60, 2 / 3.}, {NULL, NULL, 20, 1}},
       NULL},
      /* Two questions that say nothing of each other. */
      {"question,choice,share\nsex,f,50\nsex,m,50\n"
       "age,young,20\nage,middle,40\nage,old,40\n",
       {{"f", "young", 20, 0.5},
        {"f", "middle", 20, 1},
        {"f", "old", 10, 2},
        {"m", "young", 20, 0.5},
        {"m", "middle", 20, 1},
        {"m", "old", 10, 2}},
       NULL},
      {"question,choice,share\nsex,f,50\nsex,m,50\n",
       {{"m", NULL, 30, 1}},
       "sex: nobody chose \"f\"; the others stand for its 50 %"},
      {"question,choice,share\nsex,f,50\nsex,m,50\n",
       {{"f", NULL, 4, 1.5}, {"m", NULL, 8, 0.75}},
       "sex: fewer than five people chose \"f\" and stand for 50 %"},
      {"question,choice,share\nsex,f,90\nsex,m,10\n",
       {{"f", NULL, 10, 5}, {"m", NULL, 90, 5 / 9.}},
       "sex: \"f\" misses its share by 40.0 %, since no weight may be below "
       "0.2 or above 5"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    check_row(&rows[i]);
  }
}

/* Two questions that go together: both margins are reached. */
static void
test_survey_weights_rake(void)
{
  static const Said said[] = {
      {"f", "young", 50, 0}, {"f", "middle", 30, 0}, {"f", "old", 20, 0},
      {"m", "young", 10, 0}, {"m", "middle", 30, 0}, {"m", "old", 60, 0},
  };
  g_autoptr(Questionnaire) survey = some_survey();
  g_autoptr(SurveyWeights) weights =
      read_weights(survey,
                   "question,choice,share\nsex,f,0.45\nsex,m,0.55\n"
                   "age,young,0.4\nage,middle,0.4\nage,old,0.2\n",
                   NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
    (void)visit(weights, survey, &said[i], true);
  g_autoptr(GPtrArray) warnings = survey_weights_solve(weights);
  double women = 0, young = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(said); i++) {
    double stands = said[i].times * visit(weights, survey, &said[i], false);
    women += g_str_equal(said[i].sex, "f") ? stands : 0;
    young += g_str_equal(said[i].age, "young") ? stands : 0;
  }
  g_assert_cmpuint(warnings->len, ==, 0);
  g_assert_cmpfloat_with_epsilon(women, 90, 0.05);
  g_assert_cmpfloat_with_epsilon(young, 80, 0.05);
}

static void
test_survey_weights_refuse(void)
{
  static const struct {
    const char *csv, *message;
  } rows[] = {
      {"", "line 1: the heading must be question,choice,share"},
      {"a,b,c\n", "line 1: the heading must be question,choice,share"},
      {"question,choice,share\nsex,f\n", "line 2: 2 fields instead of three"},
      {"question,choice,share\nsex,f,50\nsecs,m,50\n",
       "line 3: there is no question \"secs\""},
      {"question,choice,share\nuses,old,50\n",
       "line 2: not a select_one question: \"uses\""},
      {"question,choice,share\nsex,x,50\n",
       "line 2: the question has no choice \"x\""},
      {"question,choice,share\nsex,f,50\nsex,f,50\n",
       "line 3: a second share for \"f\""},
      {"question,choice,share\nsex,f,-50\n",
       "line 2: a share is a number above 0, not \"-50\""},
      {"question,choice,share\nsex,f,half\n",
       "line 2: a share is a number above 0, not \"half\""},
      {"question,choice,share\nsex,f,nan\n",
       "line 2: a share is a number above 0, not \"nan\""},
      {"question,choice,share\nsex,f,50\n",
       "\"sex\" has no share for its choice \"m\""},
  };
  g_autoptr(Questionnaire) survey = some_survey();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SurveyWeights) weights =
        read_weights(survey, rows[i].csv, &error);
    g_assert_null(weights);
    g_assert_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX);
    g_assert_cmpstr(error->message, ==, rows[i].message);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/weights/solve", test_survey_weights_solve);
  g_test_add_func("/survey/weights/rake", test_survey_weights_rake);
  g_test_add_func("/survey/weights/refuse", test_survey_weights_refuse);
  return g_test_run();
}

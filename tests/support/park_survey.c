/* SPDX-License-Identifier: Apache-2.0
 *
 * The survey about the park.
 */
#include "tests/support/park_survey.h"

#include "parsers/survey/expression.h"

static void
add_choices(SurveyList *list, const char *names)
{
  g_auto(GStrv) all = g_strsplit(names, " ", -1);
  for (char **name = all; *name != NULL; name++)
    (void)survey_list_add(list, *name);
}

Questionnaire *
park_survey(void)
{
  Questionnaire *some = questionnaire_new();
  g_ptr_array_add(some->languages, g_strdup("de"));
  g_ptr_array_add(some->languages, g_strdup("tr"));
  SurveyList *yes_no = questionnaire_add_list(some, "yes_no");
  SurveyList *uses = questionnaire_add_list(some, "uses");
  add_choices(yes_no, "yes no");
  add_choices(uses, "run sit play");
  questionnaire_add_question(some, SURVEY_NOTE, "hello");
  questionnaire_add_question(some, SURVEY_SELECT_ONE, "park")->list = yes_no;
  SurveyQuestion *question =
      questionnaire_add_question(some, SURVEY_SELECT_MULTIPLE, "uses");
  int column = 0;
  question->list = uses;
  question->relevant = expression_parse("${park} = 'yes'", &column, NULL);
  question = questionnaire_add_question(some, SURVEY_RANGE, "stars");
  question->start = 1;
  question->end = 5;
  question->step = 1;
  questionnaire_add_question(some, SURVEY_INTEGER, "age");
  questionnaire_add_question(some, SURVEY_TEXT, "why");
  return some;
}

void
park_add(SurveyFigures *figures, const Questionnaire *survey, const Said *said)
{
  const char *values[] = {NULL,        said->park, said->uses,
                          said->stars, said->age,  said->why};
  g_autoptr(SurveyResponse) answers = survey_response_new(survey);
  for (guint i = 0; i < G_N_ELEMENTS(values); i++)
    if (values[i] != NULL)
      (void)survey_response_set(answers, i, ANSWER_STATE_GIVEN, values[i]);
  SurveyCase one = {answers,
                    NULL,
                    said->language,
                    said->channel,
                    survey_response_is_complete(answers),
                    said->weight > 0 ? said->weight : 1};
  for (unsigned i = 0; i < said->times; i++)
    survey_figures_add(figures, &one);
}

const SurveyFigure *
park_figure(const SurveyResult *result, guint i)
{
  return result->figures->pdata[i];
}

char *
park_show(const SurveyCell *cells, size_t size)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < size; i++) {
    if (cells[i].hidden)
      g_string_append(out, " .");
    else
      g_string_append_printf(out, " %" G_GUINT64_FORMAT, cells[i].count);
  }
  return g_string_free(out, FALSE);
}

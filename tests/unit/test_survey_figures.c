/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures of a survey: counts are the script's own.
 */
#include "parsers/survey/survey_figures.h"

#include <math.h>

#include "tests/support/park_survey.h"

static void
check_cells(const SurveyCell *cells, size_t size, const char *wanted)
{
  g_autofree char *got = park_show(cells, size);
  g_assert_cmpstr(got, ==, wanted);
}

static const Said all_said[] = {
    {"yes", "run sit", "5", "34", "gut", "de", "sms", 10, 0},
    {"yes", "sit", "4", "61", NULL, "de", "mail", 20, 0},
    {"yes", NULL, NULL, NULL, NULL, "tr", "sms", 6, 0},
    /* What he said of its uses does not count any more. */
    {"no", "run", "4", "61", NULL, "de", "web", 8, 0},
    {"no", NULL, "3", "17", NULL, "tr", "paper", 9, 0},
    {NULL, NULL, "4", "900", NULL, "tr", "sms", 7, 0},
    /* Nothing that could be counted. */
    {"maybe", "swim", "9", "old", NULL, "de", "sms", 5, 0},
};

static void
test_survey_figures_count(void)
{
  g_autoptr(Questionnaire) survey = park_survey();
  g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
  g_assert_true(survey_figures_cross(figures, "park", "stars", NULL));
  g_assert_true(survey_figures_cross(figures, "uses", "park", NULL));
  g_assert_true(survey_figures_cross(figures, "park", "uses", NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(all_said); i++)
    park_add(figures, survey, &all_said[i]);
  g_autoptr(SurveyResult) result = survey_figures_result(figures);
  static const struct {
    const char *name, *cells, *by_language, *by_channel;
    uint64_t base, missing;
  } rows[] = {
      {"park", " 36 17", " 30 6 0 8 9 0", " 16 20 0 0 0 0 0 8 9 0", 53, 12},
      {"uses", " 10 30 0", " 10 0 0 30 0 0 0 0 0",
       " 10 0 0 0 0 10 20 0 0 0 0 0 0 0 0", 30, 6},
      {"stars", " 0 0 9 35 10", " 0 0 0 0 0 0 0 9 0 28 7 0 10 0 0",
       " 0 0 0 0 0 0 0 0 0 0 0 0 0 9 0 7 20 8 0 0 10 0 0 0 0", 54, 11},
      {"age", NULL, NULL, NULL, 54, 11},
      {"why", NULL, NULL, NULL, 10, 55},
  };
  g_assert_cmpuint(result->responses, ==, 65);
  g_assert_false(result->is_weighted);
  g_assert_cmpuint(result->figures->len, ==, G_N_ELEMENTS(rows));
  check_cells(result->languages->cells, 3, " 43 22 0");
  check_cells(result->channels->cells, 5, " 28 20 8 9 0");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const SurveyFigure *figure = park_figure(result, i);
    g_assert_cmpstr(figure->question->name, ==, rows[i].name);
    g_assert_cmpuint(figure->number, ==, i + 1);
    g_assert_cmpuint(figure->base, ==, rows[i].base);
    g_assert_cmpuint(figure->missing, ==, rows[i].missing);
    g_assert_cmpint(figure->line != NULL, ==, rows[i].cells != NULL);
    if (figure->line == NULL)
      continue;
    size_t size = figure->line->variable->categories->len;
    check_cells(figure->line->cells, size, rows[i].cells);
    check_cells(figure->language->cells, size * 3, rows[i].by_language);
    check_cells(figure->channel->cells, size * 5, rows[i].by_channel);
  }
  const SurveyCross *cross = result->crosses->pdata[0];
  check_cells(cross->cells, 10, " 0 0 0 20 10 0 0 9 8 0");
  check_cells(cross->bases, 5, " 0 0 9 28 10");
  cross = result->crosses->pdata[1];
  check_cells(cross->cells, 6, " 10 0 30 0 0 0");
  check_cells(cross->bases, 2, " 30 0");
  cross = result->crosses->pdata[2];
  check_cells(cross->cells, 6, " 10 30 0 0 0 0");
}

static void
test_survey_figures_numbers(void)
{
  g_autoptr(Questionnaire) survey = park_survey();
  g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
  for (size_t i = 0; i < G_N_ELEMENTS(all_said); i++)
    park_add(figures, survey, &all_said[i]);
  g_autoptr(SurveyResult) result = survey_figures_result(figures);
  const SurveyFigure *stars = park_figure(result, 2),
                     *age = park_figure(result, 3);
  g_assert_true(stars->has_mean);
  g_assert_cmpfloat_with_epsilon(stars->mean, (27 + 140 + 50) / 54., 1e-9);
  g_assert_cmpfloat(stars->median, ==, 4);
  g_assert_true(age->has_mean);
  g_assert_cmpfloat_with_epsilon(age->mean, (340 + 1708 + 153 + 6300) / 54.,
                                 1e-9);
  g_assert_cmpfloat(age->median, ==, 61);
  g_assert_cmpuint(age->bars->len, >=, 2);
  uint64_t people = 0;
  for (guint i = 0; i < age->bars->len; i++) {
    g_assert_false(age->bar_cells[i].hidden);
    people += age->bar_cells[i].count;
  }
  g_assert_cmpuint(people, ==, 54);
  g_assert_true(isinf(g_array_index(age->bars, SurveyBar, 0).from));
}

/* Nothing is said of four people; a lonely answer goes with a neighbour. */
static void
test_survey_figures_hide(void)
{
  static const struct {
    Said said[3];
    const char *park, *stars, *by_language;
    bool withheld, has_mean;
  } rows[] = {
      {{{"yes", NULL, "5", "30", NULL, "de", "sms", 3, 0},
        {"no", NULL, "1", "30", NULL, "de", "sms", 1, 0}},
       " . .",
       " . . . . .",
       " . . . . . .",
       true,
       false},
      {{{"yes", NULL, "5", "30", NULL, "de", "sms", 30, 0},
        {"no", NULL, "5", "30", NULL, "de", "sms", 2, 0}},
       " . .",
       " 0 0 0 0 32",
       " . . . . . .",
       false,
       true},
      {{{"yes", NULL, "5", "30", NULL, "de", "sms", 30, 0},
        {"no", NULL, "5", "30", NULL, "de", "sms", 20, 0},
        {"no", NULL, "5", "30", NULL, "tr", "sms", 2, 0}},
       " 30 22",
       " 0 0 0 0 52",
       " . . 0 . . 0",
       false,
       true},
      /* With the mean, two stars would be given away. */
      {{{"yes", NULL, "5", "30", NULL, "de", "sms", 30, 0},
        {"no", NULL, "4", "30", NULL, "de", "sms", 3, 0},
        {"no", NULL, "1", "30", NULL, "de", "sms", 12, 0}},
       " 30 15",
       " . . . . .",
       " 30 0 0 15 0 0",
       false,
       true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(Questionnaire) survey = park_survey();
    g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
    for (size_t k = 0; k < G_N_ELEMENTS(rows[i].said); k++)
      if (rows[i].said[k].times > 0)
        park_add(figures, survey, &rows[i].said[k]);
    g_autoptr(SurveyResult) result = survey_figures_result(figures);
    const SurveyFigure *park = park_figure(result, 0);
    const SurveyFigure *stars = park_figure(result, 2);
    check_cells(park->line->cells, 2, rows[i].park);
    check_cells(park->language->cells, 6, rows[i].by_language);
    check_cells(stars->line->cells, 5, rows[i].stars);
    g_assert_cmpint(park->line->withheld, ==, rows[i].withheld);
    g_assert_cmpint(stars->has_mean, ==, rows[i].has_mean);
  }
}

static void
test_survey_figures_weigh(void)
{
  static const Said said[] = {
      {"yes", NULL, "5", "20", NULL, "de", "sms", 10, 0.5},
      {"no", NULL, "1", "40", NULL, "de", "sms", 10, 1.5},
  };
  g_autoptr(Questionnaire) survey = park_survey();
  g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
  for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
    park_add(figures, survey, &said[i]);
  g_autoptr(SurveyResult) result = survey_figures_result(figures);
  const SurveyFigure *park = park_figure(result, 0);
  g_assert_true(result->is_weighted);
  g_assert_cmpfloat_with_epsilon(result->weighted, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon(result->effective, 16, 1e-9);
  g_assert_cmpfloat_with_epsilon(park->line->cells[0].weighted, 5, 1e-9);
  g_assert_cmpfloat_with_epsilon(park->line->cells[1].weighted, 15, 1e-9);
  g_assert_cmpfloat_with_epsilon(park_figure(result, 2)->mean, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon(park_figure(result, 2)->median, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon(park_figure(result, 3)->mean, 35, 1e-9);
  g_assert_cmpfloat_with_epsilon(park_figure(result, 3)->median, 40, 1e-9);
}

static void
test_survey_figures_refuse(void)
{
  static const struct {
    const char *rows, *columns, *message;
  } rows[] = {
      {"park", "parc", "there is no question \"parc\""},
      {"why", "park", "\"why\" has no choices to make a table of"},
      {"park", "age", "\"age\" has no choices to make a table of"},
      {"park", "park", "a table of \"park\" and itself says nothing new"},
  };
  g_autoptr(Questionnaire) survey = park_survey();
  g_autoptr(SurveyFigures) figures = survey_figures_new(survey);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(
        survey_figures_cross(figures, rows[i].rows, rows[i].columns, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, rows[i].message);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/figures/count", test_survey_figures_count);
  g_test_add_func("/survey/figures/numbers", test_survey_figures_numbers);
  g_test_add_func("/survey/figures/hide", test_survey_figures_hide);
  g_test_add_func("/survey/figures/weigh", test_survey_figures_weigh);
  g_test_add_func("/survey/figures/refuse", test_survey_figures_refuse);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * How numbers are spread.
 */
#include "parsers/survey/survey_histogram.h"

/* Many different numbers: neighbours are counted together, and the figures stay
 * right. */
static void
test_survey_histogram_stays_small(void)
{
  g_autoptr(SurveyHistogram) histogram = survey_histogram_new(1);
  for (int i = 0; i < 100000; i++)
    survey_histogram_add(histogram, i * 7919 % 100000 - 20000, 1);
  g_assert_cmpuint(survey_histogram_count(histogram), ==, 100000);
  g_assert_cmpfloat_with_epsilon(survey_histogram_mean(histogram), 29999.5,
                                 1e-6);
  g_assert_cmpfloat_with_epsilon(survey_histogram_median(histogram), 29999.5,
                                 256);
  survey_histogram_add(histogram, 1e300, 1);
  survey_histogram_add(histogram, -1e300, 1);
  g_autoptr(GArray) bars = survey_histogram_bars(histogram);
  g_assert_cmpuint(bars->len, <=, SURVEY_HISTOGRAM_BARS);
  uint64_t people = 0;
  for (guint i = 0; i < bars->len; i++)
    people += g_array_index(bars, SurveyBar, i).count;
  g_assert_cmpuint(people, ==, 100002);
}

/* The outer bars hold five people, so that nobody's number is read off. */
static void
test_survey_histogram_bars(void)
{
  g_autoptr(SurveyHistogram) histogram = survey_histogram_new(1);
  for (int i = 18; i < 90; i++)
    survey_histogram_add(histogram, i, 1);
  survey_histogram_add(histogram, 103, 1);
  g_autoptr(GArray) bars = survey_histogram_bars(histogram);
  const SurveyBar *first = &g_array_index(bars, SurveyBar, 0);
  const SurveyBar *last = &g_array_index(bars, SurveyBar, bars->len - 1);
  g_assert_cmpuint(bars->len, ==, 7);
  g_assert_cmpfloat(first->below, ==, 30);
  g_assert_cmpuint(first->count, ==, 12);
  g_assert_cmpfloat(last->from, ==, 80);
  g_assert_cmpuint(last->count, ==, 11);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/histogram/stays-small",
                  test_survey_histogram_stays_small);
  g_test_add_func("/survey/histogram/bars", test_survey_histogram_bars);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * A few thousand people answer a survey; what we count is what they meant.  A
 * quarter of a million do in `make bench`.
 */
#include "tests/support/survey_people.h"

enum { PEOPLE = 4000, SEED = 26 };

static void
test_survey_counts_what_people_mean(void)
{
  g_autoptr(SurveyPeople) people = survey_people_new(SEED);
  survey_people_take_part(people, PEOPLE);
  survey_people_check(people);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/survey/people", test_survey_counts_what_people_mean);
  return g_test_run();
}

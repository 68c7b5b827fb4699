/* SPDX-License-Identifier: Apache-2.0
 *
 * People take part in a survey by SMS, without network and store: how long the
 * dialogue takes for all of them, whether the last is served as fast as the
 * first, and whether their answers are counted to the last one.
 *
 * bench_survey PEOPLE
 */
#include <stdlib.h>

#include "tests/support/bench.h"
#include "tests/support/survey_people.h"

enum { SEED = 2026, TENTHS = 10 };

static const double MOST_S = 600;

int
main(int argc, char **argv)
{
  g_assert(argc == 2);
  unsigned tenth = (unsigned)g_ascii_strtoull(argv[1], NULL, 10) / TENTHS;
  g_autoptr(SurveyPeople) people = survey_people_new(SEED);
  double took_s[TENTHS], sum_s = 0;
  for (size_t i = 0; i < TENTHS; i++) {
    int64_t begin_us = bench_now_us();
    survey_people_take_part(people, tenth);
    took_s[i] = (double)(bench_now_us() - begin_us) / G_USEC_PER_SEC;
    sum_s += took_s[i];
  }
  survey_people_check(people); /* or it ends here */
  BenchRow all = {.key = "survey_people",
                  .what = "people through the dialogue of a survey",
                  .unit = "s",
                  .mark = MOST_S};
  bench_value_print(&all, sum_s, all.mark, 0);
  BenchRow pace = {.key = "survey_pace",
                   .what = "last tenth of them, beside the first",
                   .unit = "people/s",
                   .mark = 0.8};
  bench_row_add(&pace, tenth / took_s[TENTHS - 1], tenth / took_s[0]);
  bench_row_print(&pace, 0);
  return 0;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * People who answer a survey about a park as people do, in their own words, in
 * any order, with mistakes and without patience; and a count of what they meant
 * that knows nothing of how we count.
 */
#ifndef BOTE_TESTS_SUPPORT_SURVEY_PEOPLE_H
#define BOTE_TESTS_SUPPORT_SURVEY_PEOPLE_H

#include "parsers/survey/survey_figures.h"

typedef struct SurveyPeople SurveyPeople;

/* seed  the same one, the same people */
SurveyPeople *survey_people_new(uint32_t seed);
void survey_people_free(SurveyPeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyPeople, survey_people_free)

/* Let so many more people take part by SMS, one message after the other.  A
 * message that does not do what its writer meant is an error (g_error). */
void survey_people_take_part(SurveyPeople *people, unsigned count);

/* Compare our figures with their count: to the last answer. */
void survey_people_check(const SurveyPeople *people);

#endif

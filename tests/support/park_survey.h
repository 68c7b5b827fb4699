/* SPDX-License-Identifier: Apache-2.0
 *
 * A small survey about a park, and what people say to it.
 */
#ifndef BOTE_TESTS_SUPPORT_PARK_SURVEY_H
#define BOTE_TESTS_SUPPORT_PARK_SURVEY_H

#include "parsers/survey/survey_figures.h"

/* A note; park: yes or no; uses: run, sit, play, if yes; stars; age; why.  In
 * German and Turkish. */
Questionnaire *park_survey(void);

typedef struct Said {
  const char *park, *uses, *stars, *age, *why; /* NULL: nothing */
  const char *language, *channel;
  unsigned times;
  double weight;
} Said;

/* Add a response as often as it says. */
void park_add(SurveyFigures *figures, const Questionnaire *survey,
              const Said *said);

/* The figure of the i-th question that is no note; borrowed. */
const SurveyFigure *park_figure(const SurveyResult *result, guint i);

/* " 12 . 7": the counts, a dot where one is hidden.  New string. */
char *park_show(const SurveyCell *cells, size_t size);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Counts as they are; nothing outside may see them.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_FIGURES_PRIVATE_H
#define BOTE_PARSERS_SURVEY_SURVEY_FIGURES_PRIVATE_H

#include "parsers/survey/survey_figures.h"

/* Of a question, or of the languages or channels. */
typedef struct Counter {
  SurveyVariable *variable; /* NULL: no categories */
  SurveyPlaces places;      /* of the response that is added */
  SurveyTable *line, *language, *channel;
  SurveyHistogram *histogram; /* of numbers without categories; or NULL */
  uint64_t asked, base;       /* of a question */
  double weighted_base;       /* of one without categories */
} Counter;

typedef struct Cross {
  Counter *rows, *columns; /* of `counters` */
  SurveyTable *table;
} Cross;

struct SurveyFigures {
  const Questionnaire *questionnaire;
  Counter language, channel;
  GPtrArray *counters; /* Counter *, one for each question */
  GArray *crosses;     /* Cross */
  uint64_t responses, complete;
  double weight, squares; /* sums of the weights and of their squares */
  bool is_weighted;
};

#endif

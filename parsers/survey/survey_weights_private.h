/* SPDX-License-Identifier: Apache-2.0
 *
 * Shares and combinations, between reading and raking.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_WEIGHTS_PRIVATE_H
#define BOTE_PARSERS_SURVEY_SURVEY_WEIGHTS_PRIVATE_H

#include "parsers/survey/survey_weights.h"

/* One question with its shares; behind its categories stands no answer. */
typedef struct Margin {
  SurveyVariable *variable;
  double *shares; /* of the population, 1 in all; 0: not given yet */
  size_t stride;  /* between combinations that differ in it by one */
} Margin;

struct SurveyWeights {
  const Questionnaire *questionnaire;
  Margin margins[SURVEY_WEIGHTS_QUESTIONS];
  size_t margin_count;
  size_t cell_count;
  double *counts;  /* of responses, by combination */
  double *weights; /* the same; NULL until they are solved */
  double responses;
};

/* The category of a combination in a margin. */
size_t margin_category(const Margin *margin, size_t cell);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Weights, so that those who answered stand for the population: raking
 * (iterative proportional fitting) to the shares that a file gives for one or
 * several questions, by which one question alone is post-stratified.
 *
 *   question,choice,share
 *   age,under30,31.5
 *
 * Two passes: count each response, solve, then ask for the weight of each.  A
 * weight stays between 0.2 and 5, since beyond one person would speak for a
 * street; all add up to the number of responses.  Who did not answer a question
 * keeps his share of the responses by it.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_WEIGHTS_H
#define BOTE_PARSERS_SURVEY_SURVEY_WEIGHTS_H

#include "parsers/survey/survey_variable.h"

#define SURVEY_WEIGHT_LEAST 0.2
#define SURVEY_WEIGHT_MOST 5.

enum {
  SURVEY_WEIGHTS_QUESTIONS = 8,
  SURVEY_WEIGHTS_CELLS = 100000, /* combinations of answers, some megabytes */
};

typedef struct SurveyWeights SurveyWeights;

/* Read the shares, of select_one questions, in percent or as fractions: those
 * of a question are scaled to 100 %.
 *
 * questionnaire  borrowed, must stay longer
 * error          PARSE_ERROR_SYNTAX with line and reason; PARSE_ERROR_LIMIT:
 *                more combinations than SURVEY_WEIGHTS_CELLS
 */
SurveyWeights *survey_weights_read(const Questionnaire *questionnaire,
                                   GBytes *csv, GError **error);
void survey_weights_free(SurveyWeights *weights);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyWeights, survey_weights_free)

/* Count a response, before weights are solved. */
void survey_weights_count(SurveyWeights *weights, const SurveyCase *one);

/* Find the weights, once.
 *
 * Returns sentences for people (char *), the caller's: choices that nobody or
 * almost nobody has taken, whose share others must stand for; shares that the
 * limits kept from being reached. */
GPtrArray *survey_weights_solve(SurveyWeights *weights);

/* The weight of a response that was counted. */
double survey_weights_of(const SurveyWeights *weights, const SurveyCase *one);

#endif

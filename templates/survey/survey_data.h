/* SPDX-License-Identifier: Apache-2.0
 *
 * Responses and codebook of a survey for those who reckon with them: one row a
 * response, one column a question under its XLSForm name, values as XLSForm
 * stores them.  An answer to a question that does not concern who gave it is
 * left out.  Pure.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SURVEY_DATA_H
#define BOTE_TEMPLATES_SURVEY_SURVEY_DATA_H

#include "parsers/survey/survey_variable.h"

typedef struct SurveyData {
  const Questionnaire *questionnaire;
  bool texts;   /* what people wrote was released */
  bool weights; /* with a column of weights */
} SurveyData;

/* CSV (RFC 4180, UTF-8; no cell begins like a formula): response, language,
 * channel, complete, weight where asked for, then the questions. */
void survey_data_csv_heading(const SurveyData *data, GString *out);
/* id  of the response: says neither who nor when */
void survey_data_csv_row(const SurveyData *data, const char *id,
                         const SurveyCase *one, GString *out);

/* JSON Lines: the same as an object a line; numbers are numbers, no answer is
 * null, several choices stay one text. */
void survey_data_json_row(const SurveyData *data, const char *id,
                          const SurveyCase *one, GString *out);

/* The codebook as CSV: a row for each question and for each of its choices with
 * number, question, type, choice, and a column label::LANGUAGE for each
 * language.  New string, g_free(). */
char *survey_data_codebook(const Questionnaire *questionnaire);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What one person answered so far, and what follows from it: which questions
 * concern him, which is open next.  Pure.
 *
 *   open --survey_response_set--> given, passed, left
 *   given, passed, left --survey_response_set--> any: his last word counts
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_RESPONSE_H
#define BOTE_PARSERS_SURVEY_SURVEY_RESPONSE_H

#include "parsers/survey/questionnaire.h"

typedef enum AnswerState {
  ANSWER_STATE_OPEN,
  ANSWER_STATE_GIVEN,
  ANSWER_STATE_PASSED, /* he does not want to say */
  ANSWER_STATE_LEFT,   /* he did, and it was not understood */
} AnswerState;

const char *answer_state_to_string(AnswerState state);
bool answer_state_from_string(const char *text, AnswerState *out);

typedef struct SurveyResponse SurveyResponse;

/* Nothing is answered yet.
 *
 * questionnaire  borrowed, must stay longer
 */
SurveyResponse *survey_response_new(const Questionnaire *questionnaire);
void survey_response_free(SurveyResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyResponse, survey_response_free)

const Questionnaire *
survey_response_questionnaire(const SurveyResponse *response);

/* Note what he said to the question at `place`.
 *
 * value  as it is stored, with ANSWER_STATE_GIVEN alone; copied
 * Returns whether anything is new.
 */
bool survey_response_set(SurveyResponse *response, guint place,
                         AnswerState state, const char *value);

/* What became of the question at `place`. */
AnswerState survey_response_state(const SurveyResponse *response, guint place);
/* NULL: no answer was given.  Borrowed until the next change. */
const char *survey_response_value(const SurveyResponse *response, guint place);

/* Does the question at `place` concern him, as far as is known?  It does if all
 * conditions around it are true; to questions that do not concern him he gave
 * no answer, whatever is noted.  Owned: one for each place. */
bool *survey_response_relevance(const SurveyResponse *response);

/* May this be his answer there, by the question's constraint? */
bool survey_response_allows(const SurveyResponse *response, guint place,
                            const char *value);

/* The place of the first open question that concerns him, those behind `after`
 * first; notes are never open.  -1: none is. */
int survey_response_next(const SurveyResponse *response, int after);

/* Has he said something to every question that concerns him? */
bool survey_response_is_complete(const SurveyResponse *response);

/* --- numbers that people see ---------------------------------------------- */

/* The number of a question, from 1, through all that are no notes, whether they
 * concern anybody or not, so that it means the same on every channel; 0: a
 * note. */
unsigned survey_number(const Questionnaire *questionnaire, guint place);
/* The place of a number; -1: there is no such question. */
int survey_place(const Questionnaire *questionnaire, unsigned number);
/* How many there are. */
unsigned survey_number_last(const Questionnaire *questionnaire);

#endif

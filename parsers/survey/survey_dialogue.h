/* SPDX-License-Identifier: Apache-2.0
 *
 * One question after the other: what a message does to a response, and what is
 * asked next.  Which message belongs to which survey, and every STOP, is known
 * before.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_DIALOGUE_H
#define BOTE_PARSERS_SURVEY_SURVEY_DIALOGUE_H

#include "parsers/survey/survey_answer.h"
#include "parsers/survey/survey_response.h"

enum { SURVEY_TRIES = 2 }; /* then the next question is asked */

typedef struct SurveyDialogue {
  SurveyResponse *response; /* borrowed */
  int asked;                /* place of the question that waits; -1: none */
  unsigned tries;           /* answers to it that were not understood */
} SurveyDialogue;

typedef enum SurveyTurn {
  SURVEY_TURN_TAKEN,   /* understood */
  SURVEY_TURN_AGAIN,   /* one was not: it is `asked` once more */
  SURVEY_TURN_LEFT,    /* nor was it then: it is left, the next is `asked` */
  SURVEY_TURN_NOTHING, /* nothing waits for an answer, and none is named */
} SurveyTurn;

typedef struct SurveyHeard {
  SurveyTurn turn;
  int about;       /* the place that was not understood; -1: none */
  AnswerKind kind; /* why, ANSWER_SKIPPED: he has to answer; of `about` alone */
  unsigned taken;  /* answers that were understood */
} SurveyHeard;

/* Ask the first question that is open. */
void survey_dialogue_begin(SurveyDialogue *dialogue);

/* Hear what he wrote: an answer to the question that waits, or several that
 * name theirs, to any that concerns him; those change what he said before.
 *
 * text  valid UTF-8
 * Afterwards `asked` is what to ask now; -1: he is through.
 */
SurveyHeard survey_dialogue_hear(const AnswerContext *context,
                                 SurveyDialogue *dialogue, const char *text);

/* Note what was read at `place`, if it is an answer; who has to answer has not
 * done so by saying that he does not want to.
 *
 * Returns `kind`, or ANSWER_OUTSIDE for a value that may not be his.
 */
AnswerKind survey_dialogue_take(SurveyResponse *response, guint place,
                                AnswerKind kind, const char *value);

/* One question back: the last before the one that waits that concerns him and
 * that he said something to.  False: there is none. */
bool survey_dialogue_back(SurveyDialogue *dialogue);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The readers of the kinds of answers.
 */
#ifndef BOTE_PARSERS_SURVEY_ANSWER_PRIVATE_H
#define BOTE_PARSERS_SURVEY_ANSWER_PRIVATE_H

#include "parsers/survey/answer_text.h"
#include "parsers/survey/survey_answer.h"

/* What is read, and of what. */
typedef struct AnswerJob {
  const AnswerContext *context;
  const SurveyQuestion *question;
  const char *text;     /* as it was written */
  const GArray *tokens; /* of it, AnswerToken */
} AnswerJob;

/* As survey_answer_read(), of one kind of question each. */
AnswerKind answer_read_one(const AnswerJob *job, char **out_value);
AnswerKind answer_read_several(const AnswerJob *job, char **out_value);
AnswerKind answer_read_number(const AnswerJob *job, char **out_value);
AnswerKind answer_read_date(const AnswerJob *job, char **out_value);

/* The place of a single option that tokens mean; set for ANSWER_VALUE. */
AnswerKind answer_choice(const AnswerJob *job, const GArray *tokens,
                         int *out_choice);

/* Why there is no answer. */
typedef enum AnswerSkip {
  SKIP_NOT,     /* he does not skip */
  SKIP_NEXT,    /* "weiter" */
  SKIP_UNKNOWN, /* "weiß nicht" */
  SKIP_SILENT,  /* "keine Angabe" */
} AnswerSkip;

AnswerSkip answer_skip(const GArray *tokens);

/* The month that a folded word names, from 1; 0: none. */
int answer_month(const char *word);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Variables: what responses are counted by.  A variable has categories, into
 * none, one or several of which each response falls.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_VARIABLE_H
#define BOTE_PARSERS_SURVEY_SURVEY_VARIABLE_H

#include "parsers/survey/survey_response.h"

enum { SURVEY_SCALE_MAX = 21 }; /* steps that are counted one by one */

/* One response, all borrowed. */
typedef struct SurveyCase {
  const SurveyResponse *answers;
  const bool *relevance; /* survey_response_relevance() of it */
  const char *language, *channel;
  bool complete;
  double weight; /* 1: it stands for itself */
} SurveyCase;

typedef struct SurveyVariable {
  char *name;                     /* the question's; "language", "channel" */
  const SurveyQuestion *question; /* NULL: language or channel */
  guint place;                    /* of it */
  GPtrArray *categories;          /* char *, as they are stored */
  bool is_multiple;               /* a response may fall into several */
  bool is_scale;                  /* the categories are steps of a range */
} SurveyVariable;

/* NULL: answers to it fall into no categories (texts, days, notes, and numbers
 * without bounds or with more than SURVEY_SCALE_MAX steps). */
SurveyVariable *survey_variable_of(const Questionnaire *questionnaire,
                                   guint place);
/* The questionnaire's languages and "other". */
SurveyVariable *survey_variable_language(const Questionnaire *questionnaire);
/* "sms", "mail", "web", "paper" and "other". */
SurveyVariable *survey_variable_channel(void);
void survey_variable_free(SurveyVariable *variable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyVariable, survey_variable_free)

/* The number that a category of a scale stands for. */
double survey_variable_number(const SurveyVariable *variable, size_t category);

/* Into which categories does a response fall?
 *
 * out  at least as long as there are categories
 * Returns how many; 0: it says nothing to it. */
size_t survey_variable_fall(const SurveyVariable *variable,
                            const SurveyCase *one, size_t *out);

/* The answer that counts: given, and to a question that concerns him; NULL:
 * none. */
const char *survey_case_value(const SurveyCase *one, guint place);

#endif

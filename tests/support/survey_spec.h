/* SPDX-License-Identifier: Apache-2.0
 *
 * A question in one line, for tables of answers: "one:Ja|Nein|Weiß nicht",
 * "several:Bäume|Bänke", "integer:Wie viele Stunden?", "decimal:", "text:",
 * "date:", "range:0 10 1", "stars:".  The options are called c1, c2, ….
 */
#ifndef BOTE_TESTS_SUPPORT_SURVEY_SPEC_H
#define BOTE_TESTS_SUPPORT_SURVEY_SPEC_H

#include "parsers/survey/survey_answer.h"

/* Add such a question, named q1, q2, …, in words of one language; borrowed. */
SurveyQuestion *survey_spec_add(Questionnaire *questionnaire, const char *spec,
                                const char *language);

/* Read an answer to it on Thursday, 21 May 2026; as "kind value", or "kind"
 * alone.  The caller's. */
char *survey_spec_read(const char *spec, const char *language,
                       const char *text);

/* A text and what survey_spec_read() must tell of it. */
typedef struct SurveySpecRow {
  const char *text, *expected;
} SurveySpecRow;

/* Fail the running test for each row that is read otherwise. */
void survey_spec_check(const char *spec, const char *language,
                       const SurveySpecRow *rows, size_t count);

#define SURVEY_SPEC_CHECK(spec, language, rows)                                \
  survey_spec_check(spec, language, rows, G_N_ELEMENTS(rows))

#endif

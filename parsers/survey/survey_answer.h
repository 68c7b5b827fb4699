/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody wrote as the value that is stored: tolerant of how people text,
 * never of doubt.  "2", "b)", "zwei", "die zweite", the option's words with a
 * typo, Arabic-Indic digits, "ca. 20", "3.5.", "1,3 und 4".  What could mean
 * two things is asked again rather than guessed.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_ANSWER_H
#define BOTE_PARSERS_SURVEY_SURVEY_ANSWER_H

#include "parsers/survey/questionnaire.h"

typedef enum AnswerKind {
  ANSWER_VALUE,    /* sure */
  ANSWER_SKIPPED,  /* he says that he does not want to, or does not know */
  ANSWER_DOUBTFUL, /* it could mean one thing or another: ask */
  ANSWER_OUTSIDE,  /* understood, but not among what may be answered: no such
                      option, out of the range, against the constraint */
  ANSWER_NONE,     /* not understood at all */
} AnswerKind;

const char *answer_kind_to_string(AnswerKind kind);

/* What surrounds an answer that is read. */
typedef struct AnswerContext {
  const Questionnaire *questionnaire;
  const char *language; /* of the texts that he was shown */
  const char *today;    /* "2026-05-21", the town's: a date without a year is
                           the one nearest to it */
  bool is_lettered;     /* he was shown options as a), b) …: a letter alone is
                           no beginning of a word */
} AnswerContext;

/* Read one answer to one question; constraints are not looked at, they need the
 * other answers.
 *
 * text       valid UTF-8
 * out_value  set for ANSWER_VALUE alone: as XLSForm stores it (a choice's name,
 *            several with a blank between in the list's order, "-3.5",
 *            "2026-05-03", a text without outer blanks); the caller's
 */
AnswerKind survey_answer_read(const AnswerContext *context,
                              const SurveyQuestion *question, const char *text,
                              char **out_value);

/* Part of a text that names its question: "1a 2c 3: zu laut". */
typedef struct AddressedAnswer {
  unsigned number; /* of the question, from 1, as people see it */
  char *text;
} AddressedAnswer;

/* Cut a text that answers several questions by number, in any order.
 *
 * questions  SurveyQuestion *: the numbered ones, the first is 1; NULL for one
 *            that he was not asked
 * asked      the one that waits: what repeats its options as they were shown
 *            ("1) Park 3) Bench") is one answer to it; NULL: none waits
 * Returns AddressedAnswer *, in the order of the text, a number perhaps more
 * than once, the caller's; NULL: the text as a whole is not of that form, it is
 * one answer.
 */
GPtrArray *survey_answers_cut(const GPtrArray *questions,
                              const SurveyQuestion *asked, const char *text);

#endif

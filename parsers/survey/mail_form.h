/* SPDX-License-Identifier: Apache-2.0
 *
 * A whole questionnaire in one mail: rendered as plain text with `[ ]` marks
 * and lines to write on, and read back from a reply, whichever way the mail
 * program quoted it and wherever the answers stand.  Pure.
 *
 *   1) Which surface?
 *      [ ] a) Gravel
 *      [x] b) Tar
 */
#ifndef BOTE_PARSERS_SURVEY_MAIL_FORM_H
#define BOTE_PARSERS_SURVEY_MAIL_FORM_H

#include "parsers/survey/survey_answer.h"

enum { MAIL_FORM_COLUMNS = 76 };

/* How each question is answered, in the reader's language ("(one answer)"): by
 * its place among all; NULL: nothing is said. */
typedef const char *const *MailFormWays;

/* A numbered question: what is no note, from 1. */
typedef struct MailAnswer {
  unsigned number;
  const SurveyQuestion *question; /* borrowed from the questionnaire */
  AnswerKind kind;
  char *value; /* of ANSWER_VALUE; else NULL */
  char
      *words; /* what was read: what he wrote, or the marked options' numbers */
} MailAnswer;

/* The form as text, each line at most MAIL_FORM_COLUMNS wide unless a word is
 * longer; the caller's. */
char *mail_form_render(const Questionnaire *questionnaire, const char *language,
                       MailFormWays ways);

/* Read a reply, quotes and all.
 *
 * ways   those that the form was rendered with
 * text   valid UTF-8, of any content
 * Returns MailAnswer *, by number, of the questions that have any answer; the
 * caller's.  Two marks where one is asked for, or two answers that differ, are
 * ANSWER_DOUBTFUL.
 */
GPtrArray *mail_form_read(const AnswerContext *context, MailFormWays ways,
                          const char *text);

#endif

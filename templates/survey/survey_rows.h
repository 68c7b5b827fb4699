/* SPDX-License-Identifier: Apache-2.0
 *
 * A figure of a survey as rows for people: labels, counts, percents, and the
 * words around them.  Pure.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SURVEY_ROWS_H
#define BOTE_TEMPLATES_SURVEY_SURVEY_ROWS_H

#include "parsers/survey/survey_figures.h"

/* Words around figures. */
typedef struct SurveyWords {
  const char *language;
  const char *answer, *count, *share; /* headings of a table's columns */
  const char *base;                   /* "%s answers, %s without answer" */
  const char *mean;                   /* "mean %s, median %s" */
  const char *hidden;                 /* in place of a number */
  const char *legend;                 /* what that means */
  const char *multiple;               /* several answers were possible */
  const char *weighted;               /* the percents are */
  const char *below, *from, *between; /* bars: "%s", "%s", "%s" and "%s" */
  const char *all;                    /* bars: one for all numbers */
  const char *responses;              /* "%s responses, %s complete" */
} SurveyWords;

/* In the language, else in German ("de-simple"), else in English. */
const SurveyWords *survey_words(const char *language);

typedef struct SurveyRow {
  char *label;
  uint64_t count;
  double percent; /* of those who answered; weighted, if responses are */
  bool hidden;
} SurveyRow;

/* The rows of a figure (SurveyRow), the caller's; none, if its answers are
 * texts or days.  Stars begin with the best. */
GArray *survey_rows(const Questionnaire *questionnaire,
                    const SurveyFigure *figure, const SurveyWords *words);

/* "120 answers, 3 without answer", "mean 4.1, median 4", whatever applies, each
 * a line.  New string, g_free(). */
char *survey_rows_summary(const SurveyFigure *figure, bool weighted,
                          const SurveyWords *words);

/* "12 · 40 %", or that it is hidden.  New string, g_free(). */
char *survey_row_value(const SurveyRow *row, const SurveyWords *words);

/* Is one of them hidden? */
bool survey_rows_hide(const GArray *rows);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Charts of a survey: bars as SVG, one for each answer, and the same figures as
 * a table.  Readable without colours, in the dark, on paper and by a screen
 * reader; no script, no font and no picture from elsewhere.
 */
#ifndef BOTE_TEMPLATES_SURVEY_SURVEY_CHART_H
#define BOTE_TEMPLATES_SURVEY_SURVEY_CHART_H

#include "parsers/survey/survey_figures.h"

typedef struct SurveyChart {
  const Questionnaire *questionnaire;
  const SurveyFigure *figure;
  const char *language; /* of labels and words */
  bool weighted;        /* the responses are */
} SurveyChart;

/* An SVG document of its own.  New string, g_free(); NULL: the answers are
 * texts or days, of which there is no chart. */
char *survey_chart_svg(const SurveyChart *chart);

/* The same within HTML, with the table: <figure>…</figure>.  Without a chart it
 * has the number of answers alone.  New string, g_free(). */
char *survey_chart_html(const SurveyChart *chart);

#endif

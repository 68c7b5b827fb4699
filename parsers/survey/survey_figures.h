/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures of a survey: responses are added one by one, in memory that does not
 * grow with them; what comes out may be published.  Small cells are hidden with
 * what would reveal them (small_cells.h); texts are never in it.  How many were
 * asked and how many of them answered is no secret.  Pure.
 *
 * Who looks again after each single response sees what it added: publish live
 * figures in steps of some responses.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_FIGURES_H
#define BOTE_PARSERS_SURVEY_SURVEY_FIGURES_H

#include "parsers/survey/survey_histogram.h"
#include "parsers/survey/survey_table.h"

typedef struct SurveyFigures SurveyFigures;

/* questionnaire  borrowed, must stay longer */
SurveyFigures *survey_figures_new(const Questionnaire *questionnaire);
void survey_figures_free(SurveyFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyFigures, survey_figures_free)

/* Ask for a cross table of two questions, before the first response is added.
 * PARSE_ERROR_SYNTAX: there is no such question, or its answers fall into no
 * categories; with a sentence for people. */
bool survey_figures_cross(SurveyFigures *figures, const char *rows,
                          const char *columns, GError **error);

/* Count one; its relevance is not looked at but made. */
void survey_figures_add(SurveyFigures *figures, const SurveyCase *one);

/* What was said to one question. */
typedef struct SurveyFigure {
  const SurveyQuestion *question; /* no note */
  unsigned number;                /* that people see */
  uint64_t base;                  /* asked, and answered */
  uint64_t missing;               /* asked, and not answered */
  double weighted_base;
  SurveyLine *line;                /* by category; NULL: there are none */
  SurveyCross *language, *channel; /* with the line */
  GArray *bars;          /* SurveyBar, of numbers without categories; or NULL */
  SurveyCell *bar_cells; /* one for each bar */
  bool has_mean;         /* of numbers, and five people said one */
  double mean, median;   /* both weighted */
} SurveyFigure;

typedef struct SurveyResult {
  uint64_t responses, complete;
  double weighted;  /* sum of all weights */
  double effective; /* responses that would say as much unweighted */
  bool is_weighted; /* some weight is not 1 */
  SurveyLine *languages, *channels;
  GPtrArray *figures; /* SurveyFigure *, in the questions' order */
  GPtrArray *crosses; /* SurveyCross *, in the order they were asked for */
} SurveyResult;

/* What may be published now; it borrows from the figures. */
SurveyResult *survey_figures_result(const SurveyFigures *figures);
void survey_result_free(SurveyResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyResult, survey_result_free)

#endif

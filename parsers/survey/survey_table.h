/* SPDX-License-Identifier: Apache-2.0
 *
 * Counts of responses by one variable and by two, and what of them may be
 * shown.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_TABLE_H
#define BOTE_PARSERS_SURVEY_SURVEY_TABLE_H

#include <stdint.h>

#include "parsers/survey/survey_variable.h"

typedef struct SurveyCell {
  uint64_t count;  /* responses; 0 when hidden */
  double weighted; /* sum of their weights; 0 when hidden */
  bool hidden;     /* too small, or would give away one that is */
} SurveyCell;

/* One variable. */
typedef struct SurveyLine {
  const SurveyVariable *variable; /* borrowed */
  uint64_t base;                  /* who said something to it */
  double weighted_base;
  SurveyCell *cells; /* one for each category */
  bool withheld;     /* all are hidden: too few */
} SurveyLine;

void survey_line_free(SurveyLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyLine, survey_line_free)

/* Two variables.  The row of categories of `rows`, which add up to the base of
 * their column unless a response may fall into several. */
typedef struct SurveyCross {
  const SurveyVariable *rows, *columns; /* borrowed */
  SurveyCell *cells;                    /* rows * columns, row after row */
  SurveyCell *bases; /* of each column: who said something to `rows`, too */
  bool withheld;     /* nobody is shown in it: too few */
} SurveyCross;

void survey_cross_free(SurveyCross *cross);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyCross, survey_cross_free)

/* --- counting ------------------------------------------------------------- */

/* Where one response falls by one variable: its categories, and behind them
 * whether it says anything to it at all. */
typedef struct SurveyPlaces {
  size_t *at; /* room for all categories and one more */
  size_t count;
} SurveyPlaces;

void survey_places_init(SurveyPlaces *places, const SurveyVariable *variable);
void survey_places_clear(SurveyPlaces *places);
void survey_places_find(SurveyPlaces *places, const SurveyVariable *variable,
                        const SurveyCase *one);

typedef struct SurveyTable SurveyTable;

/* Both are borrowed and must stay longer.  columns NULL: of one variable. */
SurveyTable *survey_table_new(const SurveyVariable *rows,
                              const SurveyVariable *columns);
void survey_table_free(SurveyTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyTable, survey_table_free)

/* columns  NULL as in survey_table_new() */
void survey_table_add(SurveyTable *table, const SurveyPlaces *rows,
                      const SurveyPlaces *columns, double weight);

/* Sum of the weights in a category of a table of one variable; for means, not
 * for showing. */
double survey_table_weight(const SurveyTable *table, size_t category);

/* What may be shown of a table of one variable.  On a scale the mean and the
 * median may be shown with it. */
SurveyLine *survey_table_line(const SurveyTable *table);

/* What may be shown of a table of two, where these lines of its variables are
 * shown, too, and the number of all responses. */
SurveyCross *survey_table_cross(const SurveyTable *table,
                                const SurveyLine *rows,
                                const SurveyLine *columns);

#endif

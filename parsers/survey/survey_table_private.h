/* SPDX-License-Identifier: Apache-2.0
 *
 * Counts as they are; nothing outside may see them.
 */
#ifndef BOTE_PARSERS_SURVEY_SURVEY_TABLE_PRIVATE_H
#define BOTE_PARSERS_SURVEY_SURVEY_TABLE_PRIVATE_H

#include "parsers/survey/survey_table.h"

/* Of each variable the categories, then those who said something to it, then
 * those who did not. */
struct SurveyTable {
  const SurveyVariable *rows, *columns; /* columns NULL: of one variable */
  size_t width;                         /* of a row */
  uint64_t *counts;
  double *weights;
};

/* The place of those who said something. */
size_t survey_variable_answered(const SurveyVariable *variable);
/* Of those who said nothing. */
size_t survey_variable_none(const SurveyVariable *variable);

/* The cell as it is shown. */
SurveyCell survey_table_cell(const SurveyTable *table, size_t row,
                             size_t column, bool hidden);

#endif

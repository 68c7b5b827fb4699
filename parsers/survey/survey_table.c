/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting, and lines of one variable.
 */
#include "parsers/survey/survey_table.h"

#include "parsers/survey/small_cells.h"
#include "parsers/survey/survey_table_private.h"

size_t
survey_variable_answered(const SurveyVariable *variable)
{
  return variable->categories->len;
}

size_t
survey_variable_none(const SurveyVariable *variable)
{
  return variable->categories->len + 1;
}

void
survey_line_free(SurveyLine *line)
{
  if (line == NULL)
    return;
  g_free(line->cells);
  g_free(line);
}

void
survey_places_init(SurveyPlaces *places, const SurveyVariable *variable)
{
  places->at = g_new(size_t, variable->categories->len + 1);
  places->count = 0;
}

void
survey_places_clear(SurveyPlaces *places)
{
  g_free(places->at);
}

void
survey_places_find(SurveyPlaces *places, const SurveyVariable *variable,
                   const SurveyCase *one)
{
  places->count = survey_variable_fall(variable, one, places->at);
  places->at[places->count] = places->count > 0
                                  ? survey_variable_answered(variable)
                                  : survey_variable_none(variable);
  places->count++;
}

SurveyTable *
survey_table_new(const SurveyVariable *rows, const SurveyVariable *columns)
{
  SurveyTable *table = g_new0(SurveyTable, 1);
  table->rows = rows;
  table->columns = columns;
  table->width = columns == NULL ? 1 : survey_variable_none(columns) + 1;
  size_t size = table->width * (survey_variable_none(rows) + 1);
  table->counts = g_new0(uint64_t, size);
  table->weights = g_new0(double, size);
  return table;
}

void
survey_table_free(SurveyTable *table)
{
  if (table == NULL)
    return;
  g_free(table->counts);
  g_free(table->weights);
  g_free(table);
}

void
survey_table_add(SurveyTable *table, const SurveyPlaces *rows,
                 const SurveyPlaces *columns, double weight)
{
  size_t first = 0;
  const SurveyPlaces one = {&first, 1};
  if (columns == NULL)
    columns = &one;
  for (size_t r = 0; r < rows->count; r++)
    for (size_t c = 0; c < columns->count; c++) {
      size_t cell = rows->at[r] * table->width + columns->at[c];
      table->counts[cell]++;
      table->weights[cell] += weight;
    }
}

double
survey_table_weight(const SurveyTable *table, size_t category)
{
  g_assert(table->columns == NULL);
  return table->weights[category];
}

SurveyCell
survey_table_cell(const SurveyTable *table, size_t row, size_t column,
                  bool hidden)
{
  size_t cell = row * table->width + column;
  if (hidden)
    return (SurveyCell){.hidden = true};
  return (SurveyCell){table->counts[cell], table->weights[cell], false};
}

/* Each category is a line of its own: who chose it and who did not.  False: all
 * are hidden. */
static bool
hide_multiple(const SurveyTable *table, uint64_t base, bool *hidden)
{
  bool some = false;
  for (size_t i = 0; i < table->rows->categories->len; i++) {
    uint64_t counts[] = {table->counts[i], base - table->counts[i]};
    bool both[2];
    some |= small_cells_hide_line(counts, 2, both);
    hidden[i] = both[0];
  }
  return some;
}

SurveyLine *
survey_table_line(const SurveyTable *table)
{
  const SurveyVariable *variable = table->rows;
  size_t size = variable->categories->len;
  g_autofree bool *hidden = g_new0(bool, size);
  SurveyLine *line = g_new0(SurveyLine, 1);
  line->variable = variable;
  line->base = table->counts[size];
  line->weighted_base = table->weights[size];
  line->withheld =
      !(variable->is_multiple ? hide_multiple(table, line->base, hidden)
        : variable->is_scale
            ? small_cells_hide_scale(table->counts, size, hidden)
            : small_cells_hide_line(table->counts, size, hidden));
  line->cells = g_new(SurveyCell, size);
  for (size_t i = 0; i < size; i++)
    line->cells[i] = survey_table_cell(table, i, 0, hidden[i]);
  return line;
}

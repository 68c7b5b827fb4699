/* SPDX-License-Identifier: Apache-2.0
 *
 * What may be shown of two variables.
 *
 * All that is published shares sums: a line of each variable, the bases, the
 * number of responses.  So a table is hidden with all of these taken as known,
 * and with its columns of no answer, which anybody can compute.  First come the
 * bases of the columns, then the rows within them.  A variable of which a
 * response may fall into several categories is one table for each of them: who
 * chose it, who did not.
 */
#include "parsers/survey/small_cells.h"
#include "parsers/survey/survey_table_private.h"

void
survey_cross_free(SurveyCross *cross)
{
  if (cross == NULL)
    return;
  g_free(cross->cells);
  g_free(cross->bases);
  g_free(cross);
}

/* The columns by which all responses fall into one each: the categories and no
 * answer; or one category, the others, and no answer. */
typedef struct Split {
  const SurveyTable *table;
  size_t category; /* of the columns, if it is split by one alone */
  size_t columns;
  bool *hidden;      /* their sums of all responses */
  bool *base_hidden; /* their sums of those who said something to the rows */
} Split;

static void
split_clear(Split *split)
{
  g_free(split->hidden);
  g_free(split->base_hidden);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Split, split_clear)

static void
split_init(Split *split, const SurveyTable *table, const SurveyLine *columns,
           size_t category)
{
  const SurveyVariable *variable = table->columns;
  *split = (Split){.table = table, .category = category};
  split->columns = variable->is_multiple ? 3 : variable->categories->len + 1;
  split->hidden = g_new0(bool, split->columns);
  split->base_hidden = g_new0(bool, split->columns);
  for (size_t c = 0; c + 1 < split->columns; c++)
    split->hidden[c] =
        columns->cells[variable->is_multiple ? category : c].hidden;
}

static uint64_t
split_count(const Split *split, size_t row, size_t column)
{
  const SurveyTable *table = split->table;
  const uint64_t *counts = table->counts + row * table->width;
  if (column + 1 == split->columns)
    return counts[survey_variable_none(table->columns)];
  if (!table->columns->is_multiple)
    return counts[column];
  uint64_t chosen = counts[split->category];
  return column == 0
             ? chosen
             : counts[survey_variable_answered(table->columns)] - chosen;
}

/* Who said something to the rows, by column. */
static void
hide_bases(Split *split)
{
  size_t size = split->columns;
  static const bool row_hidden[] = {false, false};
  g_autofree uint64_t *counts = g_new(uint64_t, 2 * size);
  g_autofree bool *hidden = g_new(bool, 2 * size);
  for (size_t c = 0; c < size; c++) {
    const SurveyVariable *rows = split->table->rows;
    counts[c] = split_count(split, survey_variable_answered(rows), c);
    counts[size + c] = split_count(split, survey_variable_none(rows), c);
  }
  SmallTable table = {counts, 2, size, row_hidden, split->hidden};
  (void)small_cells_hide_table(&table, hidden); /* all, if it must be */
  for (size_t c = 0; c < size; c++)
    split->base_hidden[c] = hidden[c] || hidden[size + c];
}

/* All rows at once, since each response falls into one of them. */
static void
hide_rows(const Split *split, const SurveyLine *rows, bool *hidden)
{
  size_t count = rows->variable->categories->len, size = split->columns;
  g_autofree uint64_t *counts = g_new(uint64_t, count * size);
  g_autofree bool *row_hidden = g_new(bool, count);
  for (size_t r = 0; r < count; r++) {
    row_hidden[r] = rows->cells[r].hidden;
    for (size_t c = 0; c < size; c++)
      counts[r * size + c] = split_count(split, r, c);
  }
  SmallTable table = {counts, count, size, row_hidden, split->base_hidden};
  (void)small_cells_hide_table(&table, hidden); /* all, if it must be */
}

/* Each row with those who did not choose it. */
static void
hide_multiple_rows(const Split *split, const SurveyLine *rows, bool *hidden)
{
  size_t size = split->columns;
  g_autofree uint64_t *counts = g_new(uint64_t, 2 * size);
  g_autofree bool *both = g_new(bool, 2 * size);
  size_t answered = survey_variable_answered(rows->variable);
  for (size_t r = 0; r < rows->variable->categories->len; r++) {
    bool row_hidden[] = {rows->cells[r].hidden, rows->cells[r].hidden};
    for (size_t c = 0; c < size; c++) {
      counts[c] = split_count(split, r, c);
      counts[size + c] = split_count(split, answered, c) - counts[c];
    }
    SmallTable table = {counts, 2, size, row_hidden, split->base_hidden};
    (void)small_cells_hide_table(&table, both); /* all, if it must be */
    for (size_t c = 0; c < size; c++)
      hidden[r * size + c] = both[c] || both[size + c];
  }
}

/* Copy what may be seen of a split into the columns that it decides. */
static void
show_split(const Split *split, const bool *hidden, SurveyCross *out)
{
  const SurveyTable *table = split->table;
  bool alone = table->columns->is_multiple;
  size_t columns = table->columns->categories->len;
  for (size_t i = 0; i < (alone ? 1 : columns); i++) {
    size_t c = alone ? split->category : i;
    out->bases[c] = survey_table_cell(
        table, survey_variable_answered(table->rows), c, split->base_hidden[i]);
    for (size_t r = 0; r < table->rows->categories->len; r++) {
      bool cell_hidden = hidden[r * split->columns + i];
      out->cells[r * columns + c] = survey_table_cell(table, r, c, cell_hidden);
      out->withheld &= cell_hidden || out->cells[r * columns + c].count == 0;
    }
  }
}

SurveyCross *
survey_table_cross(const SurveyTable *table, const SurveyLine *rows,
                   const SurveyLine *columns)
{
  g_assert(rows->variable == table->rows);
  g_assert(columns->variable == table->columns);
  size_t row_count = rows->variable->categories->len;
  size_t column_count = columns->variable->categories->len;
  SurveyCross *cross = g_new0(SurveyCross, 1);
  cross->rows = table->rows;
  cross->columns = table->columns;
  cross->cells = g_new0(SurveyCell, row_count * column_count);
  cross->bases = g_new0(SurveyCell, column_count);
  cross->withheld = true; /* until something is shown */
  size_t splits = columns->variable->is_multiple ? column_count : 1;
  for (size_t i = 0; i < splits; i++) {
    g_auto(Split) split = {0};
    split_init(&split, table, columns, i);
    g_autofree bool *hidden = g_new0(bool, row_count *split.columns);
    hide_bases(&split);
    if (rows->variable->is_multiple)
      hide_multiple_rows(&split, rows, hidden);
    else
      hide_rows(&split, rows, hidden);
    show_split(&split, hidden, cross);
  }
  return cross;
}

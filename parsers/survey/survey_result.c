/* SPDX-License-Identifier: Apache-2.0
 *
 * What of the counts may be published.
 */
#include "parsers/survey/small_cells.h"
#include "parsers/survey/survey_figures_private.h"

static void
figure_free(gpointer data)
{
  SurveyFigure *figure = data;
  survey_line_free(figure->line);
  survey_cross_free(figure->language);
  survey_cross_free(figure->channel);
  if (figure->bars != NULL)
    g_array_unref(figure->bars);
  g_free(figure->bar_cells);
  g_free(figure);
}

void
survey_result_free(SurveyResult *result)
{
  if (result == NULL)
    return;
  survey_line_free(result->languages);
  survey_line_free(result->channels);
  g_ptr_array_unref(result->figures);
  g_ptr_array_unref(result->crosses);
  g_free(result);
}

/* The numbers and their sum are counted by the histogram alone: its bars have
 * neither, so that they form a line. */
static void
show_histogram(const SurveyHistogram *histogram, SurveyFigure *figure)
{
  figure->bars = survey_histogram_bars(histogram);
  guint size = figure->bars->len;
  g_autofree uint64_t *counts = g_new(uint64_t, size);
  g_autofree bool *hidden = g_new(bool, size);
  for (guint i = 0; i < size; i++)
    counts[i] = g_array_index(figure->bars, SurveyBar, i).count;
  (void)small_cells_hide_line(counts, size, hidden); /* all, if it must be */
  figure->bar_cells = g_new(SurveyCell, size);
  for (guint i = 0; i < size; i++) {
    SurveyBar *bar = &g_array_index(figure->bars, SurveyBar, i);
    SurveyCell cell = {bar->count, bar->weight, false};
    figure->bar_cells[i] = hidden[i] ? (SurveyCell){.hidden = true} : cell;
    bar->count = 0; /* the cell says it, if it may */
    bar->weight = 0;
  }
  figure->has_mean = figure->base >= SMALL_CELL_BELOW;
  if (!figure->has_mean)
    return;
  figure->mean = survey_histogram_mean(histogram);
  figure->median = survey_histogram_median(histogram);
}

/* Twice the category where half of the weights are reached: the middle of two,
 * if right between them. */
static double
median_doubled(const SurveyTable *line, const SurveyVariable *scale)
{
  double half = 0, below = 0;
  size_t size = scale->categories->len, lower = size;
  for (size_t i = 0; i < size; i++)
    half += survey_table_weight(line, i) / 2;
  for (size_t i = 0; i < size; i++) {
    below += survey_table_weight(line, i);
    if (lower < size && survey_table_weight(line, i) > 0)
      return (double)(lower + i);
    if (lower == size && below > half * (1 + 1e-9))
      return (double)(2 * i);
    if (lower == size && below >= half * (1 - 1e-9) && below > 0)
      lower = i;
  }
  return (double)(2 * lower);
}

static void
show_scale(const SurveyTable *line, SurveyFigure *figure)
{
  const SurveyVariable *scale = figure->line->variable;
  double sum = 0;
  figure->has_mean =
      figure->base >= SMALL_CELL_BELOW && figure->weighted_base > 0;
  if (!figure->has_mean)
    return;
  for (size_t i = 0; i < scale->categories->len; i++)
    sum += survey_table_weight(line, i) * survey_variable_number(scale, i);
  figure->mean = sum / figure->weighted_base;
  figure->median = scale->question->start +
                   median_doubled(line, scale) / 2 * scale->question->step;
}

static SurveyFigure *
figure_new(const SurveyFigures *figures, guint place,
           const SurveyResult *result)
{
  const Counter *counter = figures->counters->pdata[place];
  SurveyFigure *figure = g_new0(SurveyFigure, 1);
  figure->question = figures->questionnaire->questions->pdata[place];
  figure->number = survey_number(figures->questionnaire, place);
  figure->base = counter->base;
  figure->missing = counter->asked - counter->base;
  figure->weighted_base = counter->weighted_base;
  if (counter->histogram != NULL)
    show_histogram(counter->histogram, figure);
  if (counter->variable == NULL)
    return figure;
  figure->line = survey_table_line(counter->line);
  figure->weighted_base = figure->line->weighted_base;
  figure->language =
      survey_table_cross(counter->language, figure->line, result->languages);
  figure->channel =
      survey_table_cross(counter->channel, figure->line, result->channels);
  if (counter->variable->is_scale)
    show_scale(counter->line, figure);
  return figure;
}

/* The line of a variable among the figures. */
static const SurveyLine *
line_of(const SurveyResult *result, const SurveyVariable *variable)
{
  for (guint i = 0; i < result->figures->len; i++) {
    const SurveyFigure *figure = result->figures->pdata[i];
    if (figure->line != NULL && figure->line->variable == variable)
      return figure->line;
  }
  g_assert_not_reached();
}

static void
cross_free(gpointer cross)
{
  survey_cross_free(cross);
}

SurveyResult *
survey_figures_result(const SurveyFigures *figures)
{
  SurveyResult *result = g_new0(SurveyResult, 1);
  result->responses = figures->responses;
  result->complete = figures->complete;
  result->weighted = figures->weight;
  result->effective = figures->squares > 0
                          ? figures->weight * figures->weight / figures->squares
                          : 0;
  result->is_weighted = figures->is_weighted;
  result->languages = survey_table_line(figures->language.line);
  result->channels = survey_table_line(figures->channel.line);
  result->figures = g_ptr_array_new_with_free_func(figure_free);
  for (guint i = 0; i < figures->counters->len; i++)
    if (survey_number(figures->questionnaire, i) > 0)
      g_ptr_array_add(result->figures, figure_new(figures, i, result));
  result->crosses = g_ptr_array_new_with_free_func(cross_free);
  for (guint i = 0; i < figures->crosses->len; i++) {
    const Cross *cross = &g_array_index(figures->crosses, Cross, i);
    g_ptr_array_add(
        result->crosses,
        survey_table_cross(cross->table, line_of(result, cross->rows->variable),
                           line_of(result, cross->columns->variable)));
  }
  return result;
}

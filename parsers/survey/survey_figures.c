/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting responses.
 */
#include "parsers/survey/survey_figures.h"

#include <math.h>

#include "parsers/parse_error.h"
#include "parsers/survey/survey_figures_private.h"

/* The least difference that counts between numbers. */
static double
histogram_width(const SurveyQuestion *question)
{
  switch (question->type) {
  case SURVEY_INTEGER:
    return 1;
  case SURVEY_DECIMAL:
    return 0.01;
  case SURVEY_RANGE:
    return question->step > 0 ? question->step : 1;
  case SURVEY_SELECT_ONE:
  case SURVEY_SELECT_MULTIPLE:
  case SURVEY_TEXT:
  case SURVEY_DATE:
  case SURVEY_NOTE:
    return 0;
  }
  g_assert_not_reached();
}

static Counter *
counter_new(const SurveyFigures *figures, guint place)
{
  Counter *counter = g_new0(Counter, 1);
  const SurveyQuestion *question =
      figures->questionnaire->questions->pdata[place];
  counter->variable = survey_variable_of(figures->questionnaire, place);
  if (counter->variable != NULL) {
    survey_places_init(&counter->places, counter->variable);
    counter->line = survey_table_new(counter->variable, NULL);
    counter->language =
        survey_table_new(counter->variable, figures->language.variable);
    counter->channel =
        survey_table_new(counter->variable, figures->channel.variable);
  } else if (histogram_width(question) > 0) {
    counter->histogram = survey_histogram_new(histogram_width(question));
  }
  return counter;
}

static void
counter_clear(Counter *counter)
{
  if (counter->variable != NULL)
    survey_places_clear(&counter->places);
  survey_variable_free(counter->variable);
  survey_table_free(counter->line);
  survey_table_free(counter->language);
  survey_table_free(counter->channel);
  survey_histogram_free(counter->histogram);
}

static void
counter_free(gpointer counter)
{
  counter_clear(counter);
  g_free(counter);
}

static void
counter_init(Counter *counter, SurveyVariable *variable)
{
  counter->variable = variable;
  survey_places_init(&counter->places, variable);
  counter->line = survey_table_new(variable, NULL);
}

SurveyFigures *
survey_figures_new(const Questionnaire *questionnaire)
{
  SurveyFigures *figures = g_new0(SurveyFigures, 1);
  figures->questionnaire = questionnaire;
  counter_init(&figures->language, survey_variable_language(questionnaire));
  counter_init(&figures->channel, survey_variable_channel());
  figures->counters = g_ptr_array_new_with_free_func(counter_free);
  for (guint i = 0; i < questionnaire->questions->len; i++)
    g_ptr_array_add(figures->counters, counter_new(figures, i));
  figures->crosses = g_array_new(FALSE, FALSE, sizeof(Cross));
  return figures;
}

void
survey_figures_free(SurveyFigures *figures)
{
  if (figures == NULL)
    return;
  for (guint i = 0; i < figures->crosses->len; i++)
    survey_table_free(g_array_index(figures->crosses, Cross, i).table);
  g_array_unref(figures->crosses);
  g_ptr_array_unref(figures->counters);
  counter_clear(&figures->language);
  counter_clear(&figures->channel);
  g_free(figures);
}

/* The counter of a question with categories. */
static Counter *
find_counter(const SurveyFigures *figures, const char *name, GError **error)
{
  const GPtrArray *questions = figures->questionnaire->questions;
  for (guint i = 0; i < questions->len; i++) {
    const SurveyQuestion *question = questions->pdata[i];
    Counter *counter = figures->counters->pdata[i];
    if (!g_str_equal(question->name, name))
      continue;
    if (counter->variable != NULL)
      return counter;
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "\"%s\" has no choices to make a table of", name);
    return NULL;
  }
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
              "there is no question \"%s\"", name);
  return NULL;
}

bool
survey_figures_cross(SurveyFigures *figures, const char *rows,
                     const char *columns, GError **error)
{
  g_assert(figures->responses == 0);
  Cross cross = {.rows = find_counter(figures, rows, error)};
  if (cross.rows == NULL)
    return false;
  cross.columns = find_counter(figures, columns, error);
  if (cross.columns == NULL)
    return false;
  if (cross.rows == cross.columns) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "a table of \"%s\" and itself says nothing new", rows);
    return false;
  }
  cross.table = survey_table_new(cross.rows->variable, cross.columns->variable);
  g_array_append_val(figures->crosses, cross);
  return true;
}

static void
add_to_histogram(Counter *counter, const char *value, double weight)
{
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);
  if (end == value || *end != '\0' || !isfinite(number))
    return;
  survey_histogram_add(counter->histogram, number, weight);
  counter->base++;
  counter->weighted_base += weight;
}

static void
add_to_counter(const SurveyFigures *figures, guint place, const SurveyCase *one)
{
  Counter *counter = figures->counters->pdata[place];
  const char *value = survey_case_value(one, place);
  counter->asked += one->relevance[place];
  if (counter->variable != NULL) {
    survey_places_find(&counter->places, counter->variable, one);
    survey_table_add(counter->line, &counter->places, NULL, one->weight);
    survey_table_add(counter->language, &counter->places,
                     &figures->language.places, one->weight);
    survey_table_add(counter->channel, &counter->places,
                     &figures->channel.places, one->weight);
    counter->base += value != NULL && counter->places.count > 1;
    return;
  }
  if (value == NULL)
    return;
  if (counter->histogram != NULL) {
    add_to_histogram(counter, value, one->weight);
    return;
  }
  counter->base++;
  counter->weighted_base += one->weight;
}

static void
add_to_groups(Counter *counter, const SurveyCase *one)
{
  survey_places_find(&counter->places, counter->variable, one);
  survey_table_add(counter->line, &counter->places, NULL, one->weight);
}

void
survey_figures_add(SurveyFigures *figures, const SurveyCase *one)
{
  g_autofree bool *relevance = survey_response_relevance(one->answers);
  SurveyCase known = *one;
  known.relevance = relevance;
  figures->responses++;
  figures->complete += one->complete;
  figures->weight += one->weight;
  figures->squares += one->weight * one->weight;
  figures->is_weighted |= fabs(one->weight - 1) > 1e-9;
  add_to_groups(&figures->language, &known);
  add_to_groups(&figures->channel, &known);
  for (guint i = 0; i < figures->counters->len; i++)
    add_to_counter(figures, i, &known);
  for (guint i = 0; i < figures->crosses->len; i++) {
    const Cross *cross = &g_array_index(figures->crosses, Cross, i);
    survey_table_add(cross->table, &cross->rows->places,
                     &cross->columns->places, one->weight);
  }
}

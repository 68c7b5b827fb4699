/* SPDX-License-Identifier: Apache-2.0
 *
 * survey.results {id, cross, language}: what may be shown of the answers so
 * far.  `cross` names two questions, "besuch,weg"; with a language the row has
 * a page to read.  A count that is null is hidden: too few people.
 */
#include <sysexits.h>

#include "daemon/admin/request.h"
#include "daemon/services/survey/survey_hand.h"
#include "parsers/json_text.h"
#include "parsers/survey/survey_figures.h"
#include "queue/response_each.h"
#include "templates/survey/survey_report.h"

static json_t *
count_of(const SurveyCell *cell)
{
  return cell->hidden ? json_null() : json_integer((json_int_t)cell->count);
}

/* {"woche": 12, "monat": null} */
static json_t *
counts_of(const SurveyLine *line)
{
  json_t *counts = json_object();
  const GPtrArray *categories = line->variable->categories;
  for (guint i = 0; i < categories->len; i++)
    json_object_set_new(counts, categories->pdata[i],
                        count_of(&line->cells[i]));
  return counts;
}

/* Row by row of the first question, column by column of the second. */
static json_t *
cross_of(const SurveyCross *cross)
{
  json_t *rows = json_object();
  const GPtrArray *columns = cross->columns->categories;
  for (guint r = 0; r < cross->rows->categories->len; r++) {
    json_t *row = json_object();
    for (guint c = 0; c < columns->len; c++)
      json_object_set_new(row, columns->pdata[c],
                          count_of(&cross->cells[r * columns->len + c]));
    json_object_set_new(rows, cross->rows->categories->pdata[r], row);
  }
  return rows;
}

static json_t *
figure_of(const SurveyFigure *figure)
{
  json_t *row = json_pack("{s:s, s:I, s:I}", "question", figure->question->name,
                          "base", (json_int_t)figure->base, "missing",
                          (json_int_t)figure->missing);
  if (figure->line != NULL)
    json_object_set_new(row, "counts", counts_of(figure->line));
  if (figure->has_mean)
    json_object_set_new(row, "mean", json_real(figure->mean));
  return row;
}

static json_t *
result_row(const Survey *survey, const SurveyResult *result)
{
  json_t *figures = json_array(), *crosses = json_array();
  for (guint i = 0; i < result->figures->len; i++)
    json_array_append_new(figures, figure_of(result->figures->pdata[i]));
  for (guint i = 0; i < result->crosses->len; i++)
    json_array_append_new(crosses, cross_of(result->crosses->pdata[i]));
  return json_pack(
      "{s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "id", survey->id, "state",
      survey_state_to_string(survey->state), "responses",
      (json_int_t)result->responses, "complete", (json_int_t)result->complete,
      "languages", counts_of(result->languages), "channels",
      counts_of(result->channels), "figures", figures, "crosses", crosses);
}

static bool
ask_cross(RequestCall *call, SurveyFigures *figures, GError **error)
{
  const char *cross = request_text(call, "cross");
  g_autoptr(GError) failure = NULL;
  if (cross == NULL)
    return true;
  g_auto(GStrv) names = g_strsplit(cross, ",", -1);
  if (g_strv_length(names) != 2) {
    g_set_error_literal(error, REQUEST_ERROR, EX_USAGE,
                        "two questions are crossed, like besuch,weg");
    return false;
  }
  if (survey_figures_cross(figures, g_strstrip(names[0]), g_strstrip(names[1]),
                           &failure))
    return true;
  g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR, failure->message);
  return false;
}

static void
add_case(const SurveyCase *one, void *data)
{
  survey_figures_add(data, one);
}

static bool
run(RequestCall *call, GError **error)
{
  Desk desk = digest_desk(call->digest);
  const char *id = request_text(call, "id");
  const char *language = request_text(call, "language");
  const Questionnaire *form;
  g_autoptr(Survey) survey =
      survey_by_hand(&desk, id == NULL ? "" : id, &form, error);
  if (survey == NULL)
    return false;
  g_autoptr(SurveyFigures) figures = survey_figures_new(form);
  ResponseWalk walk = {form, add_case, figures};
  if (!ask_cross(call, figures, error) ||
      !response_each(desk.queue, survey, &walk, error))
    return false;
  g_autoptr(SurveyResult) result = survey_figures_result(figures);
  json_t *row = result_row(survey, result);
  if (language != NULL)
    json_text_put(row, "page", survey_report(form, result, language));
  request_add_row(call, row);
  return true;
}

const Request request_survey_results = {
    .name = "survey.results", .writes = true, .run = run};

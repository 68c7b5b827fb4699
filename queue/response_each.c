/* SPDX-License-Identifier: Apache-2.0
 *
 * A walk over the responses of a survey.
 */
#include "queue/response_each.h"

static bool
give(const ResponseSheet *sheet, const ResponseWalk *walk, GError **error)
{
  const SurveyResponse *answers = sheet->answers;
  const Response *response = sheet->response;
  if (!response_load_answers(sheet, error))
    return false;
  g_autofree bool *relevance = survey_response_relevance(answers);
  SurveyCase one = {
      .answers = answers,
      .relevance = relevance,
      .language = response->language,
      .channel = response->channel,
      .complete = response->complete,
      .weight = 1,
  };
  walk->each(&one, walk->data);
  return true;
}

bool
response_each(Queue *queue, const Survey *survey, const ResponseWalk *walk,
              GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, channel, language, complete FROM survey_response"
                  " WHERE survey_id = $1 ORDER BY id",
                  "t", survey->id);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    g_autoptr(Response) response = g_new0(Response, 1);
    g_strlcpy(response->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
    response->channel = store_rows_dup_text(rows, 1);
    response->language = store_rows_dup_text(rows, 2);
    response->complete = store_rows_int64(rows, 3) != 0;
    g_autoptr(SurveyResponse) answers =
        survey_response_new(walk->questionnaire);
    ResponseSheet sheet = {queue, survey, response, answers};
    if (!give(&sheet, walk, error))
      return false;
  }
  return store_rows_ok(rows);
}

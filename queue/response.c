/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of responses and of their answers.
 */
#include "queue/response.h"

#include <string.h>

void
response_free(Response *response)
{
  if (response == NULL)
    return;
  g_free(response->channel);
  g_free(response->language);
  g_free(response->asked);
  g_free(response);
}

GBytes *
response_link(Queue *queue, const Survey *survey, const char *kind,
              const char *who)
{
  g_autofree char *text = g_strjoin("|", survey->id, kind, who, NULL);
  return keyring_content_hash(queue->ring, "survey-link", text, strlen(text));
}

bool
response_find(Queue *queue, const Survey *survey, GBytes *link, Response **out,
              GError **error)
{
  *out = NULL;
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, channel, language, asked, tries, complete,"
                  " begun_at_ms, changed_at_ms FROM survey_response"
                  " WHERE survey_id = $1 AND link = $2 AND link IS NOT NULL",
                  "tb", survey->id, link);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    Response *response = g_new0(Response, 1);
    g_strlcpy(response->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
    response->channel = store_rows_dup_text(rows, 1);
    response->language = store_rows_dup_text(rows, 2);
    response->asked = store_rows_dup_text(rows, 3);
    response->tries = (unsigned)store_rows_int64(rows, 4);
    response->complete = store_rows_int64(rows, 5) != 0;
    response->begun_at_ms = store_rows_int64(rows, 6);
    response->changed_at_ms = store_rows_int64(rows, 7);
    *out = response;
  }
  return store_rows_ok(rows);
}

Response *
response_begin(Queue *queue, Survey *survey, const ResponseBegin *begin,
               GError **error)
{
  g_autoptr(Response) response = g_new0(Response, 1);
  response->id = id_random();
  response->channel = g_strdup(begin->channel);
  response->language = g_strdup(begin->language);
  response->begun_at_ms = response->changed_at_ms = queue->now_ms;
  if (!store_run(queue->store, error,
                 "INSERT INTO survey_response (id, survey_id, link, channel,"
                 " language, complete, tries, begun_at_ms, changed_at_ms)"
                 " VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $6)",
                 "ttbtti", response->id.text, survey->id, begin->link,
                 begin->channel, begin->language, queue->now_ms) ||
      !store_run(queue->store, error,
                 "UPDATE survey SET begun = begun + 1 WHERE id = $1", "t",
                 survey->id))
    return NULL;
  survey->begun++;
  return g_steal_pointer(&response);
}

bool
response_ask(Queue *queue, Response *response, const char *asked,
             unsigned tries, GError **error)
{
  if (!store_run(queue->store, error,
                 "UPDATE survey_response SET asked = $2, tries = $3,"
                 " changed_at_ms = $4 WHERE id = $1",
                 "ttii", response->id.text, asked, (int64_t)tries,
                 queue->now_ms))
    return false;
  g_autofree char *before = response->asked; /* `asked` may be it */
  response->asked = g_strdup(asked);
  response->tries = tries;
  response->changed_at_ms = queue->now_ms;
  return true;
}

bool
response_set_complete(Queue *queue, Survey *survey, Response *response,
                      bool complete, GError **error)
{
  if (response->complete == complete)
    return true;
  int64_t step = complete ? 1 : -1;
  if (!store_run(queue->store, error,
                 "UPDATE survey_response SET complete = $2 WHERE id = $1", "ti",
                 response->id.text, (int64_t)complete) ||
      !store_run(queue->store, error,
                 "UPDATE survey SET complete = complete + $2 WHERE id = $1",
                 "ti", survey->id, step))
    return false;
  response->complete = complete;
  survey->complete += step;
  return true;
}

bool
response_unlink(Queue *queue, const Response *response, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE survey_response SET link = NULL, asked = NULL"
                   " WHERE id = $1",
                   "t", response->id.text);
}

bool
response_unlink_all(Queue *queue, const Survey *survey, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE survey_response SET link = NULL, asked = NULL"
                   " WHERE survey_id = $1 AND link IS NOT NULL",
                   "t", survey->id);
}

/* --- answers -------------------------------------------------------------- */

/* What people write in their own words is sealed; the rest is counted. */
static bool
is_sealed(const SurveyQuestion *question)
{
  return question->type == SURVEY_TEXT;
}

static char *
place_of_words(const Response *response, const char *question)
{
  return g_strdup_printf("survey_answer|words|%s/%s", response->id.text,
                         question);
}

/* The answer of a row; *out NULL: none was given. */
static bool
read_value(const ResponseSheet *sheet, StoreRows *rows, char **out,
           GError **error)
{
  *out = store_rows_dup_text(rows, 2);
  g_autoptr(GBytes) sealed = store_rows_bytes(rows, 3);
  if (sealed == NULL)
    return true;
  g_autofree char *place =
      place_of_words(sheet->response, store_rows_text(rows, 0));
  *out = keyring_open_text(sheet->queue->ring, sheet->survey->key_id.text,
                           place, sealed, error);
  return *out != NULL;
}

bool
response_load_answers(const ResponseSheet *sheet, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(sheet->queue->store, error,
                  "SELECT question, state, value, words FROM survey_answer"
                  " WHERE response_id = $1",
                  "t", sheet->response->id.text);
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    int place =
        questionnaire_place(survey_response_questionnaire(sheet->answers),
                            store_rows_text(rows, 0));
    g_autofree char *value = NULL;
    AnswerState state;
    if (place < 0)
      continue;
    bool known = answer_state_from_string(store_rows_text(rows, 1), &state);
    g_assert(known); /* only we write the column */
    if (!read_value(sheet, rows, &value, error))
      return false;
    (void)survey_response_set(sheet->answers, (guint)place, state, value);
  }
  return store_rows_ok(rows);
}

/* *out NULL: nothing is to be sealed. */
static bool
seal_words(const ResponseSheet *sheet, const SurveyQuestion *question,
           const char *value, GBytes **out, GError **error)
{
  *out = NULL;
  if (value == NULL || !is_sealed(question))
    return true;
  g_autofree char *place = place_of_words(sheet->response, question->name);
  *out = keyring_seal_text(sheet->queue->ring, sheet->survey->key_id.text,
                           place, value, error);
  return *out != NULL;
}

bool
response_save_answer(const ResponseSheet *sheet, guint place, GError **error)
{
  const SurveyQuestion *question =
      survey_response_questionnaire(sheet->answers)->questions->pdata[place];
  const char *value = survey_response_value(sheet->answers, place);
  AnswerState state = survey_response_state(sheet->answers, place);
  GBytes *sealed;
  if (!seal_words(sheet, question, value, &sealed, error))
    return false;
  g_autoptr(GBytes) words = sealed;
  return store_run(sheet->queue->store, error,
                   "INSERT INTO survey_answer (response_id, question, state,"
                   " value, words) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT (response_id, question) DO UPDATE"
                   " SET state = $3, value = $4, words = $5",
                   "ttttb", sheet->response->id.text, question->name,
                   answer_state_to_string(state), words == NULL ? value : NULL,
                   words);
}

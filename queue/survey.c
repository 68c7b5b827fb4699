/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of surveys.
 */
#include "queue/survey.h"

static const char *const state_names[] = {
    [SURVEY_STATE_DRAFT] = "draft",   [SURVEY_STATE_SCHEDULED] = "scheduled",
    [SURVEY_STATE_OPEN] = "open",     [SURVEY_STATE_PAUSED] = "paused",
    [SURVEY_STATE_CLOSED] = "closed", [SURVEY_STATE_PUBLISHED] = "published",
};

static const unsigned state_next[] = {
    [SURVEY_STATE_DRAFT] =
        1u << SURVEY_STATE_SCHEDULED | 1u << SURVEY_STATE_OPEN,
    [SURVEY_STATE_SCHEDULED] =
        1u << SURVEY_STATE_DRAFT | 1u << SURVEY_STATE_OPEN,
    [SURVEY_STATE_OPEN] = 1u << SURVEY_STATE_PAUSED | 1u << SURVEY_STATE_CLOSED,
    [SURVEY_STATE_PAUSED] = 1u << SURVEY_STATE_OPEN | 1u << SURVEY_STATE_CLOSED,
    [SURVEY_STATE_CLOSED] =
        1u << SURVEY_STATE_OPEN | 1u << SURVEY_STATE_PUBLISHED,
    [SURVEY_STATE_PUBLISHED] = 1u << SURVEY_STATE_CLOSED,
};

static const StateTable states = {
    .table = "survey",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .sql = "UPDATE survey SET state = $2 WHERE id = $1 AND state = $3",
};

const char *
survey_state_to_string(SurveyState state)
{
  return state_names[state];
}

bool
survey_state_may_become(SurveyState from, SurveyState to)
{
  return (state_next[from] & 1u << to) != 0;
}

void
survey_free(Survey *survey)
{
  if (survey == NULL)
    return;
  g_free(survey->id);
  g_free(survey);
}

char *
survey_id(const char *questionnaire, unsigned wave)
{
  return g_strdup_printf("%s/%u", questionnaire, wave);
}

#define SURVEY_COLUMNS                                                         \
  "SELECT id, state, key_id, opened_at_ms, closed_at_ms, begun, complete"      \
  " FROM survey "

static Survey *
survey_read(StoreRows *rows)
{
  Survey *survey = g_new0(Survey, 1);
  survey->id = store_rows_dup_text(rows, 0);
  survey->state =
      (SurveyState)queue_state_of(&states, store_rows_text(rows, 1));
  g_strlcpy(survey->key_id.text, store_rows_text(rows, 2), ID_LENGTH + 1);
  survey->opened_at_ms = store_rows_int64(rows, 3);
  survey->closed_at_ms = store_rows_int64(rows, 4);
  survey->begun = store_rows_int64(rows, 5);
  survey->complete = store_rows_int64(rows, 6);
  return survey;
}

bool
survey_find(Queue *queue, const char *id, Survey **out, GError **error)
{
  *out = NULL;
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error, SURVEY_COLUMNS "WHERE id = $1", "t", id);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out = survey_read(rows);
  return store_rows_ok(rows);
}

Survey *
survey_ensure(Queue *queue, const char *id, GError **error)
{
  Survey *survey = NULL;
  Id key;
  if (!survey_find(queue, id, &survey, error) || survey != NULL)
    return survey;
  if (!keyring_take(queue->ring, KEY_OWNER_FILE, queue->now_ms, &key, error) ||
      !store_run(queue->store, error,
                 "INSERT INTO survey (id, state, key_id)"
                 " VALUES ($1, 'draft', $2)",
                 "tt", id, key.text) ||
      !survey_find(queue, id, &survey, error))
    return NULL;
  return survey;
}

/* When it began to take answers, when it ended to. */
static bool
note_time(Queue *queue, Survey *survey, SurveyState state, GError **error)
{
  if (state == SURVEY_STATE_OPEN) {
    survey->opened_at_ms = queue->now_ms;
    return store_run(queue->store, error,
                     "UPDATE survey SET opened_at_ms = $2 WHERE id = $1", "ti",
                     survey->id, queue->now_ms);
  }
  if (state != SURVEY_STATE_CLOSED || survey->state == SURVEY_STATE_PUBLISHED)
    return true;
  survey->closed_at_ms = queue->now_ms;
  return store_run(queue->store, error,
                   "UPDATE survey SET closed_at_ms = $2 WHERE id = $1", "ti",
                   survey->id, queue->now_ms);
}

bool
survey_set_state(Queue *queue, Survey *survey, SurveyState state,
                 GError **error)
{
  if (!queue_change_state(queue, &states, survey->id,
                          (StateChange){survey->state, state}, error) ||
      !note_time(queue, survey, state, error))
    return false;
  survey->state = state;
  return true;
}

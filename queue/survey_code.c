/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of participation codes and the numbers of their batches.
 */
#include "queue/survey_code.h"

#include <string.h>

static const char *const state_names[] = {
    [SURVEY_CODE_UNKNOWN] = "",
    [SURVEY_CODE_FRESH] = "fresh",
    [SURVEY_CODE_USED] = "used",
    [SURVEY_CODE_VOID] = "void",
};

/* Another kind than the link of a response: the two never meet. */
static GBytes *
code_hash(Queue *queue, const Survey *survey, const ParticipationCode *code)
{
  g_autofree char *text = g_strjoin("|", survey->id, code->text, NULL);
  return keyring_content_hash(queue->ring, "survey-code", text, strlen(text));
}

static bool
insert(Queue *queue, const Survey *survey, const char *batch,
       const ParticipationCode *code, GError **error)
{
  g_autoptr(GBytes) hash = code_hash(queue, survey, code);
  return store_run(queue->store, error,
                   "INSERT INTO survey_code (survey_id, hash, batch, state)"
                   " VALUES ($1, $2, $3, 'fresh') ON CONFLICT DO NOTHING",
                   "tbt", survey->id, hash, batch);
}

bool
survey_code_add(Queue *queue, const Survey *survey, const char *batch,
                ParticipationCode *out, GError **error)
{
  do { /* a code that is there already is one in millions */
    uint8_t random[PARTICIPATION_CODE_BYTES];
    secret_random(random, sizeof random);
    *out = participation_code_make(random);
    if (!insert(queue, survey, batch, out, error))
      return false;
  } while (store_changes(queue->store) == 0);
  return store_run(queue->store, error,
                   "INSERT INTO survey_code_batch (survey_id, batch,"
                   " made_at_ms, made, used, void) VALUES ($1, $2, $3, 1, 0, 0)"
                   " ON CONFLICT (survey_id, batch) DO UPDATE"
                   " SET made = survey_code_batch.made + 1, made_at_ms = $3",
                   "tti", survey->id, batch, queue->now_ms);
}

static SurveyCodeState
state_of(const char *name)
{
  for (size_t i = SURVEY_CODE_FRESH; i < G_N_ELEMENTS(state_names); i++)
    if (strcmp(name, state_names[i]) == 0)
      return (SurveyCodeState)i;
  g_assert_not_reached();
}

bool
survey_code_find(Queue *queue, const Survey *survey,
                 const ParticipationCode *code, SurveyCodeState *out,
                 GError **error)
{
  *out = SURVEY_CODE_UNKNOWN;
  g_autoptr(GBytes) hash = code_hash(queue, survey, code);
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT state FROM survey_code WHERE survey_id = $1 AND hash = $2", "tb",
      survey->id, hash);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out = state_of(store_rows_text(rows, 0));
  return store_rows_ok(rows);
}

bool
survey_code_use(Queue *queue, const Survey *survey,
                const ParticipationCode *code, bool *out_is_first,
                GError **error)
{
  g_autoptr(GBytes) hash = code_hash(queue, survey, code);
  if (!store_run(queue->store, error,
                 "UPDATE survey_code SET state = 'used' WHERE survey_id = $1"
                 " AND hash = $2 AND state = 'fresh'",
                 "tb", survey->id, hash))
    return false;
  *out_is_first = store_changes(queue->store) > 0;
  return !*out_is_first ||
         store_run(queue->store, error,
                   "UPDATE survey_code_batch SET used = used + 1"
                   " WHERE survey_id = $1 AND batch = (SELECT batch"
                   " FROM survey_code WHERE survey_id = $1 AND hash = $2)",
                   "tb", survey->id, hash);
}

bool
survey_code_void(Queue *queue, const Survey *survey, const char *batch,
                 int64_t *out_count, GError **error)
{
  if (!store_run(queue->store, error,
                 "UPDATE survey_code SET state = 'void' WHERE survey_id = $1"
                 " AND batch = $2 AND state = 'fresh'",
                 "tt", survey->id, batch))
    return false;
  *out_count = store_changes(queue->store);
  return store_run(queue->store, error,
                   "UPDATE survey_code_batch SET void = void + $3"
                   " WHERE survey_id = $1 AND batch = $2",
                   "tti", survey->id, batch, *out_count);
}

void
survey_code_batch_free(SurveyCodeBatch *batch)
{
  g_free(batch->name);
  g_free(batch);
}

GPtrArray *
survey_code_batches(Queue *queue, const Survey *survey, GError **error)
{
  g_autoptr(GPtrArray) batches =
      g_ptr_array_new_with_free_func((GDestroyNotify)survey_code_batch_free);
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT batch, made_at_ms, made, used, void FROM survey_code_batch"
      " WHERE survey_id = $1 ORDER BY batch",
      "t", survey->id);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    SurveyCodeBatch *batch = g_new0(SurveyCodeBatch, 1);
    batch->name = store_rows_dup_text(rows, 0);
    batch->made_at_ms = store_rows_int64(rows, 1);
    batch->made = store_rows_int64(rows, 2);
    batch->used = store_rows_int64(rows, 3);
    batch->is_void = store_rows_int64(rows, 4);
    g_ptr_array_add(batches, batch);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&batches) : NULL;
}

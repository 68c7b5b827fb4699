/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of participants.
 */
#include "queue/participant.h"

static const char *const state_names[] = {
    [PARTICIPANT_STATE_INVITED] = "invited",
    [PARTICIPANT_STATE_DECLINED] = "declined",
    [PARTICIPANT_STATE_TAKING_PART] = "taking-part",
};

static const unsigned state_next[] = {
    [PARTICIPANT_STATE_INVITED] =
        1u << PARTICIPANT_STATE_DECLINED | 1u << PARTICIPANT_STATE_TAKING_PART,
    [PARTICIPANT_STATE_DECLINED] = 1u << PARTICIPANT_STATE_TAKING_PART,
    [PARTICIPANT_STATE_TAKING_PART] = 0,
};

static const StateTable states = {
    .table = "survey_participant",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .sql = "UPDATE survey_participant SET state = $2"
           " WHERE id = $1 AND state = $3",
};

#define PARTICIPANT_COLUMNS                                                    \
  "SELECT id, contact_id, state, invited_at_ms, reminded_at_ms"                \
  " FROM survey_participant "

static Participant
participant_read(StoreRows *rows)
{
  Participant row = {.state = (ParticipantState)queue_state_of(
                         &states, store_rows_text(rows, 2)),
                     .invited_at_ms = store_rows_int64(rows, 3),
                     .reminded_at_ms = store_rows_int64(rows, 4)};
  g_strlcpy(row.id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  g_strlcpy(row.contact_id.text, store_rows_text(rows, 1), ID_LENGTH + 1);
  return row;
}

bool
participant_find(Queue *queue, const Survey *survey, const char *contact_id,
                 Participant *out, GError **error)
{
  *out = (Participant){0};
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      PARTICIPANT_COLUMNS "WHERE survey_id = $1 AND contact_id = $2", "tt",
      survey->id, contact_id);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out = participant_read(rows);
  return store_rows_ok(rows);
}

bool
participant_invite(Queue *queue, const Survey *survey, const char *contact_id,
                   bool *out_is_new, GError **error)
{
  Id id = id_random(); /* a time would lead to his answers */
  if (!store_run(queue->store, error,
                 "INSERT INTO survey_participant (id, survey_id, contact_id,"
                 " state, invited_at_ms) VALUES ($1, $2, $3, 'invited', $4)"
                 " ON CONFLICT DO NOTHING",
                 "ttti", id.text, survey->id, contact_id, queue->now_ms))
    return false;
  *out_is_new = store_changes(queue->store) > 0;
  return true;
}

static bool
change(Queue *queue, const Participant *participant, ParticipantState to,
       GError **error)
{
  return queue_change_state(queue, &states, participant->id.text,
                            (StateChange){participant->state, to}, error);
}

bool
participant_join(Queue *queue, const Survey *survey, const char *contact_id,
                 GError **error)
{
  Participant found;
  if (!participant_find(queue, survey, contact_id, &found, error))
    return false;
  if (found.id.text[0] != '\0')
    return found.state == PARTICIPANT_STATE_TAKING_PART ||
           change(queue, &found, PARTICIPANT_STATE_TAKING_PART, error);
  Id id = id_random(); /* a time would lead to his answers */
  return store_run(queue->store, error,
                   "INSERT INTO survey_participant (id, survey_id, contact_id,"
                   " state) VALUES ($1, $2, $3, 'taking-part')",
                   "ttt", id.text, survey->id, contact_id);
}

bool
participant_decline(Queue *queue, const Survey *survey, const char *contact_id,
                    GError **error)
{
  Participant found;
  return participant_find(queue, survey, contact_id, &found, error) &&
         (found.id.text[0] == '\0' ||
          found.state != PARTICIPANT_STATE_INVITED ||
          change(queue, &found, PARTICIPANT_STATE_DECLINED, error));
}

GArray *
participant_silent(Queue *queue, const Survey *survey,
                   int64_t invited_before_ms, unsigned limit, GError **error)
{
  g_autoptr(GArray) silent = g_array_new(FALSE, FALSE, sizeof(Participant));
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      PARTICIPANT_COLUMNS "WHERE survey_id = $1 AND invited_at_ms < $2"
                          " AND state = 'invited' AND reminded_at_ms IS NULL"
                          " ORDER BY invited_at_ms, id LIMIT $3",
      "tii", survey->id, invited_before_ms, (int64_t)limit);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    Participant row = participant_read(rows);
    g_array_append_val(silent, row);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&silent) : NULL;
}

bool
participant_note_reminded(Queue *queue, const Participant *participant,
                          GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE survey_participant SET reminded_at_ms = $2"
                   " WHERE id = $1",
                   "ti", participant->id.text, queue->now_ms);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of questions.
 */
#include "queue/question.h"

#include "parsers/name_table.h"
#include "queue/agenda.h"
#include "queue/inbox.h"

static const char *const kind_names[] = {
    [QUESTION_KIND_WHICH] = "which",
    [QUESTION_KIND_STOP] = "stop",
    [QUESTION_KIND_INVITATION] = "invitation",
    [QUESTION_KIND_CODE] = "code",
    [QUESTION_KIND_PLACE] = "place",
    [QUESTION_KIND_SAME] = "same",
    [QUESTION_KIND_ELSEWHERE] = "elsewhere",
    [QUESTION_KIND_SURVEY] = "survey",
};

static const char *const state_names[] = {
    [QUESTION_STATE_OPEN] = "open",
    [QUESTION_STATE_ANSWERED] = "answered",
    [QUESTION_STATE_EXPIRED] = "expired",
};

static const unsigned state_next[] = {
    [QUESTION_STATE_OPEN] =
        1u << QUESTION_STATE_ANSWERED | 1u << QUESTION_STATE_EXPIRED,
    [QUESTION_STATE_ANSWERED] = 0,
    [QUESTION_STATE_EXPIRED] = 0,
};

static const StateTable states = {
    .table = "question",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .sql = "UPDATE question SET state = $2 WHERE id = $1 AND state = $3",
};

Question *
question_new(QuestionKind kind, const char *channel, GBytes *lookup)
{
  Question *question = g_new0(Question, 1);
  question->kind = kind;
  question->channel = g_strdup(channel);
  question->lookup = g_bytes_ref(lookup);
  question->choices = g_ptr_array_new_with_free_func(g_free);
  return question;
}

void
question_free(Question *question)
{
  if (question == NULL)
    return;
  g_free(question->channel);
  g_bytes_unref(question->lookup);
  g_free(question->subject);
  g_ptr_array_unref(question->choices);
  g_free(question->answer);
  g_free(question);
}

static QuestionKind
kind_of(const char *name)
{
  int i = name_table_find(kind_names, G_N_ELEMENTS(kind_names), name);
  g_assert(i >= 0); /* only we write the column */
  return (QuestionKind)i;
}

static char *
join_choices(const Question *question)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < question->choices->len; i++)
    g_string_append_printf(text, "%s%s", i == 0 ? "" : " ",
                           (const char *)question->choices->pdata[i]);
  return g_string_free(text, FALSE);
}

/* A "1" is for the newest question, and for that alone. */
static bool
end_same(Queue *queue, const Question *question, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE question SET state = 'expired' WHERE channel = $1"
                   " AND lookup = $2 AND kind = 'same' AND state = 'open'",
                   "tb", question->channel, question->lookup);
}

bool
question_ask(Queue *queue, Question *question, GError **error)
{
  g_autofree char *choices = join_choices(question);
  if (!end_same(queue, question, error))
    return false;
  question->id = queue_new_id(queue, queue->now_ms);
  question->asked_at_ms = queue->now_ms;
  question->state = QUESTION_STATE_OPEN;
  return store_run(queue->store, error,
                   "INSERT INTO question (id, kind, state, channel, lookup,"
                   " subject, choices, asked_at_ms, expires_at_ms)"
                   " VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8)",
                   "tttbttii", question->id.text, kind_names[question->kind],
                   question->channel, question->lookup, question->subject,
                   choices, question->asked_at_ms, question->expires_at_ms) &&
         agenda_set(queue, QUESTION_TIMER, question->id.text,
                    question->expires_at_ms, error);
}

bool
question_keep_message(Queue *queue, const Question *question,
                      const char *inbox_id, GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO question_message (inbox_id, question_id)"
                   " VALUES ($1, $2) ON CONFLICT DO NOTHING",
                   "tt", inbox_id, question->id.text);
}

#define QUESTION_COLUMNS                                                       \
  "SELECT q.id, q.kind, q.state, q.channel, q.lookup, q.subject, q.choices,"   \
  " q.answer, q.asked_at_ms, q.expires_at_ms FROM question q "

static Question *
question_read(StoreRows *rows)
{
  g_autoptr(GBytes) lookup = store_rows_bytes(rows, 4);
  Question *question = question_new(kind_of(store_rows_text(rows, 1)),
                                    store_rows_text(rows, 3), lookup);
  g_strlcpy(question->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  question->state =
      (QuestionState)queue_state_of(&states, store_rows_text(rows, 2));
  question->subject = store_rows_dup_text(rows, 5);
  g_auto(GStrv) choices = g_strsplit(store_rows_text(rows, 6), " ", -1);
  for (char **choice = choices; *choice != NULL; choice++)
    g_ptr_array_add(question->choices, g_strdup(*choice));
  question->answer = store_rows_dup_text(rows, 7);
  question->asked_at_ms = store_rows_int64(rows, 8);
  question->expires_at_ms = store_rows_int64(rows, 9);
  return question;
}

/* The first question of a query; *out NULL when there is none. */
static bool
question_first(StoreRows *rows, Question **out, GError **error)
{
  *out = NULL;
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error))
    *out = question_read(rows);
  return store_rows_ok(rows);
}

bool
question_find_open(Queue *queue, const char *channel, GBytes *lookup,
                   Question **out, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      QUESTION_COLUMNS "WHERE q.channel = $1 AND q.lookup = $2"
                       " AND q.state = 'open' AND q.expires_at_ms > $3"
                       " ORDER BY q.id DESC LIMIT 1",
      "tbi", channel, lookup, queue->now_ms);
  return question_first(rows, out, error);
}

GPtrArray *
question_open_of(Queue *queue, const Question *like, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      QUESTION_COLUMNS "WHERE q.channel = $1 AND q.lookup = $2"
                       " AND q.kind = $3 AND q.state = 'open'"
                       " AND q.expires_at_ms > $4 ORDER BY q.id DESC",
      "tbti", like->channel, like->lookup, kind_names[like->kind],
      queue->now_ms);
  if (rows == NULL)
    return NULL;
  g_autoptr(GPtrArray) questions =
      g_ptr_array_new_with_free_func((GDestroyNotify)question_free);
  while (store_rows_next(rows, error))
    g_ptr_array_add(questions, question_read(rows));
  return store_rows_ok(rows) ? g_steal_pointer(&questions) : NULL;
}

bool
question_of_message(Queue *queue, const char *inbox_id, Question **out,
                    GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      QUESTION_COLUMNS "JOIN question_message m ON m.question_id = q.id"
                       " WHERE m.inbox_id = $1",
      "t", inbox_id);
  return question_first(rows, out, error);
}

Question *
question_load(Queue *queue, const char *id, GError **error)
{
  Question *question = NULL;
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error, QUESTION_COLUMNS "WHERE q.id = $1", "t", id);
  if (question_first(rows, &question, error) && question == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no question with the id %s", id);
  return question;
}

bool
question_end_of(Queue *queue, const Question *like, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE question SET state = 'expired' WHERE channel = $1"
                   " AND lookup = $2 AND kind = $3 AND state = 'open'"
                   " AND COALESCE(CAST($4 AS text), subject) = subject",
                   "tbtt", like->channel, like->lookup, kind_names[like->kind],
                   like->subject);
}

bool
question_end_about(Queue *queue, QuestionKind kind, const char *subject,
                   GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE question SET state = 'expired' WHERE kind = $1"
                   " AND subject = $2 AND state = 'open'",
                   "tt", kind_names[kind], subject);
}

bool
question_was_asked(Queue *queue, const Question *like, int64_t since_ms,
                   bool *out_was, GError **error)
{
  return store_get_bool(queue->store, out_was, error,
                        "SELECT count(*) FROM question WHERE channel = $1"
                        " AND lookup = $2 AND kind = $3 AND asked_at_ms >= $4",
                        "tbti", like->channel, like->lookup,
                        kind_names[like->kind], since_ms);
}

/* The messages that wait for it and lie in `hold` still (char *). */
static GPtrArray *
waiting_messages(Queue *queue, const Question *question, GError **error)
{
  return store_rows_take_texts(
      store_query(queue->store, error,
                  "SELECT m.inbox_id FROM question_message m JOIN inbox i"
                  " ON i.id = m.inbox_id WHERE m.question_id = $1"
                  " AND i.state = 'hold' ORDER BY m.inbox_id",
                  "t", question->id.text),
      error);
}

static bool
question_close(Queue *queue, Question *question, QuestionState state,
               GError **error)
{
  if (!queue_change_state(queue, &states, question->id.text,
                          (StateChange){question->state, state}, error))
    return false;
  question->state = state;
  g_autoptr(GPtrArray) ids = waiting_messages(queue, question, error);
  if (ids == NULL)
    return false;
  for (guint i = 0; i < ids->len; i++)
    if (!inbox_retry(queue, ids->pdata[i], error))
      return false;
  return true;
}

bool
question_answer(Queue *queue, Question *question, const char *answer,
                GError **error)
{
  g_free(question->answer);
  question->answer = g_strdup(answer);
  return store_run(queue->store, error,
                   "UPDATE question SET answer = $2 WHERE id = $1", "tt",
                   question->id.text, answer) &&
         agenda_cancel(queue, QUESTION_TIMER, question->id.text, error) &&
         question_close(queue, question, QUESTION_STATE_ANSWERED, error);
}

bool
question_expire(Queue *queue, Question *question, GError **error)
{
  return question_close(queue, question, QUESTION_STATE_EXPIRED, error);
}

bool
question_sweep(Queue *queue, GError **error)
{
  int64_t before_ms = queue->now_ms - QUESTION_KEEP_DAYS * INT64_C(86400000);
  return store_run(queue->store, error,
                   "DELETE FROM question_message WHERE question_id IN"
                   " (SELECT id FROM question WHERE state <> 'open'"
                   " AND asked_at_ms < $1)",
                   "i", before_ms) &&
         store_run(queue->store, error,
                   "DELETE FROM question WHERE state <> 'open'"
                   " AND asked_at_ms < $1",
                   "i", before_ms);
}

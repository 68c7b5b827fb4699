/* SPDX-License-Identifier: Apache-2.0
 *
 * The states, and the judgement at the end.
 */
#include "daemon/learn/town_learner.h"

#include <string.h>

#include "daemon/learn/learn_store.h"
#include "daemon/learn/learn_tickets.h"
#include "daemon/learn/learn_worker.h"
#include "daemon/log.h"
#include "parsers/learn/learn_task.h"
#include "parsers/learn/town_choice.h"
#include "queue/blob.h"

/* Room for one more lot of texts, the longest there are. */
enum { TASK_LOT_MAX = 16 * 1024 * 1024 };

/* A training under way. */
typedef struct Training {
  LearnCause cause;
  int64_t begun_at_ms;
  char *newest_event;
  LearnTickets *tickets; /* NULL: there is no training */
  GByteArray *task;      /* until there are enough texts for a process */
  size_t task_bytes;     /* put so far */
  unsigned categories;
  LearnWorker *worker; /* NULL: not yet */
  bool ended;          /* the process has all of it */
} Training;

struct TownLearner {
  StoredModel stored;
  Training training;
  bool wanted;
  LearnCause why; /* it is wanted */
  unsigned done;
};

/* --- the model that is there ---------------------------------------------- */

TownLearner *
town_learner_open(Queue *queue, GError **error)
{
  g_autoptr(TownLearner) learner = g_new0(TownLearner, 1);
  g_autofree char *unread = NULL;
  if (!learn_store_load(queue, &learner->stored, &unread, error))
    return NULL;
  if (unread != NULL) {
    log_event(LOG_WARNING, "model-unreadable", "why", unread, "next",
              "the town's words decide alone until it is trained anew", NULL);
    town_learner_want(learner, LEARN_CAUSE_ERASURE);
  }
  return g_steal_pointer(&learner);
}

static void
training_clear(Training *training)
{
  g_clear_pointer(&training->newest_event, g_free);
  g_clear_pointer(&training->tickets, learn_tickets_free);
  g_clear_pointer(&training->task, g_byte_array_unref);
  g_clear_pointer(&training->worker, learn_worker_free);
  *training = (Training){0};
}

void
town_learner_free(TownLearner *learner)
{
  if (learner == NULL)
    return;
  training_clear(&learner->training);
  stored_model_clear(&learner->stored);
  g_free(learner);
}

const LearnModel *
town_learner_model(const TownLearner *learner)
{
  return learner->stored.model;
}

int64_t
town_learner_trained_at(const TownLearner *learner)
{
  return learner->stored.trained_at_ms;
}

void
town_learner_want(TownLearner *learner, LearnCause cause)
{
  learner->why = learner->wanted ? MAX(learner->why, cause) : cause;
  learner->wanted = true;
}

bool
town_learner_is_busy(const TownLearner *learner)
{
  return learner->wanted || learner->training.tickets != NULL;
}

unsigned
town_learner_done(const TownLearner *learner)
{
  return learner->done;
}

/* --- begin, walk ---------------------------------------------------------- */

static bool
begin(TownLearner *learner, Queue *queue, const Town *town, GError **error)
{
  Training *training = &learner->training;
  LearnKey key;
  learn_store_key(queue, &key);
  g_autofree char *newest = learn_store_newest_event(queue, error);
  if (newest == NULL)
    return false;
  learner->wanted = false;
  g_autofree const char **ids = town_category_ids(town);
  *training = (Training){
      .cause = learner->why,
      .begun_at_ms = queue->now_ms,
      .newest_event = g_steal_pointer(&newest),
      .tickets = learn_tickets_new(town, &key, learner->stored.trained_at_ms),
      .task = g_byte_array_new(),
      .categories = town->categories->len};
  learn_task_begin(training->task, ids, learner->stored.model);
  return true;
}

/* False: it cannot be started now; the training is given up. */
static bool
start_worker(Training *training)
{
  g_autoptr(GError) error = NULL;
  training->worker = learn_worker_start(&error);
  if (training->worker == NULL)
    log_event(LOG_WARNING, "learn-no-process", "why", error->message, "next",
              "tried again at night", NULL);
  return training->worker != NULL;
}

static bool
walk(Training *training, Queue *queue, GError **error)
{
  LearnTickets *tickets = training->tickets;
  g_autoptr(GPtrArray) texts = learn_tickets_next(tickets, queue, error);
  if (texts == NULL)
    return false;
  guint before = training->task->len;
  for (guint i = 0; i < texts->len; i++)
    learn_task_add(training->task, texts->pdata[i], training->categories);
  training->task_bytes += training->task->len - before;
  if (training->task_bytes > LEARN_TASK_MAX - TASK_LOT_MAX)
    tickets->is_over = true;
  if (training->worker == NULL && tickets->used >= LEARN_TEXTS_MIN &&
      !start_worker(training))
    tickets->is_over = true;
  if (training->worker != NULL)
    learn_worker_put(training->worker, training->task);
  return true;
}

/* --- judge ---------------------------------------------------------------- */

static const char *
outcome_of(const Training *training, const LearnAnswer *answer, bool answered)
{
  if (training->worker == NULL && training->tickets->used < LEARN_TEXTS_MIN)
    return "few";
  if (!answered)
    return "failed";
  if (answer->model == NULL)
    return answer->error;
  LearnQuality quality = learn_model_quality(answer->model);
  if (quality.accuracy <= quality.words_only)
    return "not-better";
  const LearnCompared *compared = &answer->compared;
  bool worse = compared->fresh >= LEARN_FRESH_MIN &&
               compared->right < compared->present_right;
  return worse && training->cause != LEARN_CAUSE_ERASURE ? "worse" : "kept";
}

static json_t *
gone_of(const LearnTickets *tickets)
{
  json_t *gone = json_object();
  GHashTableIter iter;
  gpointer id, count;
  g_hash_table_iter_init(&iter, tickets->gone);
  while (g_hash_table_iter_next(&iter, &id, &count))
    json_object_set_new(gone, id, json_integer(GPOINTER_TO_UINT(count)));
  return gone;
}

static json_t *
report_of(const Training *training, const LearnAnswer *answer,
          const char *outcome)
{
  static const char *const causes[] = {
      [LEARN_CAUSE_ASKED] = "asked",
      [LEARN_CAUSE_NIGHT] = "night",
      [LEARN_CAUSE_CORRECTIONS] = "corrections",
      [LEARN_CAUSE_ERASURE] = "erasure",
  };
  const LearnTickets *tickets = training->tickets;
  json_t *report = json_pack(
      "{s:s, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:o}", "cause",
      causes[training->cause], "outcome", outcome, "texts", (int)tickets->used,
      "categories", (int)g_hash_table_size(tickets->labels), "looked_at",
      (int)tickets->looked, "undecided", (int)tickets->open, "unclear",
      (int)tickets->unclear, "empty", (int)tickets->empty, "gone",
      gone_of(tickets));
  if (answer->model == NULL)
    return report;
  LearnQuality quality = learn_model_quality(answer->model);
  json_object_set_new(report, "accuracy", json_real(quality.accuracy));
  json_object_set_new(report, "words_only", json_real(quality.words_only));
  json_object_set_new(report, "fresh", json_integer(answer->compared.fresh));
  json_object_set_new(report, "fresh_right",
                      json_integer(answer->compared.right));
  json_object_set_new(report, "fresh_right_before",
                      json_integer(answer->compared.present_right));
  return report;
}

/* What a training changes, in one transaction.
 *
 * out  the model from then on, where it is not the same; else empty */
typedef struct Change {
  const LearnModel *model; /* the new one; NULL: none */
  bool drops;              /* the present one goes */
  StoredModel now;
} Change;

static bool
write_change(const Training *training, Queue *queue, json_t *report,
             Change *change, GError **error)
{
  if (change->model != NULL)
    return learn_store_replace(queue, change->model, training->begun_at_ms,
                               &change->now, error) &&
           learn_store_add_run(queue, training->newest_event, report, error);
  return (!change->drops || learn_store_drop(queue, error)) &&
         learn_store_add_run(queue, training->newest_event, report, error);
}

static void
remove_blob(const Queue *queue, const char *name)
{
  g_autoptr(GError) failure = NULL;
  if (name != NULL && !blob_remove(queue->blobs, name, &failure))
    log_event(LOG_WARNING, "blob-not-removed", "why", failure->message, "next",
              "its key is gone: nobody can read it", NULL);
}

static bool
keep(TownLearner *learner, Queue *queue, json_t *report, Change *change,
     GError **error)
{
  bool written =
      store_begin(queue->store, error) &&
      write_change(&learner->training, queue, report, change, error) &&
      store_commit(queue->store, error);
  store_rollback(queue->store);
  if (!written) {
    stored_model_clear(&change->now);
    return false;
  }
  if (change->model != NULL || change->drops) {
    remove_blob(queue, learner->stored.blob);
    stored_model_clear(&learner->stored);
    learner->stored = change->now;
  }
  return true;
}

/* After an erasure nothing of the old model stays, for its texts may have been
 * his; otherwise a failure changes nothing. */
static bool
finish(TownLearner *learner, Queue *queue, GError **error)
{
  Training *training = &learner->training;
  g_auto(LearnAnswer) answer = {0};
  g_autoptr(GBytes) bytes =
      training->worker == NULL ? NULL : learn_worker_take(training->worker);
  bool answered = bytes != NULL && learn_answer_read(bytes, &answer);
  const char *outcome = outcome_of(training, &answer, answered);
  json_auto_t *report = report_of(training, &answer, outcome);
  bool kept = strcmp(outcome, "kept") == 0;
  Change change = {.model = kept ? answer.model : NULL,
                   .drops = !kept && training->cause == LEARN_CAUSE_ERASURE &&
                            learner->stored.id != NULL};
  json_object_set_new(report, "dropped", json_boolean(change.drops));
  bool done = keep(learner, queue, report, &change, error);
  if (done)
    log_event(LOG_NOTICE, "learnt", "outcome", outcome, "texts",
              log_number(training->tickets->used).text, "model",
              learner->stored.model == NULL ? "none" : "there", NULL);
  learner->done += done;
  training_clear(training);
  return done;
}

/* --- turns ---------------------------------------------------------------- */

static bool
go_on(TownLearner *learner, Queue *queue, bool *out_worked, GError **error)
{
  Training *training = &learner->training;
  LearnTickets *tickets = training->tickets;
  if (!tickets->is_over &&
      (training->worker == NULL || learn_worker_has_room(training->worker))) {
    *out_worked = true;
    if (!walk(training, queue, error))
      return false;
  }
  if (training->worker == NULL)
    return !tickets->is_over || finish(learner, queue, error);
  if (tickets->is_over && !training->ended) {
    training->ended = true;
    learn_worker_end(training->worker);
  }
  *out_worked = learn_worker_turn(training->worker) || *out_worked;
  return !learn_worker_is_over(training->worker) ||
         finish(learner, queue, error);
}

bool
town_learner_turn(TownLearner *learner, Queue *queue, const Town *town,
                  bool *out_worked, GError **error)
{
  if (learner->training.tickets == NULL) {
    if (!learner->wanted)
      return true;
    *out_worked = true;
    if (!begin(learner, queue, town, error))
      return false;
  }
  if (go_on(learner, queue, out_worked, error))
    return true;
  training_clear(&learner->training); /* the next time begins anew */
  return false;
}

struct pollfd
town_learner_poll(const TownLearner *learner)
{
  const LearnWorker *worker = learner->training.worker;
  return worker == NULL ? (struct pollfd){.fd = -1} : learn_worker_poll(worker);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Digest's own learning: it walks over the town's tickets, has a model trained
 * by a process of its own, and puts it into the store when it is better.  Each
 * turn takes milliseconds; between two of them mails are answered.
 *
 *   rest -> walk (tickets, some a turn) -> wait (the process trains) -> rest
 */
#ifndef BOTE_DAEMON_LEARN_TOWN_LEARNER_H
#define BOTE_DAEMON_LEARN_TOWN_LEARNER_H

#include <jansson.h>
#include <poll.h>

#include "parsers/config/town.h"
#include "parsers/learn/learn_model.h"
#include "queue/queue.h"

/* Why it is trained. */
typedef enum LearnCause {
  LEARN_CAUSE_ASKED,
  LEARN_CAUSE_NIGHT,
  LEARN_CAUSE_CORRECTIONS,
  LEARN_CAUSE_ERASURE, /* the present model must go, whatever comes of it */
} LearnCause;

/* So few texts that the present model has not seen say nothing of which of two
 * is the better one: one text would be five in a hundred. */
enum { LEARN_FRESH_MIN = 20 };

typedef struct TownLearner TownLearner;

/* Load the model that is there.  One that cannot be read any more is logged,
 * and another is trained. */
TownLearner *town_learner_open(Queue *queue, GError **error);
void town_learner_free(TownLearner *learner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownLearner, town_learner_free)

/* The model to decide with; borrowed until the next turn; NULL: none. */
const LearnModel *town_learner_model(const TownLearner *learner);
/* When it was trained; 0: there is none. */
int64_t town_learner_trained_at(const TownLearner *learner);

/* Begin with the next turn, or again when a training under way is over: what it
 * looked at already may have changed. */
void town_learner_want(TownLearner *learner, LearnCause cause);
/* Is it at work, or about to be? */
bool town_learner_is_busy(const TownLearner *learner);
/* How many trainings came to an end since the start. */
unsigned town_learner_done(const TownLearner *learner);

/* Do a part of the work; outside a transaction.
 *
 * out_worked  set to true when it did something at once */
bool town_learner_turn(TownLearner *learner, Queue *queue, const Town *town,
                       bool *out_worked, GError **error);
/* What to poll for until the next turn; a negative descriptor: nothing. */
struct pollfd town_learner_poll(const TownLearner *learner);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * When the town's model is trained by itself: by night, when something was
 * decided since; earlier when staff corrected much; soon after an erasure.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_PLAN_H
#define BOTE_DAEMON_LEARN_LEARN_PLAN_H

#include "daemon/desk.h"
#include "daemon/learn/town_learner.h"

typedef struct AgendaItem AgendaItem;

/* Kinds of the agenda, which begin alike. */
#define LEARN_TIMER "learn-"
#define LEARN_NIGHT_TIMER LEARN_TIMER "night"
#define LEARN_SOON_TIMER LEARN_TIMER "soon"

enum {
  /* So many that a town of some reports a day sees them count within a week,
     and that one clerk's busy hour trains nothing twice. */
  LEARN_CORRECTIONS = 20,
  LEARN_NIGHT_HOUR = 3, /* backups and lists of the morning are elsewhere */
  /* Several people who go at once, by retention, are one training. */
  LEARN_ERASURE_MS = 10 * 60 * 1000,
};

/* Look again in the coming night. */
bool learn_plan_night(Desk *desk, GError **error);
/* A category or a department was corrected by staff; counts, and plans a
 * training after LEARN_CORRECTIONS, at most one a day. */
bool learn_plan_corrected(Desk *desk, GError **error);
/* Somebody was erased. */
bool learn_plan_erased(Queue *queue, GError **error);

/* A timer of these kinds is due. */
bool learn_plan_due(Desk *desk, const AgendaItem *item, TownLearner *learner,
                    GError **error);

#endif

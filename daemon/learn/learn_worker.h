/* SPDX-License-Identifier: Apache-2.0
 *
 * A process that trains (learn_child.h), as digest sees it: fed and listened to
 * without ever waiting, so that mails are answered meanwhile.
 *
 *   start -> put … -> end -> turn … -> take
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_WORKER_H
#define BOTE_DAEMON_LEARN_LEARN_WORKER_H

#include <glib.h>
#include <poll.h>
#include <stdbool.h>

enum {
  LEARN_WORKER_WAITING = 1024 * 1024, /* bytes that may wait to be taken */
  LEARN_WORKER_WALL_MS = 180 * 1000,  /* from the start to the answer */
};

typedef struct LearnWorker LearnWorker;

/* Start it.  G_SPAWN_ERROR: it could not be started; try again later. */
LearnWorker *learn_worker_start(GError **error);
/* Ends the process, too. */
void learn_worker_free(LearnWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnWorker, learn_worker_free)

/* Is little enough waiting that more may be put? */
bool learn_worker_has_room(const LearnWorker *worker);
/* Put some of the task, which is emptied; and say that this was all. */
void learn_worker_put(LearnWorker *worker, GByteArray *bytes);
void learn_worker_end(LearnWorker *worker);

/* Send and receive what goes without waiting; true when something went. */
bool learn_worker_turn(LearnWorker *worker);
/* What to poll for until the next turn. */
struct pollfd learn_worker_poll(const LearnWorker *worker);

/* Did it answer, die, or take too long? */
bool learn_worker_is_over(const LearnWorker *worker);
/* What it answered, read it as hostile; the caller's.  NULL: it died, or was
 * not ready in time. */
GBytes *learn_worker_take(LearnWorker *worker);

#endif

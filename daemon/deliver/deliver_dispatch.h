/* SPDX-License-Identifier: Apache-2.0
 *
 * Which job goes over which connection, and when: a queue for each route, at
 * most 5 lines to one destination and 20 in all, kept open for what comes next.
 * A slow peer holds up its own queue only, and that not for long.
 */
#ifndef BOTE_DAEMON_DELIVER_DELIVER_DISPATCH_H
#define BOTE_DAEMON_DELIVER_DELIVER_DISPATCH_H

#include "daemon/config.h"
#include "daemon/deliver/deliver_results.h"

enum {
  DELIVER_LINES_HOST = 5, /* reliability: 5 to a destination … */
  DELIVER_LINES_ALL = 20, /* … 20 in all; the first to one always goes */
  /* A job that found no line for so long goes back untried, so that jobs for
   * other destinations get its place. */
  DELIVER_PATIENCE_MS = 45000,
  DELIVER_IDLE_MS = 20000, /* servers hang up after one to five minutes */
};

typedef struct DeliverDispatch DeliverDispatch;

/* config  kept, not owned */
DeliverDispatch *deliver_dispatch_new(const Config *config);
/* Ends all connections; the jobs in them have no outcome. */
void deliver_dispatch_free(DeliverDispatch *dispatch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeliverDispatch, deliver_dispatch_free)

/* Take a job over, to send it as soon as there is a line. */
void deliver_dispatch_add(DeliverDispatch *dispatch, DeliverJob *job);

/* Do all that can be done without waiting; outcomes go to `results`.  When a
 * destination cannot be reached or refuses us, the jobs that wait for it get
 * the same outcome: they would meet the same. */
void deliver_dispatch_turn(DeliverDispatch *dispatch, int64_t now_ms,
                           DeliverResults *results);

/* Wait until there is something to do, the descriptor is readable, or
 * timeout_ms of real time are over. */
void deliver_dispatch_wait(DeliverDispatch *dispatch, int fd, int timeout_ms);

/* How many lines are open. */
unsigned deliver_dispatch_lines(const DeliverDispatch *dispatch);

#endif

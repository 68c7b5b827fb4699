/* SPDX-License-Identifier: Apache-2.0
 *
 * The town's own tickets as texts to learn from, some at a time: a look takes
 * a few milliseconds, so that mails are answered in between.  Left out are
 * those of people who were erased, confidential ones, duplicates, advertising,
 * those without action, and what learn_label.h says of the rest.
 */
#ifndef BOTE_DAEMON_LEARN_LEARN_TICKETS_H
#define BOTE_DAEMON_LEARN_LEARN_TICKETS_H

#include "parsers/config/town.h"
#include "parsers/learn/learn_train.h"
#include "queue/queue.h"

enum {
  LEARN_TEXTS_MAX = 5000, /* the newest; more make it hardly better, but slower
                             than the 5 s that one may wait */
  LEARN_TICKETS_MAX = 50000, /* looked at for them */
  LEARN_TICKETS_LOT = 20,    /* looked at in one go: some 10 ms */
};

/* A walk from the newest ticket back. */
typedef struct LearnTickets {
  const Town *town; /* borrowed */
  LearnKey key;
  int64_t present_ms;    /* when the present model was trained; what came later
                            is fresh */
  char *before;          /* id of the last one looked at; NULL: none yet */
  unsigned looked, used; /* so far */
  unsigned empty, unclear, open;
  GHashTable *gone;   /* category that the town has no more -> how many */
  GHashTable *labels; /* places of categories that occur */
  bool is_over;
} LearnTickets;

LearnTickets *learn_tickets_new(const Town *town, const LearnKey *key,
                                int64_t present_ms);
void learn_tickets_free(LearnTickets *tickets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnTickets, learn_tickets_free)

/* Look at some more; sets is_over behind the last one.
 *
 * out  LearnText *, the caller's, perhaps none; NULL on failure */
GPtrArray *learn_tickets_next(LearnTickets *tickets, Queue *queue,
                              GError **error);

#endif

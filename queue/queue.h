/* SPDX-License-Identifier: Apache-2.0
 *
 * What the row modules of this folder share: the open store, the keys, the
 * folder of blobs, and who is told of a change of state.  Only the one writer
 * holds such a context; all functions that take one are called within a
 * transaction of its store unless they say otherwise.
 */
#ifndef BOTE_QUEUE_QUEUE_H
#define BOTE_QUEUE_QUEUE_H

#include "queue/keyring.h"
#include "queue/store.h"

/* Called once for each change of state, with names, for the log.
 *
 * table      "inbox", "outbox", "ticket", "agenda" or "question"
 */
typedef void (*StateListener)(void *user, const char *table, const char *id,
                              const char *from, const char *to);

typedef struct Queue {
  Store *store;
  Keyring *ring;
  const char *blobs;        /* folder of encrypted files */
  struct BlobLot *blob_lot; /* synced before each commit; NULL: blobs are
                               durable as soon as they are written */
  int64_t now_ms;           /* the present: set when a transaction begins */
  StateListener on_state;
  void *user;
  Id last_id; /* of queue_new_id(); empty at first */
} Queue;

/* An id for a row, greater than all this queue gave before: rows are read in
 * the order of their ids, and what came first must be decided first. */
Id queue_new_id(Queue *queue, int64_t now_ms);

/* The states of one table and the arrows between them. */
typedef struct StateTable {
  const char *table;
  const char *const *names; /* by state number */
  unsigned count;
  const unsigned *next; /* by state number: bit mask of the states allowed */
  unsigned tallied; /* bit mask of the states whose rows are counted with each
                       change (tally.h) */
  const char *sql;  /* UPDATE … SET state = $2 WHERE id = $1 AND state = $3 */
} StateTable;

/* One arrow of a table of states. */
typedef struct StateChange {
  unsigned from, to;
} StateChange;

/* The one way a state changes.
 *
 * An arrow the table does not draw is our bug (asserted).
 * STORE_ERROR_MISSING: the row is gone or not in `from`.
 */
bool queue_change_state(Queue *queue, const StateTable *states, const char *id,
                        StateChange change, GError **error);

/* As queue_change_state(), after an UPDATE of the caller's that changed more
 * than the state WHERE id = … AND state = …, so that a row is written once. */
bool queue_state_changed(Queue *queue, const StateTable *states, const char *id,
                         StateChange change, GError **error);

/* The number of a state's name; asserts that there is one. */
unsigned queue_state_of(const StateTable *states, const char *name);

#endif

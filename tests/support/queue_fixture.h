/* SPDX-License-Identifier: Apache-2.0
 *
 * A store with keys in a scratch folder and a queue over it, without any
 * process: what tests of the row modules stand on.  Changes of state are kept,
 * so that a test can ask for them.
 */
#ifndef BOTE_TESTS_SUPPORT_QUEUE_FIXTURE_H
#define BOTE_TESTS_SUPPORT_QUEUE_FIXTURE_H

#include "queue/queue.h"
#include "tests/support/scratch.h"

/* Noon of 21 May 2026, UTC: a Thursday. */
#define FIXTURE_NOW_MS INT64_C(1779364800000)

typedef struct QueueFixture {
  Scratch *scratch;
  char *blobs;
  Store *store, *keys;
  Keyring *ring;
  Queue queue;
  GPtrArray *states; /* char *: "outbox queued leased" */
} QueueFixture;

/* In a transaction, so that a test need not begin one. */
QueueFixture *queue_fixture_new(void);
/* Checks the store before it goes. */
void queue_fixture_free(QueueFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueueFixture, queue_fixture_free)

/* The queue at another time. */
Queue *queue_fixture_at(QueueFixture *fixture, int64_t now_ms);

/* How often rows of this table changed like this. */
unsigned queue_fixture_changes(const QueueFixture *fixture, const char *change);

/* The first column of a query's first row, "" for none; owned.  `id` is $1. */
char *queue_fixture_text(QueueFixture *fixture, const char *sql,
                         const char *id);
int64_t queue_fixture_int64(QueueFixture *fixture, const char *sql,
                            const char *id);

/* Make a person with a key. */
Id queue_fixture_person(QueueFixture *fixture);

#endif

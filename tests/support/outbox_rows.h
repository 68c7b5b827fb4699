/* SPDX-License-Identifier: Apache-2.0
 *
 * Short words for tests of the outbox.
 */
#ifndef BOTE_TESTS_SUPPORT_OUTBOX_ROWS_H
#define BOTE_TESTS_SUPPORT_OUTBOX_ROWS_H

#include "queue/outbox.h"
#include "tests/support/queue_fixture.h"

/* A row with what is not set filled in: a status mail to ayse@example.net that
 * lives for an hour. */
OutboxNew outbox_usual(const OutboxNew *row, QueueFixture *fixture);
/* Add it. */
Id outbox_put(QueueFixture *fixture, const OutboxNew *row);

/* Lease; OutboxJob *, freed with the array. */
GPtrArray *outbox_take(QueueFixture *fixture, const char *transport,
                       int64_t now_ms, unsigned limit);
/* Lease the only due row; its attempt. */
int outbox_lease_one(QueueFixture *fixture, const char *transport,
                     int64_t now_ms);

/* Report an attempt's fate. */
void outbox_tell(QueueFixture *fixture, const Id *id, int attempt,
                 DeliveryAction action, int64_t now_ms);

void outbox_assert_state(QueueFixture *fixture, const Id *id,
                         const char *state);
/* attempts, unknown_count or due_at_ms of a row. */
int64_t outbox_number(QueueFixture *fixture, const char *column, const Id *id);

#endif

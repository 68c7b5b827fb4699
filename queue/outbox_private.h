/* SPDX-License-Identifier: Apache-2.0
 *
 * What outbox.c and outbox_fate.c share.
 */
#ifndef BOTE_QUEUE_OUTBOX_PRIVATE_H
#define BOTE_QUEUE_OUTBOX_PRIVATE_H

#include "queue/outbox.h"

extern const StateTable outbox_states;

/* The place a column's value is bound to; owned by the caller. */
char *outbox_place(const char *column, const char *id);

/* Apply receipts that were faster than the result of sending. */
bool outbox_early_receipts(Queue *queue, const OutboxResult *result,
                           GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What a STOPP does to the outbox.
 */
#ifndef BOTE_QUEUE_OUTBOX_STOP_H
#define BOTE_QUEUE_OUTBOX_STOP_H

#include "queue/queue.h"

/* Cancel what waits for a recipient that he did not ask for, about one ticket
 * or, with NULL, about all: he wants none of it. */
bool outbox_cancel_unasked(Queue *queue, GBytes *lookup, const char *ticket_id,
                           GError **error);

/* Whom a row went to; out_lookup is owned by the caller, NULL: no such row. */
bool outbox_recipient(Queue *queue, const Id *id, GBytes **out_lookup,
                      GError **error);

/* Somebody wants nothing unasked, says his provider: opt him out of everything,
 * and cancel what waits. */
bool outbox_stop_all(Queue *queue, const char *channel, GBytes *lookup,
                     GError **error);

#endif

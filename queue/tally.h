/* SPDX-License-Identifier: Apache-2.0
 *
 * How many there are of what, kept with each change: counting a million rows
 * would take seconds.  Rows of the table counter, "tally|TABLE|NAME".
 */
#ifndef BOTE_QUEUE_TALLY_H
#define BOTE_QUEUE_TALLY_H

#include "queue/queue.h"

/* One more, or (amount -1) one less.
 *
 * table  "inbox", "outbox", "ticket": by their states; "channel",
 *        "department": of tickets; "stars": of ratings */
bool tally_add(Queue *queue, const char *table, const char *name, int amount,
               GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers that are kept so that nothing has to be counted: serials, and sums of
 * a period, which is part of the name.
 */
#ifndef BOTE_QUEUE_COUNTER_H
#define BOTE_QUEUE_COUNTER_H

#include "queue/queue.h"

/* Add to a counter, which begins at 0.
 *
 * name   of any text; "sent|mail|day|20757" where the period is part of it.
 * error  as of store_run().
 */
bool counter_add(Queue *queue, const char *name, int64_t amount,
                 GError **error);

/* What a counter stands at; 0 when nothing was added yet.  Needs no
 * transaction.
 *
 * error  as of store_get_int64().
 */
bool counter_get(Queue *queue, const char *name, int64_t *out_value,
                 GError **error);

#endif

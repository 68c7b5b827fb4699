/* SPDX-License-Identifier: Apache-2.0
 *
 * What waits in the outbox for a reason that is not its own: the night, or a
 * channel that rests.  It does not grow old by that.
 */
#ifndef BOTE_QUEUE_OUTBOX_WAIT_H
#define BOTE_QUEUE_OUTBOX_WAIT_H

#include "queue/queue.h"

/* Let what was not asked for (OUTBOX_PRIORITY_STATUS and behind) wait, whether
 * it is new or was tried before.  It lives on for as much longer.
 * until_ms   not before that */
bool outbox_put_off(Queue *queue, const char *transport, int64_t until_ms,
                    GError **error);

/* Nothing that waits on a transport expires before that. */
bool outbox_keep_alive(Queue *queue, const char *transport, int64_t until_ms,
                       GError **error);

#endif

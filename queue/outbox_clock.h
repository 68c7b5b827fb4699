/* SPDX-License-Identifier: Apache-2.0
 *
 * The outbox after the machine's clock was wrong.  A clock that was set forward
 * needs nothing: mails get their last attempt (outbox_expire), and a result
 * that comes after its lease is believed (outbox_result).
 */
#ifndef BOTE_QUEUE_OUTBOX_CLOCK_H
#define BOTE_QUEUE_OUTBOX_CLOCK_H

#include "queue/queue.h"

/* After the clock was set back: what was written, put off, leased or paused in
 * a future that did not come waits no longer for it than the plan of retry.h
 * allows.  Changes nothing where the clock was right; may be called at any
 * time, but looks at all that waits. */
bool outbox_clock_set_back(Queue *queue, GError **error);

#endif

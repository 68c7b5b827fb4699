/* SPDX-License-Identifier: Apache-2.0
 *
 * The pause of all automatic answers, which digest begins after an outage and
 * a person ends:
 *
 *   going --answers_pause()--> paused --answers_release()--> going
 *
 * Messages are recorded all the same.  When there is reason for a pause is the
 * caller's matter.  Only answers_release() needs a transaction.
 */
#ifndef BOTE_QUEUE_ANSWERS_H
#define BOTE_QUEUE_ANSWERS_H

#include "queue/queue.h"

/* Hold answers from now on.  Only when they are not paused yet.
 *
 * error  as of store_run(), here and below */
bool answers_pause(Queue *queue, GError **error);

/* Does a person have to let answers go (bote outbox go)? */
bool answers_are_paused(Queue *queue, bool *out_paused, GError **error);

/* Are they paused, or did somebody let them go since then?  Then there is
 * nothing to decide. */
bool answers_are_settled(Queue *queue, int64_t since_ms, bool *out_settled,
                         GError **error);

/* Let go what was held, and all that come.
 *
 * who        who did it, for the record
 * out_count  how many messages of the outbox were held */
bool answers_release(Queue *queue, const char *who, int *out_count,
                     GError **error);

#endif

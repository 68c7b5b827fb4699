/* SPDX-License-Identifier: Apache-2.0
 *
 * What is said by SMS before any service looks at it: STOP and its family, the
 * other keywords that belong to no service, answers to open questions, and the
 * questions themselves.  Whatever comes is stored first and asked about
 * afterwards; a text that may have to be read at once is never asked about.
 */
#ifndef BOTE_DAEMON_DIGEST_DIALOGUE_H
#define BOTE_DAEMON_DIGEST_DIALOGUE_H

#include "daemon/digest/digest.h"

/* Decide about an SMS, or find out to what it belongs.
 *
 * incoming    its `belonging` and `quiet` are set
 * hash        of sender and words, by which a machine that repeats itself is
 *             known
 * out_taken   true: it is decided; false: a service is to handle it
 * error       as of Service.handle
 */
bool dialogue_take(Desk *desk, Incoming *incoming, GBytes *hash,
                   bool *out_taken, GError **error);

/* The time of a question is over: what waited for its answer goes on without.
 * A timer of the kind QUESTION_TIMER. */
bool dialogue_timer(Desk *desk, const AgendaItem *item, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The breaker of each transport: what fails in a row is left alone for a while,
 * longer each time, and nothing that waits is lost by it.
 *
 *   closed --failures--> paused --time--> one message goes ahead
 *   (handout_limits.c) --success--> closed, --failure--> paused
 */
#ifndef BOTE_DAEMON_DIGEST_BREAKER_H
#define BOTE_DAEMON_DIGEST_BREAKER_H

#include "daemon/deliver/delivery_job.h"
#include "daemon/digest/digest.h"

/* Learn from the outcome of one attempt.
 *
 * failed  char *: transports whose failure was counted already in this turn;
 *         fifty jobs that waited for one connection are one failure of it
 */
bool breaker_learn(Digest *digest, const DeliveryResult *delivery,
                   GHashTable *failed, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * How much may be handed out now on one transport or SMS channel: its limits a
 * minute, an hour and a day, its breaker, and the town's quiet hours.  A part
 * of handout.c.
 */
#ifndef BOTE_DAEMON_DIGEST_HANDOUT_PRIVATE_H
#define BOTE_DAEMON_DIGEST_HANDOUT_PRIVATE_H

#include "daemon/digest/digest.h"

/* What may be leased. */
typedef struct Allowance {
  unsigned all;    /* of everything that is due */
  unsigned danger; /* where that is 0: of what is about danger, which knows no
                      limit */
} Allowance;

/* Ask the breaker and the limits, and tell a person of those that took hold. */
bool handout_allowance(Digest *digest, const char *name, Allowance *out,
                       GError **error);

/* Count what was leased (OutboxJob *), and what a repeated SMS costs again. */
bool handout_count(Digest *digest, const char *name, const GPtrArray *jobs,
                   GError **error);

/* In quiet hours: SMS that nobody asked for wait until they end. */
bool handout_keep_quiet(Digest *digest, const char *name, GError **error);

#endif

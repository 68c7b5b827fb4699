/* SPDX-License-Identifier: Apache-2.0
 *
 * What the outcome of an attempt means for its row: pure, but for the jitter.
 * A part of outbox_fate.c.
 */
#ifndef BOTE_QUEUE_OUTBOX_VERDICT_H
#define BOTE_QUEUE_OUTBOX_VERDICT_H

#include "queue/outbox.h"

/* The columns a decision about a row's fate needs. */
typedef struct OutboxFate {
  OutboxState state;
  int attempts, lease, unknown_count;
  OutboxPriority priority;
  int64_t created_at_ms, expires_at_ms;
  char *channel, *kind, *owner_id, *provider_ref;
} OutboxFate;

/* What an action means for one row. */
typedef struct OutboxVerdict {
  OutboxState state;
  int attempts; /* to be stored */
  int unknown_count;
  int64_t due_at_ms;
} OutboxVerdict;

OutboxVerdict outbox_verdict(const OutboxFate *fate, const OutboxResult *result,
                             int64_t now_ms);

#endif

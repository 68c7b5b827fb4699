/* SPDX-License-Identifier: Apache-2.0
 *
 * Sliding windows over what one sender writes: how much within an hour, how
 * often the same within five minutes; and whom we do not answer by machine.
 * What follows from it is the caller's matter.
 */
#ifndef BOTE_QUEUE_INTAKE_H
#define BOTE_QUEUE_INTAKE_H

#include "queue/queue.h"

enum {
  INTAKE_WINDOW_MS = 3600000,
  INTAKE_SAME_MS = 300000,
};

/* A message as it is counted; all is borrowed. */
typedef struct IntakeMessage {
  GBytes *lookup; /* of its sender */
  const char *inbox_id;
  int64_t at_ms; /* when it was received, which may be long ago */
  const char *text;
} IntakeMessage;

/* Both with the message itself. */
typedef struct IntakeCount {
  int64_t in_window, same;
} IntakeCount;

/* Count a message, once however often it is decided about.
 * A STORE_ERROR ends the transaction, here and below. */
bool intake_count(Queue *queue, const IntakeMessage *message,
                  IntakeCount *out_count, GError **error);

/* No automatic answer goes to a sender until then. */
bool intake_answers_off(Queue *queue, GBytes *lookup, int64_t until_ms,
                        GError **error);
bool intake_are_answers_off(Queue *queue, GBytes *lookup, bool *out_off,
                            GError **error);

/* Forget what no window needs any more. */
bool intake_sweep(Queue *queue, GError **error);

#endif

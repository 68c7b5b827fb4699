/* SPDX-License-Identifier: Apache-2.0
 *
 * Tickets that may be about the same thing: found by category and place among
 * those that are open, and which two were taken for that.
 */
#ifndef BOTE_QUEUE_SUPPORT_H
#define BOTE_QUEUE_SUPPORT_H

#include "queue/ticket.h"

/* Remember in which street a ticket of a category is; again in place of before.
 *
 * street   folded by the caller, who compares it; no house number
 */
bool support_note_street(Queue *queue, const Ticket *ticket, const char *street,
                         GError **error);

typedef struct SupportSearch {
  const Ticket *ticket; /* of a category; its point, where it has one */
  const char *street;   /* NULL: not known */
  double radius_m;
  int64_t since_ms; /* older ones are another matter */
  unsigned limit;   /* of each, by point and by street */
} SupportSearch;

/* Open tickets of its category, made before it, that are within the radius or
 * in the street (Ticket *), newest first, each once.  A look into two indexes,
 * whatever else the store holds. */
GPtrArray *support_candidates(Queue *queue, const SupportSearch *search,
                              GError **error);

typedef enum SupportState {
  SUPPORT_STATE_SUSPECTED, /* staff are told of it */
  SUPPORT_STATE_ASKED,     /* and its writer was asked */
  SUPPORT_STATE_SAME,      /* he said so */
  SUPPORT_STATE_APART,
} SupportState;

/* What a new ticket seems to be the same as. */
typedef struct SupportPair {
  Id other; /* empty: none */
  SupportState state;
} SupportPair;

/* Note that a ticket seems to be the same as another: suspected. */
bool support_pair_add(Queue *queue, const Ticket *ticket, const Ticket *other,
                      GError **error);
/* What became of that; nothing for a ticket without a pair. */
bool support_pair_set(Queue *queue, const Ticket *ticket, SupportState state,
                      GError **error);
/* The pair that a ticket is the newer one of. */
bool support_pair_find(Queue *queue, const Ticket *ticket, SupportPair *out,
                       GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Timers: what is to happen when.  One row per kind and subject.
 *
 *   waiting --agenda_done--> done          waiting --agenda_cancel--> cancelled
 *   done, cancelled --agenda_set--> waiting
 */
#ifndef BOTE_QUEUE_AGENDA_H
#define BOTE_QUEUE_AGENDA_H

#include "queue/queue.h"

typedef struct AgendaItem {
  Id id;
  char *kind;    /* "department-alarm"; each service knows its own */
  char *subject; /* id of what it is about */
  int64_t due_at_ms;
} AgendaItem;

void agenda_item_free(AgendaItem *item);

/* Set the timer of a kind for a subject, or move it. */
bool agenda_set(Queue *queue, const char *kind, const char *subject,
                int64_t due_at_ms, GError **error);
bool agenda_cancel(Queue *queue, const char *kind, const char *subject,
                   GError **error);
bool agenda_done(Queue *queue, const char *id, GError **error);

/* What is due, earliest first (AgendaItem *), owned by the caller. */
GPtrArray *agenda_due(Queue *queue, unsigned limit, GError **error);
bool agenda_next_due(Queue *queue, int64_t *out_due_ms, GError **error);

#endif

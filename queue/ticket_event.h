/* SPDX-License-Identifier: Apache-2.0
 *
 * Events: everything that happened to a ticket.  They are written once and
 * never changed, so that the history is what was.
 */
#ifndef BOTE_QUEUE_TICKET_EVENT_H
#define BOTE_QUEUE_TICKET_EVENT_H

#include "queue/ticket.h"

/* One thing that happened to a ticket; append-only. */
typedef struct TicketEvent {
  int64_t at_ms;
  const char *what;     /* "created", "citizen-wrote", "command" … */
  const char *actor;    /* "citizen", "department tiefbau", "town",
                           "uid 1000" */
  const char *detail;   /* ids and words; NULL when none */
  const char *note;     /* sealed; NULL when none */
  const char *inbox_id; /* what caused it; NULL when nothing */
} TicketEvent;

/* The actor of what a department did, "department tiefbau"; owned. */
char *ticket_actor_department(const char *id);
/* The department that an actor is, borrowed from it; NULL: it is none. */
const char *ticket_department_of_actor(const char *actor);

bool ticket_add_event(Queue *queue, const Ticket *ticket,
                      const TicketEvent *event, GError **error);

/* Called for each event, oldest first; false stops. */
typedef bool (*TicketEventFunc)(const TicketEvent *event, void *user);
bool ticket_each_event(Queue *queue, const Ticket *ticket, TicketEventFunc func,
                       void *user, GError **error);

/* How often something happened to a ticket.
 *
 * like   `what`, and, where they are not NULL, `actor` and `detail` must be the
 *        same; nothing else of it is looked at
 */
bool ticket_count_events(Queue *queue, const Ticket *ticket,
                         const TicketEvent *like, int64_t *out_count,
                         GError **error);
/* Did it happen at all? */
bool ticket_has_event(Queue *queue, const Ticket *ticket,
                      const TicketEvent *like, bool *out_has, GError **error);

#endif

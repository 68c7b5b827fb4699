/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of events; their notes are sealed under the key of the ticket's
 * person.
 */
#include "queue/ticket_event.h"

#include <string.h>

static const char department_actor[] = "department ";

char *
ticket_actor_department(const char *id)
{
  return g_strconcat(department_actor, id, NULL);
}

const char *
ticket_department_of_actor(const char *actor)
{
  return g_str_has_prefix(actor, department_actor)
             ? actor + strlen(department_actor)
             : NULL;
}

bool
ticket_add_event(Queue *queue, const Ticket *ticket, const TicketEvent *event,
                 GError **error)
{
  Id id = queue_new_id(queue, event->at_ms);
  g_autoptr(GBytes) note = NULL;
  if (event->note != NULL) {
    g_autofree char *place = g_strconcat("ticket_event|note|", id.text, NULL);
    note = keyring_seal_text(queue->ring, ticket->person_id.text, place,
                             event->note, error);
    if (note == NULL)
      return false;
  }
  return store_run(queue->store, error,
                   "INSERT INTO ticket_event (id, ticket_id, at_ms, what,"
                   " actor, detail, note, inbox_id)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   "ttitttbt", id.text, ticket->id.text, event->at_ms,
                   event->what, event->actor, event->detail, note,
                   event->inbox_id);
}

/* Somebody who looks at a ticket's events. */
typedef struct Visitor {
  Queue *queue;
  const Ticket *ticket;
  TicketEventFunc func;
  void *user;
} Visitor;

/* Hand one event row to the caller's function. */
static bool
event_visit(const Visitor *visitor, StoreRows *rows, bool *out_go_on,
            GError **error)
{
  g_autofree char *note = NULL;
  g_autoptr(GBytes) sealed = store_rows_bytes(rows, 5);
  if (sealed != NULL) {
    g_autofree char *place =
        g_strconcat("ticket_event|note|", store_rows_text(rows, 0), NULL);
    note =
        keyring_open_text(visitor->queue->ring, visitor->ticket->person_id.text,
                          place, sealed, error);
    if (note == NULL)
      return false;
  }
  TicketEvent event = {
      .at_ms = store_rows_int64(rows, 1),
      .what = store_rows_text(rows, 2),
      .actor = store_rows_text(rows, 3),
      .detail = store_rows_text(rows, 4),
      .note = note,
      .inbox_id = store_rows_text(rows, 6),
  };
  *out_go_on = visitor->func(&event, visitor->user);
  return true;
}

bool
ticket_each_event(Queue *queue, const Ticket *ticket, TicketEventFunc func,
                  void *user, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT id, at_ms, what, actor, detail, note, inbox_id"
                  " FROM ticket_event WHERE ticket_id = $1 ORDER BY id",
                  "t", ticket->id.text);
  if (rows == NULL)
    return false;
  Visitor visitor = {queue, ticket, func, user};
  bool go_on = true;
  while (go_on && store_rows_next(rows, error))
    if (!event_visit(&visitor, rows, &go_on, error))
      return false;
  return store_rows_ok(rows);
}

bool
ticket_count_events(Queue *queue, const Ticket *ticket, const TicketEvent *like,
                    int64_t *out_count, GError **error)
{
  g_assert(like->what != NULL);
  return store_get_int64(queue->store, out_count, error,
                         "SELECT count(*) FROM ticket_event"
                         " WHERE ticket_id = $1 AND what = $2"
                         " AND ($3 IS NULL OR actor = $3)"
                         " AND ($4 IS NULL OR detail = $4)",
                         "tttt", ticket->id.text, like->what, like->actor,
                         like->detail);
}

bool
ticket_has_event(Queue *queue, const Ticket *ticket, const TicketEvent *like,
                 bool *out_has, GError **error)
{
  int64_t count;
  if (!ticket_count_events(queue, ticket, like, &count, error))
    return false;
  *out_has = count > 0;
  return true;
}

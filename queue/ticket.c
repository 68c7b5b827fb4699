/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing tickets: creation and changes.  Reading stands in ticket_read.c.
 */
#include "queue/ticket.h"

#include <string.h>

#include "queue/counter.h"
#include "queue/tally.h"
#include "queue/ticket_private.h"

#define BIT(state) (1u << (state))

enum {
  ENDED = BIT(TICKET_STATE_SOLVED) | BIT(TICKET_STATE_NO_ACTION) |
          BIT(TICKET_STATE_DUPLICATE),
  FILED = BIT(TICKET_STATE_CLOSED), /* nobody is told, so nobody may object */
};

static const char *const state_names[] = {
    [TICKET_STATE_NEW] = "new",
    [TICKET_STATE_OPEN] = "open",
    [TICKET_STATE_WAITING] = "waiting",
    [TICKET_STATE_SOLVED] = "solved",
    [TICKET_STATE_CLOSED] = "closed",
    [TICKET_STATE_NO_ACTION] = "no-action",
    [TICKET_STATE_DUPLICATE] = "duplicate",
};

static const unsigned state_next[] = {
    [TICKET_STATE_NEW] =
        BIT(TICKET_STATE_OPEN) | BIT(TICKET_STATE_WAITING) | FILED | ENDED,
    [TICKET_STATE_OPEN] = BIT(TICKET_STATE_WAITING) | FILED | ENDED,
    [TICKET_STATE_WAITING] = BIT(TICKET_STATE_OPEN) | FILED | ENDED,
    [TICKET_STATE_SOLVED] = BIT(TICKET_STATE_CLOSED) | BIT(TICKET_STATE_OPEN) |
                            BIT(TICKET_STATE_NO_ACTION),
    [TICKET_STATE_CLOSED] = BIT(TICKET_STATE_OPEN),
    [TICKET_STATE_NO_ACTION] =
        BIT(TICKET_STATE_OPEN) | BIT(TICKET_STATE_SOLVED),
    [TICKET_STATE_DUPLICATE] = BIT(TICKET_STATE_OPEN),
};

const StateTable ticket_states = {
    .table = "ticket",
    .names = state_names,
    .count = G_N_ELEMENTS(state_names),
    .next = state_next,
    .tallied = ~0u,
    .sql = "UPDATE ticket SET state = $2 WHERE id = $1 AND state = $3",
};

const char *
ticket_state_to_string(TicketState state)
{
  return state_names[state];
}

Ticket *
ticket_new(void)
{
  return g_new0(Ticket, 1);
}

void
ticket_free(Ticket *ticket)
{
  if (ticket == NULL)
    return;
  g_free(ticket->service);
  g_free(ticket->category);
  g_free(ticket->department);
  g_free(ticket->language);
  g_free(ticket->channel);
  g_free(ticket->origin);
  g_free(ticket->duplicate_of);
  g_free(ticket->mailbox);
  g_free(ticket->subject);
  g_free(ticket->text);
  g_free(ticket->place);
  g_free(ticket->thread_id);
  g_free(ticket->danger);
  g_free(ticket);
}

/* The next serial of a year, kept in a counter so that nothing is counted. */
static bool
next_serial(Queue *queue, unsigned year, int64_t *out_serial, GError **error)
{
  g_autofree char *name = g_strdup_printf("ticket-serial-%02u", year);
  return counter_add(queue, name, 1, error) &&
         counter_get(queue, name, out_serial, error);
}

/* Seal a column's text under the key of the ticket's person; NULL is "". */
static GBytes *
seal(Queue *queue, const Ticket *ticket, const char *column, const char *text,
     GError **error)
{
  g_autofree char *place =
      g_strconcat("ticket|", column, "|", ticket->id.text, NULL);
  return keyring_seal_text(queue->ring, ticket->person_id.text, place,
                           text == NULL ? "" : text, error);
}

static bool
ticket_insert(Queue *queue, const Ticket *ticket, GError **error)
{
  g_autoptr(GBytes) subject =
      seal(queue, ticket, "subject", ticket->subject, error);
  g_autoptr(GBytes) text =
      subject == NULL ? NULL : seal(queue, ticket, "text", ticket->text, error);
  g_autoptr(GBytes) place =
      text == NULL ? NULL : seal(queue, ticket, "place", ticket->place, error);
  g_autoptr(GBytes) thread = place == NULL ? NULL
                                           : seal(queue, ticket, "thread_id",
                                                  ticket->thread_id, error);
  if (thread == NULL)
    return false;
  return store_run(
      queue->store, error,
      "INSERT INTO ticket (id, digits, serial, service, state, category,"
      " department, language, channel, mailbox, person_id, contact_id,"
      " inbox_id, subject, text, place, thread_id, created_at_ms, due_at_ms,"
      " changed_at_ms, origin) VALUES ($1, $2, $3, $4, 'new', $5, $6, $7, $8,"
      " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $17, $19)",
      "ttittttttttt"
      "bbbb"
      "iit",
      ticket->id.text, ticket->digits, (int64_t)ticket->number.serial,
      ticket->service, ticket->category, ticket->department, ticket->language,
      ticket->channel, ticket->mailbox, ticket->person_id.text,
      ticket->contact_id.text, ticket->inbox_id.text, subject, text, place,
      thread, ticket->created_at_ms, ticket->due_at_ms, ticket->origin);
}

/* Its first state, the way it came, its department. */
static bool
tally_new(Queue *queue, const Ticket *ticket, GError **error)
{
  const char *channel =
      ticket->origin != NULL ? ticket->origin : ticket->channel;
  return tally_add(queue, "ticket", state_names[ticket->state], 1, error) &&
         tally_add(queue, "channel", channel, 1, error) &&
         tally_add(queue, "department", ticket->department, 1, error);
}

bool
ticket_create(Queue *queue, Ticket *ticket, unsigned year, GError **error)
{
  int64_t serial;
  if (!next_serial(queue, year, &serial, error))
    return false;
  ticket->id = queue_new_id(queue, queue->now_ms);
  ticket->number = (Number){.year = year, .serial = (uint32_t)serial};
  number_format_digits(&ticket->number, ticket->digits);
  number_format(&ticket->number, ticket->text_number);
  ticket->state = TICKET_STATE_NEW;
  ticket->assignment = 1;
  ticket->created_at_ms = ticket->changed_at_ms = queue->now_ms;
  return ticket_insert(queue, ticket, error) && tally_new(queue, ticket, error);
}

/* How many contacts tell of a ticket's matter besides its own: those of all
 * that are the same. */
static bool
count_supporters(Queue *queue, const char *id, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE ticket SET supporters = (SELECT"
                   " count(DISTINCT d.contact_id) FROM ticket d"
                   " WHERE d.duplicate_of = $1"
                   " AND d.contact_id <> ticket.contact_id) WHERE id = $1",
                   "t", id);
}

/* It stands for itself again, and what was joined to it goes along. */
static bool
leave_original(Queue *queue, Ticket *ticket, GError **error)
{
  g_autofree char *original = g_steal_pointer(&ticket->duplicate_of);
  if (original == NULL)
    return true;
  return store_run(queue->store, error,
                   "UPDATE ticket SET duplicate_of = NULL, joined_to = NULL"
                   " WHERE id = $1",
                   "t", ticket->id.text) &&
         store_run(queue->store, error,
                   "WITH RECURSIVE below(id) AS (SELECT id FROM ticket"
                   " WHERE joined_to = $1 UNION SELECT t.id FROM ticket t"
                   " JOIN below b ON t.joined_to = b.id)"
                   " UPDATE ticket SET duplicate_of = $1"
                   " WHERE id IN (SELECT id FROM below)",
                   "t", ticket->id.text) &&
         count_supporters(queue, original, error) &&
         count_supporters(queue, ticket->id.text, error);
}

bool
ticket_set_state(Queue *queue, Ticket *ticket, TicketState state,
                 GError **error)
{
  if (ticket->state == state)
    return true;
  if (!queue_change_state(queue, &ticket_states, ticket->id.text,
                          (StateChange){ticket->state, state}, error))
    return false;
  ticket->state = state;
  ticket->changed_at_ms = queue->now_ms;
  return store_run(queue->store, error,
                   "UPDATE ticket SET changed_at_ms = $2,"
                   " closed_at_ms = CASE WHEN state IN ('new', 'open',"
                   " 'waiting') THEN NULL ELSE CAST($2 AS BIGINT) END"
                   " WHERE id = $1",
                   "ti", ticket->id.text, queue->now_ms) &&
         leave_original(queue, ticket, error);
}

bool
ticket_set_duplicate(Queue *queue, Ticket *ticket, const Ticket *of,
                     GError **error)
{
  g_assert(strcmp(ticket->id.text, of->id.text) != 0 &&
           of->duplicate_of == NULL);
  if (!ticket_set_state(queue, ticket, TICKET_STATE_DUPLICATE, error))
    return false;
  g_free(ticket->duplicate_of);
  ticket->duplicate_of = g_strdup(of->id.text);
  /* Who heard this one's news hears the other's: no chains. */
  return store_run(queue->store, error,
                   "UPDATE ticket SET duplicate_of = $2"
                   " WHERE id = $1 OR duplicate_of = $1",
                   "tt", ticket->id.text, of->id.text) &&
         store_run(queue->store, error,
                   "UPDATE ticket SET joined_to = $2, supporters = 0"
                   " WHERE id = $1",
                   "tt", ticket->id.text, of->id.text) &&
         count_supporters(queue, of->id.text, error);
}

bool
ticket_assign(Queue *queue, Ticket *ticket, const char *department,
              GError **error)
{
  if (!tally_add(queue, "department", ticket->department, -1, error) ||
      !tally_add(queue, "department", department, 1, error))
    return false;
  g_free(ticket->department);
  ticket->department = g_strdup(department);
  ticket->assignment++;
  ticket->changed_at_ms = queue->now_ms;
  return store_run(queue->store, error,
                   "UPDATE ticket SET department = $2, assignment = $3,"
                   " changed_at_ms = $4 WHERE id = $1",
                   "ttii", ticket->id.text, department,
                   (int64_t)ticket->assignment, queue->now_ms);
}

bool
ticket_set_point(Queue *queue, Ticket *ticket, const Place *point,
                 GError **error)
{
  g_assert(point->has_point);
  ticket->point = (Place){.source = point->source,
                          .has_point = true,
                          .latitude = point->latitude,
                          .longitude = point->longitude};
  return store_run(queue->store, error,
                   "UPDATE ticket SET latitude = $2, longitude = $3,"
                   " point_source = $4 WHERE id = $1",
                   "trrt", ticket->id.text, point->latitude, point->longitude,
                   place_source_to_string(point->source));
}

bool
ticket_set_text(Queue *queue, Ticket *ticket, const char *text, GError **error)
{
  g_autoptr(GBytes) sealed = seal(queue, ticket, "text", text, error);
  if (sealed == NULL)
    return false;
  char *copy = g_strdup(text);
  g_free(ticket->text);
  ticket->text = copy;
  return store_run(queue->store, error,
                   "UPDATE ticket SET text = $2 WHERE id = $1", "tb",
                   ticket->id.text, sealed);
}

bool
ticket_set_place(Queue *queue, Ticket *ticket, const char *place,
                 GError **error)
{
  g_autoptr(GBytes) sealed = seal(queue, ticket, "place", place, error);
  if (sealed == NULL)
    return false;
  g_free(ticket->place);
  ticket->place = g_strdup(place);
  ticket->point = (Place){0};
  return store_run(queue->store, error,
                   "UPDATE ticket SET place = $2, latitude = NULL,"
                   " longitude = NULL, point_source = NULL WHERE id = $1",
                   "tb", ticket->id.text, sealed);
}

bool
ticket_set_confidential(Queue *queue, Ticket *ticket, bool confidential,
                        GError **error)
{
  ticket->confidential = confidential;
  return store_run(queue->store, error,
                   "UPDATE ticket SET confidential = $2 WHERE id = $1", "ti",
                   ticket->id.text, (int64_t)confidential);
}

bool
ticket_set_danger(Queue *queue, Ticket *ticket, const char *rule,
                  GError **error)
{
  g_free(ticket->danger);
  ticket->danger = g_strdup(rule);
  return store_run(queue->store, error,
                   "UPDATE ticket SET danger = $2 WHERE id = $1", "tt",
                   ticket->id.text, rule);
}

bool
ticket_set_due(Queue *queue, Ticket *ticket, int64_t due_at_ms, GError **error)
{
  ticket->due_at_ms = due_at_ms;
  return store_run(queue->store, error,
                   "UPDATE ticket SET due_at_ms = $2 WHERE id = $1", "ti",
                   ticket->id.text, due_at_ms);
}

bool
ticket_set_category(Queue *queue, Ticket *ticket, const char *category,
                    GError **error)
{
  g_free(ticket->category);
  ticket->category = g_strdup(category);
  return store_run(queue->store, error,
                   "UPDATE ticket SET category = $2 WHERE id = $1", "tt",
                   ticket->id.text, category);
}

bool
ticket_set_language_of(Queue *queue, const char *contact_id,
                       const char *language, GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE ticket SET language = $2 WHERE contact_id = $1"
                   " AND state NOT IN ('closed', 'duplicate')",
                   "tt", contact_id, language);
}

bool
ticket_set_thread(Queue *queue, Ticket *ticket, const char *message_id,
                  GError **error)
{
  g_autoptr(GBytes) thread =
      seal(queue, ticket, "thread_id", message_id, error);
  if (thread == NULL)
    return false;
  g_free(ticket->thread_id);
  ticket->thread_id = g_strdup(message_id);
  return store_run(queue->store, error,
                   "UPDATE ticket SET thread_id = $2 WHERE id = $1", "tb",
                   ticket->id.text, thread);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading tickets.
 */
#include "queue/ticket.h"

#include <stddef.h>

#include "queue/ticket_private.h"

#define TICKET_COLUMNS                                                         \
  "SELECT id, digits, service, state, category, department, assignment,"       \
  " language, channel, mailbox, person_id, contact_id, inbox_id, subject,"     \
  " text, place, thread_id, created_at_ms, due_at_ms, changed_at_ms,"          \
  " latitude, longitude, point_source, danger, origin, confidential,"          \
  " duplicate_of, supporters"                                                  \
  " FROM ticket "

/* The sealed columns: name, place in TICKET_COLUMNS, member of Ticket. */
typedef struct SealedColumn {
  const char *name;
  int column;
  size_t member;
} SealedColumn;

static const SealedColumn sealed_columns[] = {
    {"subject", 13, offsetof(Ticket, subject)},
    {"text", 14, offsetof(Ticket, text)},
    {"place", 15, offsetof(Ticket, place)},
    {"thread_id", 16, offsetof(Ticket, thread_id)},
};

/* Open one sealed column; what is empty becomes NULL. */
static bool
open_column(Queue *queue, Ticket *ticket, StoreRows *rows,
            const SealedColumn *column, GError **error)
{
  g_autoptr(GBytes) sealed = store_rows_bytes(rows, column->column);
  g_autofree char *place =
      g_strconcat("ticket|", column->name, "|", ticket->id.text, NULL);
  g_autofree char *text = keyring_open_text(queue->ring, ticket->person_id.text,
                                            place, sealed, error);
  if (text == NULL)
    return false;
  if (text[0] != '\0')
    G_STRUCT_MEMBER(char *, ticket, column->member) = g_steal_pointer(&text);
  return true;
}

static void
read_point(StoreRows *rows, Place *point)
{
  if (store_rows_is_null(rows, 20))
    return;
  point->has_point = true;
  point->latitude = store_rows_real(rows, 20);
  point->longitude = store_rows_real(rows, 21);
  bool known =
      place_source_from_string(store_rows_text(rows, 22), &point->source);
  g_assert(known);
}

static void
read_plain(StoreRows *rows, Ticket *ticket)
{
  g_strlcpy(ticket->id.text, store_rows_text(rows, 0), ID_LENGTH + 1);
  g_strlcpy(ticket->digits, store_rows_text(rows, 1), sizeof ticket->digits);
  bool known = number_parse_digits(ticket->digits, &ticket->number);
  g_assert(known);
  number_format(&ticket->number, ticket->text_number);
  ticket->service = store_rows_dup_text(rows, 2);
  ticket->state =
      (TicketState)queue_state_of(&ticket_states, store_rows_text(rows, 3));
  ticket->category = store_rows_dup_text(rows, 4);
  ticket->department = store_rows_dup_text(rows, 5);
  ticket->assignment = (unsigned)store_rows_int64(rows, 6);
  ticket->language = store_rows_dup_text(rows, 7);
  ticket->channel = store_rows_dup_text(rows, 8);
  ticket->mailbox = store_rows_dup_text(rows, 9);
  g_strlcpy(ticket->person_id.text, store_rows_text(rows, 10), ID_LENGTH + 1);
  g_strlcpy(ticket->contact_id.text, store_rows_text(rows, 11), ID_LENGTH + 1);
  g_strlcpy(ticket->inbox_id.text, store_rows_text(rows, 12), ID_LENGTH + 1);
  ticket->created_at_ms = store_rows_int64(rows, 17);
  ticket->due_at_ms = store_rows_int64(rows, 18);
  ticket->changed_at_ms = store_rows_int64(rows, 19);
  read_point(rows, &ticket->point);
  ticket->danger = store_rows_dup_text(rows, 23);
  ticket->origin = store_rows_dup_text(rows, 24);
  ticket->confidential = store_rows_int64(rows, 25) != 0;
  ticket->duplicate_of = store_rows_dup_text(rows, 26);
  ticket->supporters = store_rows_int64(rows, 27);
}

static Ticket *
ticket_read(Queue *queue, StoreRows *rows, GError **error)
{
  g_autoptr(Ticket) ticket = ticket_new();
  read_plain(rows, ticket);
  for (size_t i = 0; i < G_N_ELEMENTS(sealed_columns); i++)
    if (!open_column(queue, ticket, rows, &sealed_columns[i], error))
      return NULL;
  if (ticket->text == NULL)
    ticket->text = g_strdup("");
  return g_steal_pointer(&ticket);
}

/* The only ticket of a query; none or several is STORE_ERROR_MISSING. */
static Ticket *
ticket_only(Queue *queue, StoreRows *rows, const char *what, GError **error)
{
  if (rows == NULL)
    return NULL;
  g_autoptr(Ticket) ticket = NULL;
  if (store_rows_next(rows, error)) {
    ticket = ticket_read(queue, rows, error);
    if (ticket == NULL)
      return NULL;
    if (store_rows_next(rows, error))
      g_clear_pointer(&ticket, ticket_free);
  }
  if (!store_rows_ok(rows))
    return NULL;
  if (ticket == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "no ticket, or more than one, with %s", what);
  return g_steal_pointer(&ticket);
}

Ticket *
ticket_load(Queue *queue, const char *id, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error, TICKET_COLUMNS "WHERE id = $1", "t", id);
  return ticket_only(queue, rows, id, error);
}

Ticket *
ticket_load_digits(Queue *queue, const char *digits, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error, TICKET_COLUMNS "WHERE digits = $1", "t", digits);
  return ticket_only(queue, rows, digits, error);
}

Ticket *
ticket_load_number(Queue *queue, const Number *number, GError **error)
{
  if (!number->is_short) {
    char digits[NUMBER_TEXT_SIZE];
    number_format_digits(number, digits);
    return ticket_load_digits(queue, digits, error);
  }
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error, TICKET_COLUMNS "WHERE serial = $1 LIMIT 2", "i",
      (int64_t)number->serial);
  return ticket_only(queue, rows, "this serial", error);
}

/* Takes the failure over. */
static bool
unless_missing(Ticket *ticket, GError *failure, Ticket **out, GError **error)
{
  bool ok = ticket != NULL ||
            g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING);
  if (ok) {
    g_clear_error(&failure);
    *out = ticket;
  } else
    g_propagate_error(error, failure);
  return ok;
}

bool
ticket_find(Queue *queue, const char *id, Ticket **out, GError **error)
{
  GError *failure = NULL;
  Ticket *ticket = ticket_load(queue, id, &failure);
  return unless_missing(ticket, failure, out, error);
}

bool
ticket_find_digits(Queue *queue, const char *digits, Ticket **out,
                   GError **error)
{
  GError *failure = NULL;
  Ticket *ticket = ticket_load_digits(queue, digits, &failure);
  return unless_missing(ticket, failure, out, error);
}

bool
ticket_find_number(Queue *queue, const Number *number, Ticket **out,
                   GError **error)
{
  GError *failure = NULL;
  Ticket *ticket = ticket_load_number(queue, number, &failure);
  return unless_missing(ticket, failure, out, error);
}

/* All tickets of a query; takes it over. */
static GPtrArray *
ticket_all(Queue *queue, StoreRows *query, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  g_autoptr(GPtrArray) tickets =
      g_ptr_array_new_with_free_func((GDestroyNotify)ticket_free);
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    Ticket *ticket = ticket_read(queue, rows, error);
    if (ticket == NULL)
      return NULL;
    g_ptr_array_add(tickets, ticket);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&tickets) : NULL;
}

GPtrArray *
ticket_unclosed_of(Queue *queue, const char *contact_id, unsigned limit,
                   GError **error)
{
  return ticket_all(queue,
                    store_query(queue->store, error,
                                TICKET_COLUMNS
                                "WHERE contact_id = $1 AND (state IN"
                                " ('new', 'open', 'waiting', 'solved', "
                                "'no-action') OR duplicate_of IS NOT NULL)"
                                " ORDER BY id DESC LIMIT $2",
                                "ti", contact_id, (int64_t)limit),
                    error);
}

GPtrArray *
ticket_duplicates_of(Queue *queue, const Ticket *ticket, unsigned limit,
                     GError **error)
{
  return ticket_all(queue,
                    store_query(queue->store, error,
                                TICKET_COLUMNS "WHERE duplicate_of = $1"
                                               " ORDER BY id LIMIT $2",
                                "ti", ticket->id.text, (int64_t)limit),
                    error);
}

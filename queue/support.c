/* SPDX-License-Identifier: Apache-2.0
 *
 * Queries over the plain columns of tickets: no words are opened for them.
 */
#include "queue/support.h"

#include <math.h>
#include <string.h>

#include "parsers/name_table.h"

enum {
  STREET_ROWS_MAX = 50, /* of a street and category, looked at newest first:
                           each is a page to read in a large store */
};

/* Of a degree of latitude; of longitude it is shorter by the cosine. */
#define DEGREE_M 111320.0

static const char *const state_names[] = {
    [SUPPORT_STATE_SUSPECTED] = "suspected",
    [SUPPORT_STATE_ASKED] = "asked",
    [SUPPORT_STATE_SAME] = "same",
    [SUPPORT_STATE_APART] = "apart",
};

bool
support_note_street(Queue *queue, const Ticket *ticket, const char *street,
                    GError **error)
{
  g_assert(ticket->category != NULL);
  return store_run(queue->store, error,
                   "INSERT INTO support_street (ticket_id, category, street)"
                   " VALUES ($1, $2, $3) ON CONFLICT (ticket_id)"
                   " DO UPDATE SET category = $2, street = $3",
                   "ttt", ticket->id.text, ticket->category, street);
}

static StoreRows *
query_point(Queue *queue, const SupportSearch *search, GError **error)
{
  const Ticket *ticket = search->ticket;
  double height = search->radius_m / DEGREE_M;
  double width = height / MAX(cos(ticket->point.latitude * G_PI / 180), 0.01);
  return store_query(
      queue->store, error,
      "SELECT id FROM ticket WHERE category = $1 AND latitude BETWEEN $2 AND $3"
      " AND longitude BETWEEN $4 AND $5 AND closed_at_ms IS NULL"
      " AND latitude IS NOT NULL AND created_at_ms >= $6 AND id < $7"
      " ORDER BY id DESC LIMIT $8",
      "trrrriti", ticket->category, ticket->point.latitude - height,
      ticket->point.latitude + height, ticket->point.longitude - width,
      ticket->point.longitude + width, search->since_ms, ticket->id.text,
      (int64_t)search->limit);
}

static StoreRows *
query_street(Queue *queue, const SupportSearch *search, GError **error)
{
  const Ticket *ticket = search->ticket;
  return store_query(
      queue->store, error,
      "SELECT t.id FROM (SELECT ticket_id FROM support_street WHERE street = $1"
      " AND category = $2 AND ticket_id < $3 ORDER BY ticket_id DESC LIMIT $4)"
      " s JOIN ticket t ON t.id = s.ticket_id WHERE t.closed_at_ms IS NULL"
      " AND t.created_at_ms >= $5 ORDER BY t.id DESC LIMIT $6",
      "tttiii", search->street, ticket->category, ticket->id.text,
      (int64_t)STREET_ROWS_MAX, search->since_ms, (int64_t)search->limit);
}

/* Takes the query over. */
static bool
collect_ids(StoreRows *query, GPtrArray *ids, GError **error)
{
  g_autoptr(StoreRows) rows = query;
  if (rows == NULL)
    return false;
  while (store_rows_next(rows, error)) {
    const char *id = store_rows_text(rows, 0);
    if (!g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
      g_ptr_array_add(ids, g_strdup(id));
  }
  return store_rows_ok(rows);
}

static int
compare_newest(const void *one, const void *other)
{
  return strcmp(*(char *const *)other, *(char *const *)one);
}

GPtrArray *
support_candidates(Queue *queue, const SupportSearch *search, GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) tickets =
      g_ptr_array_new_with_free_func((GDestroyNotify)ticket_free);
  g_assert(search->ticket->category != NULL);
  if (search->ticket->point.has_point &&
      !collect_ids(query_point(queue, search, error), ids, error))
    return NULL;
  if (search->street != NULL &&
      !collect_ids(query_street(queue, search, error), ids, error))
    return NULL;
  g_ptr_array_sort(ids, compare_newest);
  for (guint i = 0; i < ids->len; i++) {
    Ticket *ticket = ticket_load(queue, ids->pdata[i], error);
    if (ticket == NULL)
      return NULL;
    g_ptr_array_add(tickets, ticket);
  }
  return g_steal_pointer(&tickets);
}

bool
support_pair_add(Queue *queue, const Ticket *ticket, const Ticket *other,
                 GError **error)
{
  return store_run(queue->store, error,
                   "INSERT INTO support_pair (ticket_id, other_id, state,"
                   " at_ms) VALUES ($1, $2, 'suspected', $3)"
                   " ON CONFLICT DO NOTHING",
                   "tti", ticket->id.text, other->id.text, queue->now_ms);
}

bool
support_pair_set(Queue *queue, const Ticket *ticket, SupportState state,
                 GError **error)
{
  return store_run(queue->store, error,
                   "UPDATE support_pair SET state = $2, at_ms = $3"
                   " WHERE ticket_id = $1",
                   "tti", ticket->id.text, state_names[state], queue->now_ms);
}

bool
support_pair_find(Queue *queue, const Ticket *ticket, SupportPair *out,
                  GError **error)
{
  *out = (SupportPair){0};
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT other_id, state FROM support_pair WHERE ticket_id = $1", "t",
      ticket->id.text);
  if (rows == NULL)
    return false;
  if (store_rows_next(rows, error)) {
    int state = name_table_find(state_names, G_N_ELEMENTS(state_names),
                                store_rows_text(rows, 1));
    g_assert(state >= 0); /* only we write the column */
    g_strlcpy(out->other.text, store_rows_text(rows, 0), ID_LENGTH + 1);
    out->state = (SupportState)state;
  }
  return store_rows_ok(rows);
}

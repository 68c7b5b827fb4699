/* SPDX-License-Identifier: Apache-2.0
 *
 * By id, which rises with time: no list of tickets is held, and none is sorted.
 */
#include "daemon/learn/learn_tickets.h"

#include <string.h>

#include "daemon/learn/learn_label.h"
#include "parsers/config/town_route.h"
#include "parsers/subject.h"

LearnTickets *
learn_tickets_new(const Town *town, const LearnKey *key, int64_t present_ms)
{
  LearnTickets *tickets = g_new0(LearnTickets, 1);
  tickets->town = town;
  tickets->key = *key;
  tickets->present_ms = present_ms;
  tickets->gone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  tickets->labels = g_hash_table_new(NULL, NULL);
  return tickets;
}

void
learn_tickets_free(LearnTickets *tickets)
{
  if (tickets == NULL)
    return;
  g_hash_table_unref(tickets->gone);
  g_hash_table_unref(tickets->labels);
  g_free(tickets->before);
  g_free(tickets);
}

/* Ids and whether each may be learnt from at all. */
typedef struct Candidate {
  char *id;
  bool fit;
} Candidate;

static void
candidate_free(void *data)
{
  Candidate *candidate = data;
  g_free(candidate->id);
  g_free(candidate);
}

static GPtrArray *
find_candidates(const LearnTickets *tickets, Queue *queue, GError **error)
{
  g_autoptr(StoreRows) rows = store_query(
      queue->store, error,
      "SELECT t.id, t.service = 'report'"
      " AND t.state NOT IN ('no-action', 'duplicate') AND NOT t.confidential"
      " AND p.erased_at_ms IS NULL"
      " FROM ticket t JOIN person p ON p.id = t.person_id"
      " WHERE t.id < $1 ORDER BY t.id DESC LIMIT $2",
      "ti", tickets->before == NULL ? "~" : tickets->before,
      (int64_t)LEARN_TICKETS_LOT);
  if (rows == NULL)
    return NULL;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(candidate_free);
  while (store_rows_next(rows, error)) {
    Candidate *candidate = g_new0(Candidate, 1);
    candidate->id = store_rows_dup_text(rows, 0);
    candidate->fit = store_rows_int64(rows, 1) != 0;
    g_ptr_array_add(found, candidate);
  }
  return store_rows_ok(rows) ? g_steal_pointer(&found) : NULL;
}

/* Without the notes, which are sealed and say nothing here. */
static LearnStory *
load_story(Queue *queue, const char *ticket_id, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(queue->store, error,
                  "SELECT what, detail, inbox_id FROM ticket_event"
                  " WHERE ticket_id = $1 AND what IN ('command', 'undone')"
                  " ORDER BY id",
                  "t", ticket_id);
  if (rows == NULL)
    return NULL;
  g_autoptr(LearnStory) story = learn_story_new();
  while (store_rows_next(rows, error))
    learn_story_add(story, store_rows_text(rows, 0), store_rows_text(rows, 1),
                    store_rows_text(rows, 2));
  return store_rows_ok(rows) ? g_steal_pointer(&story) : NULL;
}

static void
count_gone(LearnTickets *tickets, const char *category)
{
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(tickets->gone, category));
  g_hash_table_insert(tickets->gone, g_strdup(category),
                      GUINT_TO_POINTER(before + 1));
}

/* As a new matter is looked at. */
static LearnText *
text_of(const LearnTickets *tickets, const Ticket *ticket, unsigned place)
{
  g_autofree char *subject = subject_base(ticket->subject, NULL);
  g_autofree char *words = g_strconcat(subject, "\n", ticket->text, NULL);
  g_autoptr(TownRoute) route = town_route(tickets->town, words);
  LearnText *text = g_new0(LearnText, 1);
  text->features = learn_features(words, &tickets->key);
  text->words = g_steal_pointer(&route->scores);
  text->category = place;
  text->contact = learn_hash(&tickets->key, ticket->contact_id.text,
                             strlen(ticket->contact_id.text));
  text->fresh = ticket->created_at_ms > tickets->present_ms;
  return text;
}

/* NULL: nothing is to be learnt from it. */
static LearnText *
take(LearnTickets *tickets, const Ticket *ticket, const LearnStory *story)
{
  unsigned place = 0;
  LearnVerdict verdict = learn_label(tickets->town, ticket, story, &place);
  tickets->open += verdict == LEARN_OPEN;
  tickets->unclear += verdict == LEARN_UNCLEAR;
  if (verdict == LEARN_GONE)
    count_gone(tickets, ticket->category);
  if (verdict != LEARN_LABELLED)
    return NULL;
  LearnText *text = text_of(tickets, ticket, place);
  if (text->features->len == 0) {
    tickets->empty++;
    learn_text_free(text);
    return NULL;
  }
  tickets->used++;
  g_hash_table_add(tickets->labels, GUINT_TO_POINTER(place));
  return text;
}

/* One that cannot be read, because its person is being erased or its seal is
 * broken, is passed over: others teach as well. */
static bool
look_at(LearnTickets *tickets, Queue *queue, const char *id, GPtrArray *out,
        GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(Ticket) ticket = ticket_load(queue, id, &failure);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING) ||
      g_error_matches(failure, STORE_ERROR, STORE_ERROR_CORRUPT))
    return true;
  if (ticket == NULL) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
  }
  g_autoptr(LearnStory) story = load_story(queue, id, error);
  if (story == NULL)
    return false;
  LearnText *text = take(tickets, ticket, story);
  if (text != NULL)
    g_ptr_array_add(out, text);
  return true;
}

GPtrArray *
learn_tickets_next(LearnTickets *tickets, Queue *queue, GError **error)
{
  g_autoptr(GPtrArray) found = find_candidates(tickets, queue, error);
  if (found == NULL)
    return NULL;
  g_autoptr(GPtrArray) texts =
      g_ptr_array_new_with_free_func((GDestroyNotify)learn_text_free);
  for (guint i = 0; i < found->len; i++) {
    const Candidate *candidate = found->pdata[i];
    if (tickets->used < LEARN_TEXTS_MAX && candidate->fit &&
        !look_at(tickets, queue, candidate->id, texts, error))
      return NULL;
    g_free(tickets->before);
    tickets->before = g_strdup(candidate->id);
    tickets->looked++;
  }
  tickets->is_over = found->len < LEARN_TICKETS_LOT ||
                     tickets->used >= LEARN_TEXTS_MAX ||
                     tickets->looked >= LEARN_TICKETS_MAX;
  return g_steal_pointer(&texts);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * From rows of the scratch store to an object, and from two objects to what
 * differs.
 */
#include "daemon/replay/replay_outcome.h"

#include <string.h>

#include "parsers/number.h"

/* --- what became of it --- */

static void
set_text(json_t *object, const char *member, char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_new(object, member, json_string(text));
  g_free(text);
}

static bool
add_events(Digest *digest, const char *id, json_t *object, json_t *why,
           GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(digest->store, error,
                  "SELECT what, detail FROM inbox_event WHERE inbox_id = $1"
                  " ORDER BY id",
                  "t", id);
  while (rows != NULL && store_rows_next(rows, error)) {
    g_autofree char *what = store_rows_dup_text(rows, 0);
    g_autofree char *detail = store_rows_dup_text(rows, 1);
    g_autofree char *both = detail == NULL
                                ? g_strdup(what)
                                : g_strdup_printf("%s: %s", what, detail);
    json_array_append_new(why, json_string(both));
    /* "defect 94 %, service placed": the kind is its first word. */
    if (g_str_equal(what, "letter") && detail != NULL)
      set_text(object, "letter", g_strndup(detail, strcspn(detail, " ")));
  }
  return rows != NULL && store_rows_ok(rows);
}

static bool
add_answers(Digest *digest, const char *id, json_t *object, GError **error)
{
  json_t *answers = json_array();
  json_object_set_new(object, "answers", answers);
  g_autoptr(StoreRows) rows =
      store_query(digest->store, error,
                  "SELECT kind, channel FROM outbox WHERE inbox_id = $1"
                  " ORDER BY kind, channel, id",
                  "t", id);
  while (rows != NULL && store_rows_next(rows, error)) {
    g_autofree char *kind = store_rows_dup_text(rows, 0);
    g_autofree char *channel = store_rows_dup_text(rows, 1);
    g_autofree char *answer = g_strdup_printf("%s by %s", kind, channel);
    json_array_append_new(answers, json_string(answer));
  }
  return rows != NULL && store_rows_ok(rows);
}

static char *
day_of(const Digest *digest, int64_t at_ms)
{
  g_autoptr(GDateTime) utc =
      at_ms == 0 ? NULL : g_date_time_new_from_unix_utc(at_ms / 1000);
  g_autoptr(GDateTime) there =
      utc == NULL ? NULL : g_date_time_to_timezone(utc, digest->zone);
  return there == NULL ? NULL : g_date_time_format(there, "%Y-%m-%d");
}

static const char messages[] =
    "SELECT i.id, i.channel, i.state, i.kind, i.service, t.digits, t.category,"
    " t.department, t.danger, t.due_at_ms, t.id FROM inbox i"
    " LEFT JOIN ticket t ON t.id = i.ticket_id"
    " WHERE i.imported_at_ms = $1"
    " AND (i.channel <> 'webhook' OR i.state <> 'done') ORDER BY i.id";

static bool
add_place(Digest *digest, const char *ticket_id, json_t *object, GError **error)
{
  if (ticket_id == NULL)
    return true;
  g_autoptr(Ticket) ticket = ticket_load(&digest->queue, ticket_id, error);
  if (ticket != NULL)
    set_text(object, "place", g_strdup(ticket->place));
  return ticket != NULL;
}

static bool
add_message(Digest *digest, StoreRows *rows, json_t *list, GError **error)
{
  static const char *const members[] = {"channel", "state", "kind", "service"};
  static const char *const of_ticket[] = {"category", "department", "danger"};
  json_t *object = json_object();
  json_array_append_new(list, object);
  g_autofree char *id = store_rows_dup_text(rows, 0);
  for (unsigned i = 0; i < G_N_ELEMENTS(members); i++)
    set_text(object, members[i], store_rows_dup_text(rows, i + 1));
  g_autofree char *digits = store_rows_dup_text(rows, 5);
  set_text(object, "ticket", number_text_of_digits(digits));
  for (unsigned i = 0; i < G_N_ELEMENTS(of_ticket); i++)
    set_text(object, of_ticket[i], store_rows_dup_text(rows, i + 6));
  set_text(object, "due", day_of(digest, store_rows_int64(rows, 9)));
  g_autofree char *ticket = store_rows_dup_text(rows, 10);
  json_t *why = json_array();
  bool done = add_place(digest, ticket, object, error) &&
              add_events(digest, id, object, why, error) &&
              add_answers(digest, id, object, error);
  json_object_set_new(object, "why", why);
  return done;
}

json_t *
replay_outcome(Digest *digest, int64_t at_ms, GError **error)
{
  json_auto_t *list = json_array();
  g_autoptr(GError) failure = NULL;
  g_autoptr(StoreRows) rows =
      store_query(digest->store, &failure, messages, "i", at_ms);
  while (rows != NULL && store_rows_next(rows, &failure))
    if (!add_message(digest, rows, list, &failure))
      break;
  if (failure == NULL)
    return json_incref(list);
  g_propagate_error(error, g_steal_pointer(&failure));
  return NULL;
}

/* --- in what two differ --- */

/* "confirmation by mail, ticket by mail"; NULL: there is none. */
static char *
told(const json_t *message, const char *member)
{
  const json_t *value = json_object_get(message, member);
  if (json_is_string(value))
    return g_str_equal(member, "ticket") ? g_strdup("a ticket")
                                         : g_strdup(json_string_value(value));
  GString *text = g_string_new(NULL);
  size_t i;
  json_t *part;
  json_array_foreach(value, i, part) g_string_append_printf(
      text, "%s%s", i == 0 ? "" : ", ", json_string_value(part));
  return g_string_free(text, text->len == 0);
}

static void
compare_message(const json_t *was, const json_t *is, json_t *differences)
{
  static const char *const members[] = {
      "state",      "kind",   "service", "letter", "ticket", "category",
      "department", "danger", "place",   "due",    "answers"};
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    g_autofree char *before = told(was, members[i]);
    g_autofree char *after = told(is, members[i]);
    if (g_strcmp0(before, after) != 0)
      json_array_append_new(differences,
                            json_pack("{s:s, s:s*, s:s*}", "what", members[i],
                                      "was", before, "is", after));
  }
}

json_t *
replay_outcome_compare(const json_t *was, const json_t *is)
{
  json_t *differences = json_array();
  size_t count = MAX(json_array_size(was), json_array_size(is));
  for (size_t i = 0; i < count; i++)
    compare_message(json_array_get(was, i), json_array_get(is, i), differences);
  return differences;
}

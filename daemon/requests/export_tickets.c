/* SPDX-License-Identifier: Apache-2.0
 *
 * export.tickets {after, from_ms, until_ms, state, department}: a page of
 * tickets by their ids, without what people wrote and who they are.  The next
 * page begins after the last id; a page without rows is the end.
 */
#include <string.h>

#include "daemon/admin/request.h"

static const int64_t DAY_MS = 86400000;
enum { PAGE = 200 }; /* so that digest is back at work soon */

static const RequestColumn columns[] = {
    {"id", 't'},
    {"number", 'n'},
    {"state", 't'},
    {"category", 't'},
    {"department", 't'},
    {"channel", 't'},
    {"language", 't'},
    {"created_at_ms", 'm'},
    {"changed_at_ms", 'm'},
    {"due_at_ms", 'm'},
    {"closed_at_ms", 'm'},
    {"danger", 't'},
    {"duplicate_of", 'n'},
    {NULL, 0},
};

static int64_t
moment(const RequestCall *call, const char *name, int64_t fallback)
{
  const json_t *value = json_object_get(call->arguments, name);
  return json_is_integer(value) ? json_integer_value(value) : fallback;
}

static const char *
text(const RequestCall *call, const char *name)
{
  const char *value = request_text(call, name);
  return value == NULL ? "" : value;
}

/* Place and point; of what is confidential nothing tells where it was.  Whoever
 * was erased left no place behind. */
static bool
add_place(RequestCall *call, json_t *row, GError **error)
{
  const char *id = json_string_value(json_object_get(row, "id"));
  g_autoptr(Ticket) ticket = NULL;
  if (!ticket_find(&call->digest->queue, id, &ticket, error))
    return false;
  if (ticket == NULL)
    return true;
  json_object_set_new(row, "confidential", json_boolean(ticket->confidential));
  if (ticket->confidential)
    return true;
  if (ticket->place != NULL)
    json_object_set_new(row, "place", json_string(ticket->place));
  if (!ticket->point.has_point)
    return true;
  json_object_set_new(row, "latitude", json_real(ticket->point.latitude));
  json_object_set_new(row, "longitude", json_real(ticket->point.longitude));
  return true;
}

#define ROWS(condition)                                                        \
  "SELECT t.id, t.digits, t.state, t.category, t.department,"                  \
  " COALESCE(t.origin, t.channel), t.language, t.created_at_ms,"               \
  " t.changed_at_ms, t.due_at_ms, t.closed_at_ms, t.danger, o.digits"          \
  " FROM ticket t LEFT JOIN ticket o ON o.id = t.duplicate_of"                 \
  " WHERE t.id > $1 AND t.created_at_ms >= $2 AND t.created_at_ms < $3"        \
  " AND " condition " ORDER BY t.id LIMIT $6"

/* The tree that leads there soonest. */
static const char *
query_of(const char *state, const char *department)
{
  bool unclosed = *state != '\0' && strcmp(state, "closed") != 0;
  if (*department != '\0')
    return unclosed ? ROWS("t.department = $5 AND t.state = $4"
                           " AND t.state <> 'closed'")
                    : ROWS("t.department = $5 AND ($4 = '' OR t.state = $4)");
  return unclosed ? ROWS("t.state = $4 AND t.state <> 'closed' AND $5 = ''")
                  : ROWS("($4 = '' OR t.state = $4) AND $5 = ''");
}

/* Ids rise with time: what came before the first day is not looked at. */
static Id
begin_of(const RequestCall *call, int64_t from_ms)
{
  Id begin = {.text = ""};
  const char *after = text(call, "after");
  if (*after != '\0')
    g_strlcpy(begin.text, after, sizeof begin.text);
  else if (from_ms > DAY_MS)
    begin = id_new(from_ms - DAY_MS);
  return begin;
}

static bool
run(RequestCall *call, GError **error)
{
  const char *state = text(call, "state");
  const char *department = text(call, "department");
  int64_t from_ms = moment(call, "from_ms", 0);
  StoreRows *found = store_query(
      call->digest->store, error, query_of(state, department), "tiitti",
      begin_of(call, from_ms).text, from_ms,
      moment(call, "until_ms", INT64_MAX), state, department, (int64_t)PAGE);
  json_auto_t *rows = request_rows_array(found, columns, error);
  if (rows == NULL)
    return false;
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row)
  {
    if (!add_place(call, row, error))
      return false;
    request_add_row(call, json_incref(row));
  }
  return true;
}

const Request request_export_tickets = {.name = "export.tickets", .run = run};

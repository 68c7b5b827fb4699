/* SPDX-License-Identifier: Apache-2.0
 *
 * ticket.list {state, department, limit}: tickets, newest first, without what
 * people wrote.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"number", 'n'},
    {"state", 't'},
    {"category", 't'},
    {"department", 't'},
    {"channel", 't'},
    {"created_at_ms", 'm'},
    {"changed_at_ms", 'm'},
    {"due_at_ms", 'm'},
    {"danger", 't'},
    {"id", 't'},
    {NULL, 0},
};

static bool
run(RequestCall *call, GError **error)
{
  const char *state = request_text(call, "state");
  const char *department = request_text(call, "department");
  StoreRows *rows = store_query(
      call->digest->store, error,
      /* Ids of one millisecond are in no order, numbers are. */
      "SELECT digits, state, category, department,"
      " COALESCE(origin, channel), created_at_ms,"
      " changed_at_ms, due_at_ms, danger, id FROM (SELECT * FROM ticket"
      " WHERE ($1 = '' OR state = $1) AND ($2 = '' OR department = $2)"
      " ORDER BY id DESC LIMIT $3) AS newest"
      " ORDER BY created_at_ms DESC, serial DESC",
      "tti", state == NULL ? "" : state, department == NULL ? "" : department,
      request_limit(call));
  return request_add_rows(call, rows, columns, error);
}

const Request request_ticket_list = {.name = "ticket.list", .run = run};

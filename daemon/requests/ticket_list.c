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

/* Ids of one millisecond are in no order, numbers are. */
#define ROWS(condition)                                                        \
  "SELECT digits, state, category, department, COALESCE(origin, channel),"     \
  " created_at_ms, changed_at_ms, due_at_ms, danger, id"                       \
  " FROM (SELECT * FROM ticket WHERE " condition                               \
  " ORDER BY id DESC LIMIT $3) AS newest"                                      \
  " ORDER BY created_at_ms DESC, serial DESC"

/* Nearly all are closed; each of the others has its small tree. */
static const RequestList lists[] = {
    {"", "", ROWS("$1 = '' AND $2 = ''")},
    {"closed", "", ROWS("state = $1 AND $2 = ''")},
    {"*", "", ROWS("state = $1 AND state <> 'closed' AND $2 = ''")},
    {"", "*", ROWS("department = $2 AND $1 = ''")},
    {"closed", "*", ROWS("department = $2 AND state = $1")},
    {"*", "*", ROWS("department = $2 AND state = $1 AND state <> 'closed'")},
};

static bool
run(RequestCall *call, GError **error)
{
  return request_list(call, lists, columns, error);
}

const Request request_ticket_list = {.name = "ticket.list", .run = run};

/* SPDX-License-Identifier: Apache-2.0
 *
 * inbox.list {state, limit}: messages, newest first, without content.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"id", 't'},       {"state", 't'},
    {"channel", 't'},  {"source", 't'},
    {"kind", 't'},     {"service", 't'},
    {"ticket", 'n'},   {"received_at_ms", 'm'},
    {"attempts", 'i'}, {"size_bytes", 'i'},
    {NULL, 0},
};

#define ROWS                                                                   \
  "SELECT i.id, i.state, i.channel, i.source, i.kind, i.service,"              \
  " t.digits, i.received_at_ms, i.attempts, i.size_bytes"                      \
  " FROM inbox i LEFT JOIN ticket t ON t.id = i.ticket_id"
#define NEWEST " AND $2 = '' ORDER BY i.id DESC LIMIT $3"

/* Nearly all are done; each of the others has its small tree. */
static const RequestList lists[] = {
    {"", "", ROWS " WHERE $1 = ''" NEWEST},
    {"done", "", ROWS " WHERE i.state = $1" NEWEST},
    {"discarded", "", ROWS " WHERE i.state = 'discarded' AND $1 <> ''" NEWEST},
    {"*", "",
     ROWS
     " WHERE i.state = $1 AND i.state NOT IN ('done', 'discarded')" NEWEST},
};

static bool
run(RequestCall *call, GError **error)
{
  return request_list(call, lists, columns, error);
}

const Request request_inbox_list = {.name = "inbox.list", .run = run};

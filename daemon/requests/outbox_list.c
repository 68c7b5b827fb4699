/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox.list {state, limit}: what goes out, newest first, without recipients
 * and content.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"id", 't'},        {"state", 't'},
    {"channel", 't'},   {"transport", 't'},
    {"kind", 't'},      {"ticket", 'n'},
    {"attempts", 'i'},  {"created_at_ms", 'm'},
    {"due_at_ms", 'm'}, {"status", 't'},
    {NULL, 0},
};

#define ROWS                                                                   \
  "SELECT o.id, o.state, o.channel, o.transport, o.kind, t.digits,"            \
  " o.attempts, o.created_at_ms, CASE WHEN o.state IN ('queued', "             \
  "'deferred') THEN o.due_at_ms END, o.status"                                 \
  " FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id"
#define NEWEST " AND $2 = '' ORDER BY o.id DESC LIMIT $3"
#define UNDER_WAY                                                              \
  ROWS " WHERE o.state = $1 AND o.state IN ('queued', 'deferred')" NEWEST

/* Nearly all were sent; each of the others has its small tree. */
static const RequestList lists[] = {
    {"", "", ROWS " WHERE $1 = ''" NEWEST},
    {"sent", "", ROWS " WHERE o.state = $1" NEWEST},
    {"queued", "", UNDER_WAY},
    {"deferred", "", UNDER_WAY},
    {"leased", "", ROWS " WHERE o.state = 'leased' AND $1 <> ''" NEWEST},
    {"*", "",
     ROWS " WHERE o.state = $1 AND o.state <> 'sent' AND o.state <> 'queued'"
          " AND o.state <> 'leased' AND o.state <> 'deferred'" NEWEST},
};

static bool
run(RequestCall *call, GError **error)
{
  return request_list(call, lists, columns, error);
}

const Request request_outbox_list = {.name = "outbox.list", .run = run};

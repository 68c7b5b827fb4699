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

static bool
run(RequestCall *call, GError **error)
{
  return request_list(
      call,
      "SELECT o.id, o.state, o.channel, o.transport, o.kind, t.digits,"
      " o.attempts, o.created_at_ms, CASE WHEN o.state IN ('queued', "
      "'deferred') THEN o.due_at_ms END, o.status"
      " FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id"
      " WHERE ($1 = '' OR o.state = $1) ORDER BY o.id DESC LIMIT $2",
      columns, error);
}

const Request request_outbox_list = {.name = "outbox.list", .run = run};

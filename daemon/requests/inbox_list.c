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

static bool
run(RequestCall *call, GError **error)
{
  return request_list(
      call,
      "SELECT i.id, i.state, i.channel, i.source, i.kind, i.service,"
      " t.digits, i.received_at_ms, i.attempts, i.size_bytes"
      " FROM inbox i LEFT JOIN ticket t ON t.id = i.ticket_id"
      " WHERE ($1 = '' OR i.state = $1) ORDER BY i.id DESC LIMIT $2",
      columns, error);
}

const Request request_inbox_list = {.name = "inbox.list", .run = run};

/* SPDX-License-Identifier: Apache-2.0
 *
 * stats: how many rows stand in which state.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"table", 't'}, {"state", 't'}, {"count", 'i'}, {NULL, 0}};

static bool
run(RequestCall *call, GError **error)
{
  StoreRows *rows = store_query(
      call->digest->store, error,
      "SELECT 'inbox', state, count(*) FROM inbox GROUP BY state UNION ALL"
      " SELECT 'outbox', state, count(*) FROM outbox GROUP BY state UNION ALL"
      " SELECT 'ticket', state, count(*) FROM ticket GROUP BY state",
      "");
  return request_add_rows(call, rows, columns, error);
}

const Request request_stats = {.name = "stats", .run = run};

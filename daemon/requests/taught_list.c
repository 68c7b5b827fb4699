/* SPDX-License-Identifier: Apache-2.0
 *
 * taught.list {limit}: what decisions of the desk say of the next letters of a
 * sender, newest first, without the senders.
 */
#include "daemon/admin/request.h"
#include "daemon/services/report/desk/report_taught.h"

static const RequestColumn columns[] = {
    {"id", 't'},     {"decided_at_ms", 'm'}, {"kind", 't'},
    {"ticket", 'n'}, {"organisation", 'b'},  {NULL, 0},
};

static bool
run(RequestCall *call, GError **error)
{
  Desk desk = digest_desk(call->digest);
  return request_add_rows(call,
                          report_taught_rows(&desk, request_limit(call), error),
                          columns, error);
}

const Request request_taught_list = {.name = "taught.list", .run = run};

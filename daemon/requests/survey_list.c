/* SPDX-License-Identifier: Apache-2.0
 *
 * survey.list {}: the surveys that have a row, with how many take part.
 */
#include "daemon/admin/request.h"

static const RequestColumn columns[] = {
    {"id", 't'},       {"state", 't'},        {"begun", 'i'},
    {"complete", 'i'}, {"opened_at_ms", 'm'}, {"closed_at_ms", 'm'},
    {NULL, 0},
};

static bool
run(RequestCall *call, GError **error)
{
  return request_add_rows(
      call,
      store_query(call->digest->store, error,
                  "SELECT id, state, begun, complete,"
                  " COALESCE(opened_at_ms, 0), COALESCE(closed_at_ms, 0)"
                  " FROM survey ORDER BY id LIMIT $1",
                  "i", request_limit(call)),
      columns, error);
}

const Request request_survey_list = {.name = "survey.list", .run = run};

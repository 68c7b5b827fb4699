/* SPDX-License-Identifier: Apache-2.0
 *
 * taught.forget {id}: what decisions of the desk said of a sender counts no
 * more; what was done about his letters stays done.
 */
#include "daemon/admin/request.h"
#include "daemon/services/report/desk/report_taught.h"

#define FIND                                                                   \
  "SELECT inbox_id FROM report_decision WHERE kind IS NOT NULL"                \
  " AND inbox_id >= $1 AND inbox_id < $2 LIMIT 2"

static bool
run(RequestCall *call, GError **error)
{
  Id id;
  Desk desk = digest_desk(call->digest);
  return request_find_id(call, FIND, &id, error) &&
         report_taught_forget(&desk, id.text, error) &&
         inbox_note(&call->digest->queue, id.text, "taught-forgotten",
                    request_actor(call).text, error);
}

const Request request_taught_forget = {
    .name = "taught.forget", .writes = true, .run = run};

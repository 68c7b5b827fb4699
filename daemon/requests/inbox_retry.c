/* SPDX-License-Identifier: Apache-2.0
 *
 * inbox.retry {id}: a held message is read and decided again.
 */
#include "daemon/admin/request.h"

static bool
run(RequestCall *call, GError **error)
{
  Id id;
  if (!request_find_id(call, REQUEST_FIND("inbox"), &id, error))
    return false;
  return inbox_retry(&call->digest->queue, id.text, error) &&
         inbox_note(&call->digest->queue, id.text, "retried",
                    request_actor(call).text, error);
}

const Request request_inbox_retry = {
    .name = "inbox.retry", .writes = true, .run = run};

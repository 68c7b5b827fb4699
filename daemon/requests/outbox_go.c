/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox.go: answers that were paused after an outage go out, and new ones are
 * not paused for a day.
 */
#include "daemon/admin/request.h"

#include "queue/answers.h"

static bool
run(RequestCall *call, GError **error)
{
  int count = 0;
  if (!answers_release(&call->digest->queue, request_actor(call).text, &count,
                       error))
    return false;
  request_add_row(call, json_pack("{s:i}", "released", count));
  return true;
}

const Request request_outbox_go = {
    .name = "outbox.go", .writes = true, .run = run};

/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox.go: answers that were paused after an outage go out, and new ones are
 * not paused for a day.
 */
#include "daemon/admin/request.h"

static bool
run(RequestCall *call, GError **error)
{
  int count = 0;
  if (!store_run(call->digest->store, error,
                 "DELETE FROM setting WHERE name = 'answers'", "") ||
      !outbox_release_held(&call->digest->queue, &count, error) ||
      !store_run(call->digest->store, error,
                 "INSERT INTO setting (name, value)"
                 " VALUES ('answers-released-by', $1) ON CONFLICT (name)"
                 " DO UPDATE SET value = $1",
                 "t", request_actor(call).text) ||
      !store_run(call->digest->store, error,
                 "INSERT INTO setting (name, value)"
                 " VALUES ('answers-released-at', CAST($1 AS text))"
                 " ON CONFLICT (name) DO UPDATE SET value = CAST($1 AS text)",
                 "i", call->digest->queue.now_ms))
    return false;
  request_add_row(call, json_pack("{s:i}", "released", count));
  return true;
}

const Request request_outbox_go = {
    .name = "outbox.go", .writes = true, .run = run};

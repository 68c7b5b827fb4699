/* SPDX-License-Identifier: Apache-2.0
 *
 * outbox.retry {id}: a held or failed message of ours goes out again.
 */
#include "daemon/admin/request.h"

/* Who did it stands where the outbox has no events: with what it answers. */
static bool
note(RequestCall *call, const char *id, GError **error)
{
  g_autofree char *inbox_id = NULL;
  if (!store_rows_take_text(
          store_query(call->digest->store, error,
                      "SELECT inbox_id FROM outbox WHERE id = $1", "t", id),
          &inbox_id, error))
    return false;
  g_autofree char *detail =
      g_strdup_printf("%s by %s", id, request_actor(call).text);
  return inbox_id == NULL || inbox_note(&call->digest->queue, inbox_id,
                                        "answer-retried", detail, error);
}

static bool
run(RequestCall *call, GError **error)
{
  Id id;
  return request_find_id(call, REQUEST_FIND("outbox"), &id, error) &&
         outbox_retry(&call->digest->queue, id.text, error) &&
         note(call, id.text, error);
}

const Request request_outbox_retry = {
    .name = "outbox.retry", .writes = true, .run = run};

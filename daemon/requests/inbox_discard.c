/* SPDX-License-Identifier: Apache-2.0
 *
 * inbox.discard {id}: a held message needs no answer any more.  It can be read
 * for as long as the town keeps what is held; its row stays.
 */
#include "daemon/admin/request.h"

#include <sysexits.h>

#include "daemon/digest/discarded.h"

static bool
run(RequestCall *call, GError **error)
{
  Id id;
  if (!request_find_id(call, REQUEST_FIND("inbox"), &id, error))
    return false;
  g_autoptr(InboxItem) item = inbox_load(&call->digest->queue, id.text, error);
  if (item == NULL)
    return false;
  if (item->state != INBOX_STATE_HOLD) {
    g_set_error_literal(error, REQUEST_ERROR, EX_DATAERR,
                        "only a held message can be discarded");
    return false;
  }
  InboxOutcome outcome = {.state = INBOX_STATE_DISCARDED,
                          .kind = "discarded-by-hand"};
  return inbox_finish(&call->digest->queue, item, &outcome, error) &&
         digest_plan_forgetting(call->digest, id.text, error) &&
         inbox_note(&call->digest->queue, id.text, "discarded",
                    request_actor(call).text, error);
}

const Request request_inbox_discard = {
    .name = "inbox.discard", .writes = true, .run = run};

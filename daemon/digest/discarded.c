/* SPDX-License-Identifier: Apache-2.0
 *
 * The end of what was discarded by hand.
 */
#include "daemon/digest/discarded.h"

#include "daemon/config.h"
#include "daemon/log.h"
#include "queue/agenda.h"
#include "queue/inbox.h"

#define DAY_MS INT64_C(86400000)

bool
digest_plan_forgetting(Digest *digest, const char *inbox_id, GError **error)
{
  int64_t days = digest->config->town->retention.hold_days;
  return agenda_set(&digest->queue, DISCARDED_TIMER, inbox_id,
                    digest->queue.now_ms + days * DAY_MS, error);
}

bool
digest_forget_discarded(Digest *digest, const char *inbox_id, GError **error)
{
  g_autoptr(InboxItem) item = inbox_load(&digest->queue, inbox_id, error);
  char *blob = NULL;
  if (item == NULL)
    return false;
  if (item->state != INBOX_STATE_DISCARDED)
    return true;
  if (!inbox_note(&digest->queue, inbox_id, "deleted", "discarded by hand",
                  error) ||
      !inbox_forget(&digest->queue, item, &blob, error))
    return false;
  if (blob != NULL)
    g_ptr_array_add(digest->unreadable, blob);
  log_event(LOG_INFO, "discarded-deleted", "id", inbox_id, NULL);
  return true;
}

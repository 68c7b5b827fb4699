/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of a list: letters that nobody asked for are deleted, but none
 * that nobody could have seen.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/services/report/letter/report_listed_private.h"
#include "queue/agenda.h"
#include "queue/inbox.h"

#define DAY_MS INT64_C(86400000)

enum { LOT = 200 }; /* in one transaction; the others go the next day */

/* Held, on a list, and not asked for. */
#define LISTED_STILL                                                           \
  " FROM report_listed l JOIN inbox i ON i.id = l.inbox_id"                    \
  " WHERE l.list > 0 AND l.wanted_at_ms IS NULL AND i.state = 'hold'"
/* Mails of its list. */
#define LIST_MAILS                                                             \
  "SELECT 1 FROM outbox o WHERE o.kind = 'advertising-list'"                   \
  " AND o.dedupe LIKE 'listed|' || CAST(l.list AS TEXT) || '|%'"

/* Ids (char *) of letters, owned by the caller. */
static GPtrArray *
find_letters(Desk *desk, const char *sql, int64_t sent_before_ms,
             GError **error)
{
  return store_rows_take_texts(store_query(desk->queue->store, error, sql, "ii",
                                           sent_before_ms, (int64_t)LOT),
                               error);
}

/* Its row stays without a word: its number must not be another letter's. */
static bool
blank(Desk *desk, const char *id, GError **error)
{
  g_autoptr(GBytes) none = g_bytes_new_static("", 0);
  return store_run(desk->queue->store, error,
                   "UPDATE report_listed SET sender = $2, address = $2,"
                   " subject = $2 WHERE inbox_id = $1",
                   "tb", id, none);
}

static bool
delete_one(Desk *desk, const char *id, GError **error)
{
  const InboxOutcome outcome = {.state = INBOX_STATE_DISCARDED,
                                .kind = "advertising"};
  g_autoptr(InboxItem) item = inbox_load(desk->queue, id, error);
  char *blob = NULL;
  if (item == NULL ||
      !inbox_note(desk->queue, id, "deleted", "listed, and not asked for",
                  error) ||
      !inbox_finish(desk->queue, item, &outcome, error) ||
      !inbox_forget(desk->queue, item, &blob, error))
    return false;
  if (blob != NULL)
    g_ptr_array_add(desk->unreadable, blob);
  log_event(LOG_INFO, "advertising-deleted", "message", id, "why",
            "listed, and not asked for", NULL);
  return blank(desk, id, error);
}

static bool
delete_seen(Desk *desk, GError **error)
{
  int64_t kept_ms = desk->config->town->retention.hold_days * DAY_MS;
  g_autoptr(GPtrArray) ids =
      find_letters(desk,
                   "SELECT l.inbox_id" LISTED_STILL " AND EXISTS (" LIST_MAILS
                   " AND o.state IN ('sent', 'delivered')"
                   " AND o.finished_at_ms <= $1)"
                   " ORDER BY l.inbox_id LIMIT $2",
                   desk->now_ms - kept_ms, error);
  bool ok = ids != NULL;
  for (guint i = 0; ok && i < ids->len; i++)
    ok = delete_one(desk, ids->pdata[i], error);
  return ok;
}

/* No mail of the list got out, or will: nobody saw them.  They keep its number,
 * below 0, for no list may have it again. */
static bool
list_again(Desk *desk, GError **error)
{
  g_autoptr(GPtrArray) ids = find_letters(
      desk,
      "SELECT l.inbox_id" LISTED_STILL " AND NOT EXISTS (" LIST_MAILS
      " AND o.state NOT IN ('failed', 'expired', 'cancelled',"
      " 'suppressed') AND o.created_at_ms <= $1)"
      " ORDER BY l.inbox_id LIMIT $2",
      desk->now_ms, error);
  if (ids == NULL)
    return false;
  for (guint i = 0; i < ids->len; i++)
    if (!store_run(desk->queue->store, error,
                   "UPDATE report_listed SET list = -list WHERE inbox_id = $1",
                   "t", (const char *)ids->pdata[i]))
      return false;
  return ids->len == 0 ||
         agenda_set(desk->queue, REPORT_LISTED_TIMER, LISTED_SUBJECT,
                    listed_next_ms(desk), error);
}

bool
report_listed_plan(Desk *desk, GError **error)
{
  int64_t listed = 0, set = 0;
  return store_get_int64(desk->queue->store, &listed, error,
                         "SELECT count(*)" LISTED_STILL, "") &&
         store_get_int64(desk->queue->store, &set, error,
                         "SELECT count(*) FROM agenda WHERE kind = $1"
                         " AND state = 'waiting'",
                         "t", REPORT_LISTED_CLEAR_TIMER) &&
         (listed == 0 || set > 0 ||
          agenda_set(desk->queue, REPORT_LISTED_CLEAR_TIMER, LISTED_SUBJECT,
                     desk->now_ms + DAY_MS, error));
}

bool
report_listed_clear(Desk *desk, GError **error)
{
  return delete_seen(desk, error) && list_again(desk, error) &&
         report_listed_plan(desk, error);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * After an outage of more than a day many confirmations would go at once: a
 * person looks first.  What came late within a day counts, decided or not: a
 * slow server fills the inbox no faster than it is emptied.
 */
#include "daemon/digest/decide_private.h"
#include "daemon/log.h"
#include "queue/answers.h"
#include "queue/spool.h"

/* How many mails lie in the spool still; only some are imported each turn. */
static bool
count_spooled(const Digest *digest, int64_t *inout_waiting, GError **error)
{
  g_autofree char *folder = g_build_filename(digest->spool_in, "mailbox", NULL);
  g_autoptr(GPtrArray) names =
      spool_list(folder, DIGEST_PAUSE_WAITING + 1, error);
  if (names == NULL)
    return false;
  *inout_waiting += names->len;
  return true;
}

bool
decide_pause_answers(Digest *digest, const GPtrArray *items, GError **error)
{
  const InboxItem *oldest = items->pdata[0];
  int64_t now_ms = digest->queue.now_ms;
  bool is_late =
      !oldest->adopted && now_ms - oldest->received_at_ms >= DIGEST_LATE_MS;
  bool settled = false;
  if (!is_late)
    return true;
  if (!answers_are_settled(&digest->queue, now_ms - DIGEST_LATE_MS, &settled,
                           error) ||
      settled)
    return settled;
  Id since = id_new(now_ms - DIGEST_LATE_MS);
  int64_t late = 0;
  if (!store_get_int64(digest->store, &late, error,
                       "SELECT count(*) FROM inbox WHERE id > $1"
                       " AND NOT adopted AND imported_at_ms - received_at_ms"
                       " >= $2",
                       "ti", since.text, (int64_t)DIGEST_LATE_MS) ||
      !count_spooled(digest, &late, error))
    return false;
  if (late <= DIGEST_PAUSE_WAITING)
    return true;
  log_event(LOG_ERR, "answers-paused", "late", log_number(late).text, "next",
            "bote outbox go", NULL);
  return answers_pause(&digest->queue, error);
}

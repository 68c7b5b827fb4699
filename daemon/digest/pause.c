/* SPDX-License-Identifier: Apache-2.0
 *
 * After an outage of more than a day many confirmations would go at once: a
 * person looks first.  What came late within a day counts, decided or not: a
 * slow server fills the inbox no faster than it is emptied.
 */
#include "daemon/digest/decide_private.h"
#include "daemon/log.h"
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

/* Were answers paused already, or let go within the last day? */
static bool
is_settled(Digest *digest, bool *out_is, GError **error)
{
  int64_t count = 0;
  if (!store_get_int64(digest->store, &count, error,
                       "SELECT count(*) FROM setting WHERE name = 'answers'"
                       " OR (name = 'answers-released-at'"
                       " AND CAST(value AS bigint) > $1)",
                       "i", digest->queue.now_ms - DIGEST_LATE_MS))
    return false;
  *out_is = count > 0;
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
  if (!is_settled(digest, &settled, error) || settled)
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
  return store_run(digest->store, error,
                   "INSERT INTO setting (name, value)"
                   " VALUES ('answers', 'paused')",
                   "");
}

bool
decide_answers_paused(Digest *digest, bool *out_paused, GError **error)
{
  int64_t paused = 0;
  if (!store_get_int64(digest->store, &paused, error,
                       "SELECT count(*) FROM setting WHERE name = 'answers'"
                       " AND value = 'paused'",
                       ""))
    return false;
  *out_paused = paused != 0;
  return true;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages whose transport is no longer in bote.yaml: nobody would ever hand
 * them out, and nobody would be told before they expire.
 */
#include <string.h>

#include "daemon/config.h"
#include "daemon/digest/digest.h"
#include "daemon/log.h"

static bool
adopt(Digest *digest, const char *channel, const char *gone, GError **error)
{
  if (strcmp(channel, "mail") != 0) {
    log_event(LOG_WARNING, "channel-gone", "channel", gone, "next",
              "its messages wait until they expire, or until bote.yaml has it "
              "again",
              NULL);
    return true;
  }
  const char *now = settings_mail_transport(digest->config->settings)->name;
  log_event(LOG_NOTICE, "transport-gone", "transport", gone, "next",
            "its mails go by another", "by", now, NULL);
  return store_run(digest->store, error,
                   "UPDATE outbox SET transport = $2 WHERE transport = $1"
                   " AND channel = 'mail'"
                   " AND state IN ('queued', 'deferred', 'hold')",
                   "tt", gone, now);
}

/* Pairs of channel and transport that are not in `names`; ended by NULL. */
static GStrv
find_gone(Digest *digest, const GPtrArray *names, GError **error)
{
  g_autoptr(GStrvBuilder) gone = g_strv_builder_new();
  g_autoptr(StoreRows) rows =
      store_query(digest->store, error,
                  "SELECT DISTINCT channel, transport FROM outbox"
                  " WHERE state IN ('queued', 'deferred') ORDER BY 1, 2",
                  "");
  if (rows == NULL)
    return NULL;
  while (store_rows_next(rows, error)) {
    g_autofree char *channel = store_rows_dup_text(rows, 0);
    g_autofree char *transport = store_rows_dup_text(rows, 1);
    if (g_ptr_array_find_with_equal_func((GPtrArray *)names, transport,
                                         g_str_equal, NULL))
      continue;
    g_strv_builder_add(gone, channel);
    g_strv_builder_add(gone, transport);
  }
  return store_rows_ok(rows) ? g_strv_builder_end(gone) : NULL;
}

bool
digest_adopt_orphans(Digest *digest, GError **error)
{
  g_autoptr(GPtrArray) names = digest_transports(digest);
  digest_begin(digest);
  g_auto(GStrv) gone = find_gone(digest, names, error);
  if (gone == NULL || gone[0] == NULL)
    return gone != NULL;
  bool ok = store_begin(digest->store, error);
  for (size_t i = 0; ok && gone[i] != NULL; i += 2)
    ok = adopt(digest, gone[i], gone[i + 1], error);
  ok = ok && store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok;
}

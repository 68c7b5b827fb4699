/* SPDX-License-Identifier: Apache-2.0
 *
 * Counts an attempt for each message, committed before it is made: what ends
 * its reader, or us, three times is held.  A power failure is no message's
 * fault, so the count need not outlast one.
 */
#include <string.h>

#include "daemon/digest/decide_private.h"

/* Count an attempt for each message; the fourth one is not made.  An attempt
 * that a full disk ended was counted already. */
static bool
begin_attempts(Digest *digest, GPtrArray *items, GError **error)
{
  for (guint i = 0; i < items->len;) {
    InboxItem *item = items->pdata[i];
    if (digest->spared && item->state == INBOX_STATE_ACTIVE) {
      i++;
      continue;
    }
    if (item->attempts >= INBOX_ATTEMPTS_MAX) {
      /* It killed its reader, or us, three times. */
      if (!decide_hold(digest, item, "reader-died",
                       "three attempts did not end", error))
        return false;
      g_ptr_array_remove_index(items, i);
      continue;
    }
    if (!inbox_begin(&digest->queue, item, error))
      return false;
    i++;
  }
  return true;
}

bool
digest_count_next(Digest *digest, GError **error)
{
  g_assert(store_in_transaction(digest->store));
  if (digest->counted != NULL)
    return true;
  g_autoptr(GPtrArray) items =
      inbox_waiting(&digest->queue, INBOX_STATE_INCOMING, DIGEST_LOT, error);
  if (items == NULL || !begin_attempts(digest, items, error))
    return false;
  if (items->len > 0)
    digest->counted = g_steal_pointer(&items);
  return true;
}

bool
decide_count_behind(Digest *digest, GPtrArray *items, guint from,
                    GError **error)
{
  bool ok =
      items->len - from > DIGEST_LOT / 2 || digest_count_next(digest, error);
  if (!ok || from == items->len)
    return ok;
  if (digest->counted == NULL)
    digest->counted =
        g_ptr_array_new_with_free_func((GDestroyNotify)inbox_item_free);
  for (guint i = 0; from < items->len; i++)
    g_ptr_array_insert(digest->counted, (int)i,
                       g_ptr_array_steal_index(items, from));
  return true;
}

void
digest_uncount(Digest *digest)
{
  g_clear_pointer(&digest->counted, g_ptr_array_unref);
}

static bool
is_counted(const Digest *digest, const InboxItem *item)
{
  for (guint i = 0; digest->counted != NULL && i < digest->counted->len; i++) {
    const InboxItem *next = digest->counted->pdata[i];
    if (strcmp(next->id.text, item->id.text) == 0)
      return true;
  }
  return false;
}

/* Keep the first active message that is not of the next lot. */
static GPtrArray *
left_behind(Digest *digest, GError **error)
{
  guint next = digest->counted == NULL ? 0 : digest->counted->len;
  g_autoptr(GPtrArray) items =
      inbox_waiting(&digest->queue, INBOX_STATE_ACTIVE, next + 1, error);
  if (items == NULL)
    return NULL;
  while (items->len > 0 && is_counted(digest, items->pdata[0]))
    g_ptr_array_remove_index(items, 0);
  if (items->len > 1)
    g_ptr_array_set_size(items, 1);
  return g_steal_pointer(&items);
}

GPtrArray *
decide_left_behind(Digest *digest, bool *out_worked, GError **error)
{
  if (digest->none_left)
    return g_ptr_array_new();
  g_autoptr(GPtrArray) items = left_behind(digest, error);
  digest->none_left = items != NULL && items->len == 0;
  if (items == NULL || items->len == 0)
    return g_steal_pointer(&items);
  *out_worked = true; /* also when it is only held: others may be behind it */
  bool ok = store_begin_unsynced(digest->store, error) &&
            begin_attempts(digest, items, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  return ok ? g_steal_pointer(&items) : NULL;
}

bool
decide_count_first(Digest *digest, GError **error)
{
  if (digest->counted != NULL)
    return true;
  bool ok = store_begin_unsynced(digest->store, error) &&
            digest_count_next(digest, error) &&
            store_commit(digest->store, error);
  store_rollback(digest->store);
  if (!ok)
    digest_uncount(digest);
  return ok;
}

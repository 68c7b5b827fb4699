/* SPDX-License-Identifier: Apache-2.0
 *
 * Transactions and savepoints, and when they wait for the disk.
 */
#include "queue/store_private.h"

enum {
  /* The WAL is copied back when it is this long (64 MiB of 4 KiB pages) and
   * nobody did it while idle: each time costs three syncs, and writes pages
   * that change again; recovery after a crash takes a second on a hard disk. */
  WAL_PAGES_MAX = 16384,
};

/* Commits wait for the disk unless they are asked not to. */
static void
wait_again(Store *store)
{
  if (!store->unsynced_commit)
    return;
  store->unsynced_commit = false;
  if (sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL) !=
      SQLITE_OK)
    store->failed = true; /* else others would be told of what may be lost */
}

bool
store_begin(Store *store, GError **error)
{
  g_assert(!store->in_transaction);
  /* Deferred transactions may fail in the middle with BUSY. */
  const char *sql =
      store->mode == STORE_MODE_READ ? "BEGIN" : "BEGIN IMMEDIATE";
  store->in_transaction = store_run(store, error, sql, "");
  return store->in_transaction;
}

bool
store_begin_unsynced(Store *store, GError **error)
{
  g_assert(!store->in_transaction);
  store->unsynced_commit =
      store_script(store, "PRAGMA synchronous = NORMAL", error);
  if (store->unsynced_commit && store_begin(store, error))
    return true;
  wait_again(store);
  return false;
}

void
store_before_commit(Store *store, StoreHook hook, void *user)
{
  store->before_commit = hook;
  store->hook_user = user;
}

bool
store_commit(Store *store, GError **error)
{
  g_assert(store->in_transaction);
  if ((store->before_commit != NULL &&
       !store->before_commit(store->hook_user, error)) ||
      !store_run(store, error, "COMMIT", "")) {
    store_rollback(store);
    return false;
  }
  store->in_transaction = false;
  wait_again(store);
  /* The commit stands whatever becomes of the checkpoint; a failed sync shows
   * at the next transaction, which is refused. */
  if (store->wal_pages >= WAL_PAGES_MAX)
    (void)store_checkpoint(store, false, NULL);
  return true;
}

void
store_rollback(Store *store)
{
  store->in_transaction = false;
  if (store->db == NULL)
    return;
  /* Never fails for want of space; what is left is undone by recovery. */
  if (!sqlite3_get_autocommit(store->db))
    (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  wait_again(store);
}

bool
store_sync(Store *store, GError **error)
{
  g_assert(!store->in_transaction);
  if (!store->unsynced)
    return true;
  if (!store_may_go_on(store, error))
    return false;
  sqlite3_file *wal = NULL;
  int code = sqlite3_file_control(store->db, "main",
                                  SQLITE_FCNTL_JOURNAL_POINTER, &wal);
  if (code == SQLITE_OK)
    code = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK)
    return store_fail(store, code, "sync", error);
  store->unsynced = false;
  return true;
}

bool
store_in_transaction(const Store *store)
{
  return store->in_transaction;
}

bool
store_savepoint(Store *store, GError **error)
{
  g_assert(store->in_transaction);
  return store_run(store, error, "SAVEPOINT item", "");
}

bool
store_savepoint_release(Store *store, GError **error)
{
  return store_run(store, error, "RELEASE SAVEPOINT item", "");
}

void
store_savepoint_rollback(Store *store)
{
  if (sqlite3_get_autocommit(store->db))
    return; /* the whole transaction is gone; the next statement says so */
  bool ok = store_run(store, NULL, "ROLLBACK TO SAVEPOINT item", "") &&
            store_run(store, NULL, "RELEASE SAVEPOINT item", "");
  g_assert(ok || store->failed);
}

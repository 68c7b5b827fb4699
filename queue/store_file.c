/* SPDX-License-Identifier: Apache-2.0
 *
 * Work on the database file as a whole: copy, checkpoint, verification.
 */
#include "queue/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "queue/fd.h"
#include "queue/fs.h"

/* A checkpoint that readers held up is no failure: it is done next time. */
bool
store_checkpoint(Store *store, bool truncate, GError **error)
{
  g_assert(store->mode != STORE_MODE_READ && !store->in_transaction);
  int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, NULL, NULL);
  if (code == SQLITE_OK || (!truncate && (code & 0xff) == SQLITE_BUSY)) {
    store->wal_pages = 0; /* the next commit tells the length anew */
    return true;
  }
  return store_fail(store, code, "checkpoint", error);
}

/* --- copy --- */

/* An empty file with our mode, so that the copy is never readable by others. */
static bool
make_private(const char *path, GError **error)
{
  auto_fd int fd =
      open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0)
    return true;
  g_set_error(error, STORE_ERROR,
              errno == ENOSPC ? STORE_ERROR_FULL : STORE_ERROR_IO, "copy: %s",
              g_strerror(errno));
  return false;
}

static bool
copy_pages(Store *store, const char *to_path, GError **error)
{
  g_autoptr(sqlite3) target = NULL;
  int code = sqlite3_open_v2(to_path, &target,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    return store_fail(store, code, "open the copy", error);
  sqlite3_extended_result_codes(target, 1);
  sqlite3_backup *backup =
      sqlite3_backup_init(target, "main", store->db, "main");
  if (backup == NULL)
    return store_fail(store, sqlite3_extended_errcode(target), "copy", error);
  code = sqlite3_backup_step(backup, -1);
  int finished = sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE && finished == SQLITE_OK)
    return true;
  return store_fail(store, code == SQLITE_DONE ? finished : code, "copy",
                    error);
}

/* Whole and durable under its name, or not there. */
static bool
publish(const char *part, const char *to_path, GError **error)
{
  auto_fd int fd = fs_open_read(part, error);
  g_autofree char *folder = g_path_get_dirname(to_path);
  return fd >= 0 && fs_sync(fd, error) && fs_rename(part, to_path, error) &&
         fs_sync_folder(folder, error);
}

bool
store_copy(Store *store, const char *to_path, GError **error)
{
  g_assert(!store->in_transaction);
  g_autofree char *part = g_strconcat(to_path, ".part", NULL);
  if (!make_private(part, error))
    return false;
  if (copy_pages(store, part, error) && publish(part, to_path, error))
    return true;
  (void)fs_unlink(part, NULL); /* the next copy overwrites a leftover */
  return false;
}

/* --- verification --- */

bool
store_has_table(Store *store, const char *name, bool *out_exists,
                GError **error)
{
  return store_get_bool(store, out_exists, error,
                        "SELECT count(*) FROM sqlite_schema "
                        "WHERE type = 'table' AND name = $1",
                        "t", name);
}

bool
store_verify(Store *store, GError **error)
{
  g_autoptr(StoreRows) rows =
      store_query(store, error, "PRAGMA integrity_check(1)", "");
  if (rows == NULL)
    return false;
  bool has_row = store_rows_next(rows, error);
  if (!store_rows_ok(rows))
    return false;
  if (!has_row || strcmp(store_rows_text(rows, 0), "ok") != 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT, "integrity: %s",
                has_row ? store_rows_text(rows, 0) : "no answer");
    return false;
  }
  int64_t dangling = 0;
  if (!store_get_int64(store, &dangling, error,
                       "SELECT count(*) FROM pragma_foreign_key_check", ""))
    return false;
  if (dangling == 0)
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
              "%" G_GINT64_FORMAT " rows refer to rows that do not exist",
              dangling);
  return false;
}

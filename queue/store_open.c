/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening and closing a database file, the settings that durability and
 * erasure depend on, and what SQLite's result codes mean to callers.
 */
#include "queue/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "queue/fd.h"
#include "queue/fs.h"

enum {
  BUSY_TIMEOUT_MS = 5000, /* a foreign tool may look into the file */
  /* Its owner writes row by row; who asks us, like deliver, has other work. */
  GUEST_TIMEOUT_MS = 500,
};

/* A setting that must hold; `expected` is what reading it back gives. */
typedef struct Setting {
  const char *set;
  const char *get;
  const char *expected;
} Setting;

static const Setting write_settings[] = {
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"},
    /* With WAL, NORMAL loses acknowledged commits when power fails. */
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    /* Temporary tables hold citizens' words: never on disk. */
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    /* 8 MiB hold the inner pages of all trees of a million tickets, and a
     * turn's letters between import and decision. */
    {"PRAGMA cache_size = -8192", "PRAGMA cache_size", "-8192"},
    /* Checkpoints happen where the writer chooses, see store_commit(). */
    {"PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", "0"},
    {NULL, NULL, NULL}};

static const Setting read_settings[] = {
    {"PRAGMA query_only = ON", "PRAGMA query_only", "1"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {NULL, NULL, NULL}};

/* What concerns the connection alone, never the file. */
static const Setting guest_settings[] = {
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {NULL, NULL, NULL}};

static const Setting *const mode_settings[] = {
    [STORE_MODE_WRITE] = write_settings,
    [STORE_MODE_READ] = read_settings,
    [STORE_MODE_PUBLISH] = write_settings,
    [STORE_MODE_GUEST] = guest_settings,
};

/* Are we the one writer of this file? */
static bool
is_owner(StoreMode mode)
{
  return mode == STORE_MODE_WRITE || mode == STORE_MODE_PUBLISH;
}

/* Result codes and what the caller can do; the extended code is tried first.
 * What is not listed is STORE_ERROR_IO: the safe end, exit. */
static const struct {
  int code;
  StoreError error;
} meanings[] = {
    {SQLITE_BUSY, STORE_ERROR_BUSY},
    {SQLITE_LOCKED, STORE_ERROR_BUSY},
    {SQLITE_PROTOCOL, STORE_ERROR_BUSY},
    {SQLITE_FULL, STORE_ERROR_FULL},
    /* The -shm file could not grow, which only a full disk explains. */
    {SQLITE_IOERR_SHMSIZE, STORE_ERROR_FULL},
    {SQLITE_CORRUPT, STORE_ERROR_CORRUPT},
    {SQLITE_NOTADB, STORE_ERROR_CORRUPT},
    {SQLITE_CONSTRAINT_UNIQUE, STORE_ERROR_CONFLICT},
    {SQLITE_CONSTRAINT_PRIMARYKEY, STORE_ERROR_CONFLICT},
    {SQLITE_CONSTRAINT_ROWID, STORE_ERROR_CONFLICT},
    {SQLITE_CONSTRAINT_FOREIGNKEY, STORE_ERROR_MISSING},
    {SQLITE_CONSTRAINT, STORE_ERROR_INVALID},
    {SQLITE_MISMATCH, STORE_ERROR_INVALID},
    {SQLITE_TOOBIG, STORE_ERROR_INVALID},
    {SQLITE_ERROR, STORE_ERROR_INVALID},
};

static StoreError
meaning_of(int code)
{
  for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++)
    if (meanings[i].code == code)
      return meanings[i].error;
  for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++)
    if (meanings[i].code == (code & 0xff))
      return meanings[i].error;
  return STORE_ERROR_IO;
}

bool
store_fail(Store *store, int code, const char *what, GError **error)
{
  g_assert(code != SQLITE_MISUSE && code != SQLITE_RANGE);
  g_assert(code != SQLITE_NOMEM);
  StoreError meaning = meaning_of(code);
  /* The kernel may drop dirty pages after a failed sync, so that a second one
   * succeeds without them (reliability of fsync on Linux): never go on. */
  if (meaning == STORE_ERROR_IO)
    store->failed = true;
  store->lost_to = meaning;
  g_set_error(error, STORE_ERROR, meaning, "%s: %s (%d)", what,
              sqlite3_errstr(code), code);
  return false;
}

/* Take the writer's lock for as long as the descriptor lives; -1 on failure. */
static int
take_lock(const char *lock_path, GError **error)
{
  auto_fd int fd =
      open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "lock file: %s",
                g_strerror(errno));
    return -1;
  }
  if (flock(fd, LOCK_EX | LOCK_NB) == 0)
    return fd_steal(&fd);
  g_set_error(error, STORE_ERROR,
              errno == EWOULDBLOCK ? STORE_ERROR_BUSY : STORE_ERROR_IO,
              "another process is the writer of this store");
  return -1;
}

/* SQLite 3.40 syncs the folder of a new write-ahead log and ignores whether
 * that failed (unixSync in os_unix.c); so it is done here, once the log
 * exists. */
static bool
sync_folder_of(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  return fs_sync_folder(folder, error);
}

/* Create the file ourselves: SQLite gives -wal and -shm the mode of the
 * database, whatever the umask is.  And it never syncs the folder for the
 * database itself: without that, power loss could take the whole file. */
static bool
create_file(const char *path, mode_t mode, GError **error)
{
  auto_fd int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0 || fchmod(fd, mode) != 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "database file: %s",
                g_strerror(errno));
    return false;
  }
  return sync_folder_of(path, error);
}

/* The first column of the first row as text. */
static char *
read_setting(sqlite3 *db, const char *sql)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK ||
      sqlite3_step(stmt) != SQLITE_ROW)
    return NULL;
  return g_strdup((const char *)sqlite3_column_text(stmt, 0));
}

static bool
apply_setting(Store *store, const Setting *setting, GError **error)
{
  int code = sqlite3_exec(store->db, setting->set, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return store_fail(store, sqlite3_extended_errcode(store->db), setting->set,
                      error);
  g_autofree char *value = read_setting(store->db, setting->get);
  if (g_strcmp0(value, setting->expected) == 0)
    return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s does not hold",
              setting->set);
  return false;
}

static bool
apply_settings(Store *store, GError **error)
{
  for (const Setting *settings = mode_settings[store->mode];
       settings->set != NULL; settings++)
    if (!apply_setting(store, settings, error))
      return false;
  return true;
}

static int
remember_wal(void *data, sqlite3 *db, const char *name, int pages)
{
  Store *store = data;
  (void)db;   /* there is one */
  (void)name; /* always "main" */
  store->wal_pages = pages;
  store->unsynced = store->unsynced_commit; /* a sync covers the whole file */
  return SQLITE_OK;
}

/* Options of the connection that are not pragmas. */
static void
configure(Store *store)
{
  sqlite3 *db = store->db;
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, store->mode == STORE_MODE_GUEST ? GUEST_TIMEOUT_MS
                                                           : BUSY_TIMEOUT_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* "name" is never a string, as in PostgreSQL. */
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (store->mode == STORE_MODE_READ)
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

/* Readers with another user need -wal and -shm to stay, and a short WAL. */
static bool
keep_wal(Store *store, GError **error)
{
  int on = 1;
  int code =
      sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
  if (code != SQLITE_OK)
    return store_fail(store, code, "keep WAL", error);
  return store_script(store, "PRAGMA journal_size_limit = 0", error);
}

static void
statement_free(void *data)
{
  StoreStatement *statement = data;
  g_assert(!statement->in_use);
  (void)sqlite3_finalize(statement->stmt); /* repeats a reported failure */
  g_free(statement);
}

static bool
open_database(Store *store, const char *path, GError **error)
{
  int flags = store->mode == STORE_MODE_READ ? SQLITE_OPEN_READONLY
                                             : SQLITE_OPEN_READWRITE;
  int code =
      sqlite3_open_v2(path, &store->db,
                      flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    return store_fail(store, code, "open", error);
  configure(store);
  if (!apply_settings(store, error))
    return false;
  if (!is_owner(store->mode))
    return true;
  if (!sync_folder_of(path, error))
    return false;
  /* After the settings: wal_autocheckpoint removes the hook. */
  sqlite3_wal_hook(store->db, remember_wal, store);
  return store->mode != STORE_MODE_PUBLISH || keep_wal(store, error);
}

/* The lock first: a second writer must not even touch the WAL. */
static bool
prepare_files(Store *store, const char *path, const char *lock_path,
              GError **error)
{
  if (!is_owner(store->mode)) {
    if (access(path, F_OK) == 0)
      return true;
    g_set_error(error, STORE_ERROR, STORE_ERROR_MISSING,
                "the database does not exist yet");
    return false;
  }
  store->lock_fd = take_lock(lock_path, error);
  mode_t mode = store->mode == STORE_MODE_PUBLISH ? 0640 : 0600;
  return store->lock_fd >= 0 && create_file(path, mode, error);
}

Store *
store_open(const char *path, const char *lock_path, StoreMode mode,
           GError **error)
{
  /* Nobody asks how much memory is in use; counting takes a lock at each
   * allocation.  Only before the first connection of the process. */
  (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  g_assert(is_owner(mode) == (lock_path != NULL));
  g_autoptr(Store) store = g_new0(Store, 1);
  store->mode = mode;
  store->lock_fd = -1;
  store->statements = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
                                            statement_free);
  if (!prepare_files(store, path, lock_path, error) ||
      !open_database(store, path, error))
    return NULL;
  return g_steal_pointer(&store);
}

void
store_close(Store *store)
{
  if (store == NULL)
    return;
  store_rollback(store);
  g_hash_table_unref(store->statements);
  int code = sqlite3_close(store->db);
  g_assert(code == SQLITE_OK); /* else a statement is left open */
  /* Only now may another writer come: closing checkpoints. */
  fd_close(&store->lock_fd);
  g_free(store);
}

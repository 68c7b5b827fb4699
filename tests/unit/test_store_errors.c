/* SPDX-License-Identifier: Apache-2.0
 *
 * The store when the world misbehaves: other writers, full and broken disks,
 * failing syncs, rows the schema refuses.
 */
#include "queue/store.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/crash_vfs.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  char *path, *lock_path;
  CrashVfs *vfs; /* NULL: the real disk */
  Store *store;
} Fixture;

static const char sql_insert[] = "INSERT INTO t(b) VALUES($1)";
static const char sql_count[] = "SELECT count(*) FROM t";

static Store *
open_store(Fixture *f, GError **error)
{
  return store_open(f->path, f->lock_path, STORE_MODE_WRITE, error);
}

static void
set_up(Fixture *f, gconstpointer on_crash_vfs)
{
  f->scratch = scratch_new();
  f->path = scratch_path(f->scratch, "bote.db");
  f->lock_path = scratch_path(f->scratch, "store.lock");
  f->vfs = on_crash_vfs != NULL ? crash_vfs_new(1) : NULL;
  f->store = open_store(f, NULL);
  g_assert_nonnull(f->store);
  g_assert_true(store_run(f->store, NULL, "CREATE TABLE t(b BLOB)", ""));
}

static void
tear_down(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  store_close(f->store);
  crash_vfs_free(f->vfs);
  scratch_free(f->scratch);
  g_free(f->path);
  g_free(f->lock_path);
}

static void
reopen(Fixture *f)
{
  store_close(f->store);
  f->store = open_store(f, NULL);
  g_assert_nonnull(f->store);
}

static bool
insert(Store *store, size_t size, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take(g_malloc0(size), size);
  return store_run(store, error, sql_insert, "b", bytes);
}

static bool
insert_commit(Store *store, size_t size, GError **error)
{
  if (!store_begin(store, error))
    return false;
  if (insert(store, size, error))
    return store_commit(store, error);
  store_rollback(store);
  return false;
}

static int64_t
count(Store *store)
{
  int64_t n = -1;
  g_assert_true(store_get_int64(store, &n, NULL, sql_count, ""));
  return n;
}

static void
test_store_errors_second_writer(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_null(open_store(f, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_BUSY);
  g_assert_true(insert_commit(f->store, 1, NULL)); /* the first is untouched */
  reopen(f); /* and the lock goes with it */
}

/* Takes the busy timeout: 5 s. */
static void
test_store_errors_foreign_tool_locks(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  sqlite3 *tool = NULL;
  g_assert_cmpint(sqlite3_open(f->path, &tool), ==, SQLITE_OK);
  sqlite3_exec(tool, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  g_assert_false(insert_commit(f->store, 1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_BUSY);
  sqlite3_exec(tool, "COMMIT", NULL, NULL, NULL);
  g_assert_true(insert_commit(f->store, 1, NULL));
  sqlite3_close(tool);
}

static void
test_store_errors_where_it_cannot_be(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autofree char *missing = scratch_path(f->scratch, "no/bote.db");
  g_autofree char *lock = scratch_path(f->scratch, "other.lock");
  g_autofree char *link = scratch_path(f->scratch, "link.db");
  g_assert_cmpint(symlink(f->path, link), ==, 0);
  const struct {
    const char *path, *lock_path;
  } rows[] = {
      {missing, lock},                /* no folder */
      {"/proc/self/bote.db", lock},   /* nobody may write there */
      {f->scratch->folder, lock},     /* a folder */
      {link, lock},                   /* a link: somebody else's choice */
      {f->path, f->scratch->folder},  /* no lock file */
      {f->path, "/proc/self/a.lock"}, /* the same */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(
        store_open(rows[i].path, rows[i].lock_path, STORE_MODE_WRITE, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
  }
}

static void
test_store_errors_nothing_to_read(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(f->scratch, "none.db");
  g_assert_null(store_open(path, NULL, STORE_MODE_READ, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_MISSING);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

/* A VFS without shared memory cannot do WAL: a setting that does not hold. */
static void
test_store_errors_setting_does_not_hold(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(f->scratch, "other.db");
  g_autofree char *lock = scratch_path(f->scratch, "other.lock");
  sqlite3_vfs *before = sqlite3_vfs_find(NULL);
  sqlite3_vfs_register(sqlite3_vfs_find("unix-none"), 1);
  g_assert_null(store_open(path, lock, STORE_MODE_WRITE, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
  g_assert_nonnull(strstr(error->message, "WAL"));
  sqlite3_vfs_register(before, 1);
}

static void
test_store_errors_disk_full_then_free(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  g_autoptr(GError) error = NULL;
  g_assert_true(insert_commit(f->store, 1, NULL));
  crash_vfs_limit(f->vfs, 400000);
  while (insert_commit(f->store, 20000, &error))
    ;
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
  int64_t before = count(f->store);
  g_assert_cmpint(before, >, 1);
  g_clear_error(&error);
  g_assert_false(insert_commit(f->store, 20000, &error)); /* still full */
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
  crash_vfs_limit(f->vfs, 0);
  g_assert_true(insert_commit(f->store, 20000, NULL));
  g_assert_cmpint(count(f->store), ==, before + 1);
  g_assert_true(store_verify(f->store, NULL));
}

/* Half a transaction must not go on as single commits. */
static void
test_store_errors_lost_transaction_is_over(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(store_begin(f->store, NULL));
  g_assert_true(insert(f->store, 1, NULL));
  /* What the engine does by itself when space runs out in the middle. */
  g_assert_true(store_run(f->store, NULL, "ROLLBACK", ""));
  g_assert_false(insert(f->store, 1, &error));
  g_assert_nonnull(error);
  g_assert_false(store_commit(f->store, NULL));
  g_assert_false(store_in_transaction(f->store));
  g_assert_cmpint(count(f->store), ==, 0);
  g_assert_true(insert_commit(f->store, 1, NULL));
}

/* For each sync in turn: what failed is not acknowledged, nothing is tried
 * again, and what was acknowledged before is there after the restart. */
static void
test_store_errors_each_sync_fails_once(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  int64_t acknowledged = 0;
  int failures = 0;
  for (int n = 1; n <= 20; n++) {
    g_autoptr(GError) error = NULL;
    crash_vfs_fail_sync(f->vfs, n);
    for (int i = 0; i < 10 && error == NULL; i++) {
      acknowledged += insert_commit(f->store, 3000, &error);
      if (error == NULL && i % 3 == 2)
        (void)store_checkpoint(f->store, false, &error); /* see `error` */
    }
    if (error != NULL) {
      failures++;
      g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
      g_clear_error(&error);
      g_assert_false(insert_commit(f->store, 1, &error)); /* final */
      g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
    }
    crash_vfs_fail_sync(f->vfs, 0);
    reopen(f);
    int64_t there = count(f->store);
    /* One more may have reached the disk before its sync failed. */
    g_assert_cmpint(there, >=, acknowledged);
    g_assert_cmpint(there, <=, acknowledged + 1);
    acknowledged = there;
  }
  g_assert_cmpint(failures, >=, 10);
}

/* A sync that failed is final, also one that was put off. */
static void
test_store_errors_late_sync_fails(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  g_autoptr(GError) error = NULL;
  g_assert_true(insert_commit(f->store, 1, NULL)); /* the folder is synced */
  g_assert_true(store_begin_unsynced(f->store, NULL));
  crash_vfs_fail_sync(f->vfs, 1);
  g_assert_true(insert(f->store, 1, NULL));
  g_assert_true(store_commit(f->store, NULL)); /* waited for no disk */
  g_assert_false(store_sync(f->store, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
  g_clear_error(&error);
  g_assert_false(store_sync(f->store, NULL));
  g_assert_false(insert_commit(f->store, 1, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
}

static void
test_store_errors_damaged_page(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  g_autoptr(GError) error = NULL;
  for (int i = 0; i < 50; i++)
    g_assert_true(insert_commit(f->store, 3000, NULL));
  reopen(f); /* closing empties the WAL */
  crash_vfs_damage(f->vfs, f->path, 4096, 4096);
  reopen(f);
  int64_t n = 0;
  g_assert_false(store_get_int64(f->store, &n, &error, sql_count, ""));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  g_clear_error(&error);
  g_assert_false(store_verify(f->store, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_store_errors_no_database(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  g_autoptr(GError) error = NULL;
  store_close(f->store);
  crash_vfs_damage(f->vfs, f->path, 0, 16);
  f->store = open_store(f, &error);
  g_assert_null(f->store);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_store_errors_dangling_reference(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  static const char *const sqls[] = {
      "CREATE TABLE p(id TEXT PRIMARY KEY)",
      "CREATE TABLE c(p TEXT REFERENCES p)",
      "PRAGMA foreign_keys = OFF",
      "INSERT INTO c VALUES('nobody')",
      "PRAGMA foreign_keys = ON",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(sqls); i++)
    g_assert_true(store_run(f->store, NULL, sqls[i], ""));
  g_assert_false(store_verify(f->store, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
}

static void
test_store_errors_refused_rows(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const struct {
    const char *sql;
    StoreError code;
  } rows[] = {
      {"INSERT INTO c VALUES('1', 'u2', 'p', 1)", STORE_ERROR_CONFLICT},
      {"INSERT INTO c VALUES('2', 'u1', 'p', 1)", STORE_ERROR_CONFLICT},
      {"INSERT INTO c VALUES('2', 'u2', 'q', 1)", STORE_ERROR_MISSING},
      {"INSERT INTO c VALUES('2', 'u2', 'p', 0)", STORE_ERROR_INVALID},
      {"INSERT INTO c VALUES(NULL, 'u2', 'p', 1)", STORE_ERROR_INVALID},
      {"INSERT INTO c VALUES('2', 'u2', 'p', 'x')", STORE_ERROR_INVALID},
      {"DELETE FROM p", STORE_ERROR_MISSING},
  };
  g_assert_true(store_run(f->store, NULL,
                          "CREATE TABLE p(id TEXT PRIMARY KEY) STRICT", ""));
  g_assert_true(store_run(f->store, NULL,
                          "CREATE TABLE c(id TEXT PRIMARY KEY NOT NULL, "
                          "u TEXT UNIQUE, p TEXT REFERENCES p, "
                          "n INTEGER CHECK(n > 0)) STRICT",
                          ""));
  g_assert_true(store_run(f->store, NULL, "INSERT INTO p VALUES('p')", ""));
  g_assert_true(
      store_run(f->store, NULL, "INSERT INTO c VALUES('1', 'u1', 'p', 1)", ""));
  g_assert_true(store_begin(f->store, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(store_run(f->store, &error, rows[i].sql, ""));
    g_assert_error(error, STORE_ERROR, (int)rows[i].code);
  }
  /* None of them ends the transaction. */
  g_assert_true(
      store_run(f->store, NULL, "INSERT INTO c VALUES('2', 'u2', 'p', 1)", ""));
  g_assert_true(store_commit(f->store, NULL));
}

static void
test_store_errors_copy_has_no_room(Fixture *f, gconstpointer on_crash_vfs)
{
  (void)on_crash_vfs;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = scratch_path(f->scratch, "copy.db");
  g_autofree char *part = scratch_path(f->scratch, "copy.db.part");
  for (int i = 0; i < 10; i++)
    g_assert_true(insert_commit(f->store, 20000, NULL));
  g_assert_true(store_checkpoint(f->store, true, NULL));
  crash_vfs_limit(f->vfs, 300000);
  g_assert_false(store_copy(f->store, path, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
  crash_vfs_limit(f->vfs, 0);
  g_assert_true(insert_commit(f->store, 1, NULL));
}

#define ON_DISK(path, function)                                                \
  g_test_add("/queue/store-errors/" path, Fixture, NULL, set_up, function,     \
             tear_down)
#define ON_VFS(path, function)                                                 \
  g_test_add("/queue/store-errors/" path, Fixture, "crash", set_up, function,  \
             tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ON_DISK("second-writer", test_store_errors_second_writer);
  ON_DISK("F11-foreign-tool", test_store_errors_foreign_tool_locks);
  ON_DISK("where-it-cannot-be", test_store_errors_where_it_cannot_be);
  ON_DISK("nothing-to-read", test_store_errors_nothing_to_read);
  ON_DISK("setting", test_store_errors_setting_does_not_hold);
  ON_DISK("lost-transaction", test_store_errors_lost_transaction_is_over);
  ON_DISK("dangling-reference", test_store_errors_dangling_reference);
  ON_DISK("refused-rows", test_store_errors_refused_rows);
  ON_VFS("disk-full", test_store_errors_disk_full_then_free);
  ON_VFS("each-sync", test_store_errors_each_sync_fails_once);
  ON_VFS("late-sync", test_store_errors_late_sync_fails);
  ON_VFS("F12-damaged-page", test_store_errors_damaged_page);
  ON_VFS("no-database", test_store_errors_no_database);
  ON_VFS("copy-has-no-room", test_store_errors_copy_has_no_room);
  return g_test_run();
}

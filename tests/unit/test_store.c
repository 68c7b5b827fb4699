/* SPDX-License-Identifier: Apache-2.0
 *
 * The store: transactions, savepoints, typed values, whole-file work.
 */
#include "queue/store.h"

#include <sys/stat.h>

#include "tests/support/scratch.h"

#define CREATE                                                                 \
  "CREATE TABLE t(id TEXT PRIMARY KEY NOT NULL, n INTEGER, r REAL, b BLOB) "   \
  "STRICT"
#define INSERT "INSERT INTO t(id, n, r, b) VALUES($1, $2, $3, $4)"
#define COUNT "SELECT count(*) FROM t"

static const char sql_create[] = CREATE;
static const char sql_insert[] = INSERT;
static const char sql_count[] = COUNT;

typedef struct Fixture {
  Scratch *scratch;
  char *path, *lock_path;
  Store *store;
} Fixture;

static void
set_up(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  f->scratch = scratch_new();
  f->path = scratch_path(f->scratch, "bote.db");
  f->lock_path = scratch_path(f->scratch, "store.lock");
  f->store = store_open(f->path, f->lock_path, STORE_MODE_WRITE, &error);
  g_assert_no_error(error);
  g_assert_true(store_run(f->store, &error, sql_create, ""));
}

static void
tear_down(Fixture *f, gconstpointer unused)
{
  (void)unused;
  store_close(f->store);
  scratch_free(f->scratch);
  g_free(f->path);
  g_free(f->lock_path);
}

static bool
insert(Store *store, const char *id, GError **error)
{
  return store_run(store, error, sql_insert, "tirb", id, (int64_t)1, 0.5, NULL);
}

static int64_t
count(Store *store)
{
  int64_t n = -1;
  g_assert_true(store_get_int64(store, &n, NULL, sql_count, ""));
  return n;
}

static void
test_store_keeps_values(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char select[] = "SELECT id, n, r, b FROM t WHERE id = $1";
  g_autoptr(GBytes) bytes = g_bytes_new_static("a\0b", 3);
  g_assert_true(store_run(f->store, NULL, sql_insert, "tirb", "Straße",
                          INT64_MIN, 1.25, bytes));
  g_assert_cmpint(store_changes(f->store), ==, 1);
  g_autoptr(StoreRows) rows =
      store_query(f->store, NULL, select, "t", "Straße");
  g_assert_true(store_rows_next(rows, NULL));
  g_assert_cmpstr(store_rows_text(rows, 0), ==, "Straße");
  g_assert_cmpint(store_rows_int64(rows, 1), ==, INT64_MIN);
  g_assert_cmpfloat(store_rows_real(rows, 2), ==, 1.25);
  g_autoptr(GBytes) back = store_rows_bytes(rows, 3);
  g_assert_true(g_bytes_equal(bytes, back));
  g_autoptr(GError) error = NULL;
  g_assert_false(store_rows_next(rows, &error));
  g_assert_no_error(error);
  g_assert_false(store_rows_next(rows, &error)); /* stays at the end */
}

static void
test_store_tells_null_from_empty(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char select[] = "SELECT n, b FROM t ORDER BY id";
  g_autoptr(GBytes) empty = g_bytes_new_static(NULL, 0);
  g_assert_true(store_run(f->store, NULL, sql_insert, "tirb", "1", (int64_t)0,
                          0.0, empty));
  g_assert_true(insert(f->store, "2", NULL));
  g_autoptr(StoreRows) rows = store_query(f->store, NULL, select, "");
  g_assert_true(store_rows_next(rows, NULL));
  g_autoptr(GBytes) first = store_rows_bytes(rows, 1);
  g_assert_nonnull(first);
  g_assert_cmpuint(g_bytes_get_size(first), ==, 0);
  g_assert_true(store_rows_next(rows, NULL));
  g_assert_true(store_rows_is_null(rows, 1));
  g_assert_null(store_rows_bytes(rows, 1));
  g_assert_null(store_rows_dup_text(rows, 1));
}

/* $2 stands before $1 in the text: binding goes by name, not by place. */
static void
test_store_binds_by_name(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char sql[] = "SELECT $2 - $1 + $2";
  int64_t n = 0;
  g_assert_true(
      store_get_int64(f->store, &n, NULL, sql, "ii", (int64_t)1, (int64_t)10));
  g_assert_cmpint(n, ==, 19);
}

static void
test_store_answers_yes_or_no(Fixture *f, gconstpointer unused)
{
  (void)unused;
  bool is = true;
  g_assert_true(store_get_bool(f->store, &is, NULL,
                               "SELECT count(*) FROM t"
                               " WHERE n = $1",
                               "i", (int64_t)7));
  g_assert_false(is);
  g_assert_true(
      store_get_bool(f->store, &is, NULL, "SELECT $1", "i", (int64_t)2));
  g_assert_true(is);
  g_assert_true(store_get_bool(f->store, &is, NULL, "SELECT n FROM t", ""));
  g_assert_false(is); /* there is no row */
}

static void
test_store_takes_what_a_query_says(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char one[] = "SELECT id FROM t WHERE n = $1";
  g_autofree char *text = NULL;
  g_assert_true(store_rows_take_text(
      store_query(f->store, NULL, one, "i", (int64_t)2), &text, NULL));
  g_assert_null(text);
  for (int64_t n = 1; n <= 3; n++) {
    g_autofree char *id = g_strdup_printf("id%d", (int)n);
    g_assert_true(store_run(
        f->store, NULL, "INSERT INTO t(id, n) VALUES($1, $2)", "ti", id, n));
  }
  g_assert_true(store_rows_take_text(
      store_query(f->store, NULL, one, "i", (int64_t)2), &text, NULL));
  g_assert_cmpstr(text, ==, "id2");
  g_autoptr(GPtrArray) all = store_rows_take_texts(
      store_query(f->store, NULL, "SELECT id FROM t ORDER BY n DESC", ""),
      NULL);
  g_assert_nonnull(all);
  g_assert_cmpuint(all->len, ==, 3);
  g_assert_cmpstr(all->pdata[0], ==, "id3");
  /* Of what failed nothing is taken. */
  g_assert_null(store_rows_take_texts(NULL, NULL));
  g_autofree char *none = NULL;
  g_assert_false(store_rows_take_text(NULL, &none, NULL));
}

static void
test_store_returning_gives_rows(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char sql[] = "INSERT INTO t(id, n) VALUES($1, 41) RETURNING n+1";
  int64_t n = 0;
  g_assert_true(store_get_int64(f->store, &n, NULL, sql, "t", "x"));
  g_assert_cmpint(n, ==, 42);
  g_assert_cmpint(count(f->store), ==, 1);
}

static void
test_store_rolls_back(Fixture *f, gconstpointer unused)
{
  (void)unused;
  store_rollback(f->store); /* harmless */
  g_assert_true(store_begin(f->store, NULL));
  g_assert_true(store_in_transaction(f->store));
  g_assert_true(insert(f->store, "a", NULL));
  store_rollback(f->store);
  g_assert_false(store_in_transaction(f->store));
  g_assert_cmpint(count(f->store), ==, 0);
}

static void
test_store_savepoint_loses_only_its_item(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_assert_true(store_begin(f->store, NULL));
  g_assert_true(store_savepoint(f->store, NULL));
  g_assert_true(insert(f->store, "good", NULL));
  g_assert_true(store_savepoint_release(f->store, NULL));
  g_assert_true(store_savepoint(f->store, NULL));
  g_assert_true(insert(f->store, "outer", NULL));
  g_assert_true(store_savepoint(f->store, NULL)); /* nested */
  g_assert_true(insert(f->store, "inner", NULL));
  store_savepoint_rollback(f->store);
  g_assert_cmpint(count(f->store), ==, 2);
  store_savepoint_rollback(f->store);
  g_assert_true(store_commit(f->store, NULL));
  g_assert_cmpint(count(f->store), ==, 1);
}

static void
test_store_survives_reopening(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_assert_true(insert(f->store, "a", NULL));
  store_close(f->store);
  f->store = store_open(f->path, f->lock_path, STORE_MODE_WRITE, NULL);
  g_assert_nonnull(f->store);
  g_assert_cmpint(count(f->store), ==, 1);
}

static void
test_store_reader_reads_beside_writer(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) reader = store_open(f->path, NULL, STORE_MODE_READ, &error);
  g_assert_no_error(error);
  g_assert_true(store_begin(f->store, NULL));
  g_assert_true(insert(f->store, "a", NULL));
  g_assert_cmpint(count(reader), ==, 0);
  g_assert_true(store_commit(f->store, NULL));
  g_assert_cmpint(count(reader), ==, 1);
  g_assert_false(insert(reader, "b", &error));
  g_assert_nonnull(error);
  g_assert_cmpint(count(f->store), ==, 1);
}

static unsigned
mode_of(const char *path)
{
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_store_files_are_private(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char *const names[] = {"bote.db", "bote.db-wal", "bote.db-shm",
                                      "store.lock", "copy.db"};
  g_autofree char *copy = scratch_path(f->scratch, "copy.db");
  g_assert_true(store_copy(f->store, copy, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = scratch_path(f->scratch, names[i]);
    g_assert_cmphex(mode_of(path), ==, 0600);
  }
}

static void
test_store_published_file_keeps_its_wal(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autofree char *path = scratch_path(f->scratch, "public.db");
  g_autofree char *lock = scratch_path(f->scratch, "public.lock");
  g_autofree char *wal = scratch_path(f->scratch, "public.db-wal");
  mode_t old = umask(0077);
  Store *store = store_open(path, lock, STORE_MODE_PUBLISH, NULL);
  g_assert_nonnull(store);
  g_assert_true(store_run(store, NULL, sql_create, ""));
  store_close(store);
  umask(old);
  g_assert_cmphex(mode_of(path), ==, 0640);
  g_assert_cmphex(mode_of(wal), ==, 0640);
}

static void
test_store_copy_is_whole(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autofree char *path = scratch_path(f->scratch, "copy.db");
  g_assert_true(insert(f->store, "a", NULL));
  g_assert_true(store_copy(f->store, path, NULL));
  g_autofree char *lock = scratch_path(f->scratch, "copy.lock");
  g_autoptr(Store) copy = store_open(path, lock, STORE_MODE_WRITE, NULL);
  g_assert_nonnull(copy);
  g_assert_cmpint(count(copy), ==, 1);
  g_assert_true(store_verify(copy, NULL));
}

static bool
file_contains(const char *path, const char *word)
{
  g_autofree char *bytes = NULL;
  size_t size = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  return memmem(bytes, size, word, strlen(word)) != NULL;
}

static void
test_store_erased_text_is_gone(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const char sql[] = "DELETE FROM t WHERE id = $1";
  g_autofree char *wal = scratch_path(f->scratch, "bote.db-wal");
  g_assert_true(insert(f->store, "Musterbrief-4711", NULL));
  g_assert_true(store_checkpoint(f->store, false, NULL));
  g_assert_true(file_contains(f->path, "Musterbrief-4711"));
  g_assert_true(store_run(f->store, NULL, sql, "t", "Musterbrief-4711"));
  g_assert_true(store_checkpoint(f->store, true, NULL));
  g_assert_false(file_contains(f->path, "Musterbrief-4711"));
  g_assert_false(file_contains(wal, "Musterbrief-4711"));
}

/* Nobody calls store_checkpoint() here; the WAL must stay bounded. */
static void
test_store_wal_is_bounded(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autofree char *wal = scratch_path(f->scratch, "bote.db-wal");
  g_autofree char *page = g_malloc0(1 << 20);
  g_autoptr(GBytes) bytes = g_bytes_new(page, 1 << 20);
  for (int i = 0; i < 128; i++) {
    g_autofree char *id = g_strdup_printf("%d", i);
    g_assert_true(store_begin(f->store, NULL));
    g_assert_true(store_run(f->store, NULL, sql_insert, "tirb", id, (int64_t)i,
                            0.0, bytes));
    g_assert_true(store_commit(f->store, NULL));
  }
  struct stat info;
  g_assert_cmpint(stat(wal, &info), ==, 0);
  g_assert_cmpint(info.st_size, <, 72 << 20);
}

#define ADD(path, function)                                                    \
  g_test_add(path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("/queue/store/keeps-values", test_store_keeps_values);
  ADD("/queue/store/null-is-not-empty", test_store_tells_null_from_empty);
  ADD("/queue/store/binds-by-name", test_store_binds_by_name);
  ADD("/queue/store/answers-yes-or-no", test_store_answers_yes_or_no);
  ADD("/queue/store/takes-what-a-query-says",
      test_store_takes_what_a_query_says);
  ADD("/queue/store/returning-gives-rows", test_store_returning_gives_rows);
  ADD("/queue/store/rolls-back", test_store_rolls_back);
  ADD("/queue/store/savepoint", test_store_savepoint_loses_only_its_item);
  ADD("/queue/store/survives-reopening", test_store_survives_reopening);
  ADD("/queue/store/reader", test_store_reader_reads_beside_writer);
  ADD("/queue/store/files-are-private", test_store_files_are_private);
  ADD("/queue/store/published", test_store_published_file_keeps_its_wal);
  ADD("/queue/store/copy", test_store_copy_is_whole);
  ADD("/queue/store/erased-text-is-gone", test_store_erased_text_is_gone);
  ADD("/queue/store/wal-is-bounded", test_store_wal_is_bounded);
  return g_test_run();
}

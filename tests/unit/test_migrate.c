/* SPDX-License-Identifier: Apache-2.0
 *
 * Schema steps: order, restart, refusal, copy.  The steps are made here; the
 * built-in ones are only run to see that they are valid SQL.
 */
#include "queue/migrate.h"

#include "tests/support/scratch.h"

#define STEP(path, sql)                                                        \
  {                                                                            \
    "queue/schema/" path, sql, &(sql)[sizeof(sql) - 1]                         \
  }
#define END                                                                    \
  {                                                                            \
    NULL, NULL, NULL                                                           \
  }

/* "able" sorts before "core", yet refers to it. */
#define ABLE                                                                   \
  STEP("able/001_able.sql", "CREATE TABLE able(a @int64 UNIQUE) @strict;"      \
                            "INSERT INTO able SELECT a FROM base;")
#define CORE                                                                   \
  STEP("core/001_core.sql", "CREATE TABLE base(a @int64) @strict;"             \
                            "INSERT INTO base VALUES(7);")
#define MORE STEP("core/002_more.sql", "INSERT INTO base VALUES(8)")
#define BAD                                                                    \
  STEP("core/003_bad.sql", "INSERT INTO base VALUES(9);"                       \
                           "INSERT INTO base VALUES('text')")
#define OTHER_SET                                                              \
  STEP("keys/001_keys.sql", "CREATE TABLE never(a @int64) @strict;")
#define NO_STEP                                                                \
  {                                                                            \
    "templates/de/x.mustache", "", ""                                          \
  }

static const Resource first_release[] = {ABLE, CORE, OTHER_SET, NO_STEP, END};
static const Resource second_release[] = {ABLE, CORE, MORE, END};

typedef struct Fixture {
  Scratch *scratch;
  char *copy_path;
  Store *store;
} Fixture;

static void
set_up(Fixture *f, gconstpointer unused)
{
  (void)unused;
  f->scratch = scratch_new();
  f->copy_path = scratch_path(f->scratch, "copy.db");
  g_autofree char *path = scratch_path(f->scratch, "bote.db");
  g_autofree char *lock_path = scratch_path(f->scratch, "store.lock");
  f->store = store_open(path, lock_path, STORE_MODE_WRITE, NULL);
  g_assert_nonnull(f->store);
}

static void
tear_down(Fixture *f, gconstpointer unused)
{
  (void)unused;
  store_close(f->store);
  scratch_free(f->scratch);
  g_free(f->copy_path);
}

static int64_t
number(Store *store, const char *sql)
{
  int64_t n = -1;
  g_assert_true(store_get_int64(store, &n, NULL, sql, ""));
  return n;
}

static bool
migrate(Fixture *f, const Resource *steps, GError **error)
{
  return migrate_store_from(f->store, steps, SCHEMA_SET_MAIN, f->copy_path,
                            error);
}

static const char core_version[] =
    "SELECT version FROM schema_version WHERE part = 'core'";
static const char base_rows[] = "SELECT count(*) FROM base";

static void
test_migrate_runs_core_first(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(migrate(f, first_release, &error));
  g_assert_no_error(error);
  g_assert_cmpint(number(f->store, "SELECT a FROM able"), ==, 7);
  g_assert_cmpint(number(f->store, core_version), ==, 1);
  g_assert_cmpint(
      number(f->store,
             "SELECT count(*) FROM sqlite_schema WHERE name = 'never'"),
      ==, 0);
}

static void
test_migrate_copies_only_data(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_assert_true(migrate(f, first_release, NULL));
  g_assert_false(g_file_test(f->copy_path, G_FILE_TEST_EXISTS));
  g_assert_true(migrate(f, first_release, NULL)); /* nothing to do */
  g_assert_false(g_file_test(f->copy_path, G_FILE_TEST_EXISTS));
  g_assert_true(migrate(f, second_release, NULL));
  g_assert_cmpint(number(f->store, base_rows), ==, 2);
  g_autoptr(Store) copy = store_open(f->copy_path, NULL, STORE_MODE_READ, NULL);
  g_assert_nonnull(copy);
  g_assert_cmpint(number(copy, base_rows), ==, 1);
}

static void
test_migrate_refuses_newer(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(migrate(f, second_release, NULL));
  g_assert_false(migrate(f, first_release, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_SCHEMA);
  g_assert_cmpint(number(f->store, core_version), ==, 2);
}

static void
test_migrate_refuses_unknown_part(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(migrate(f, first_release, NULL));
  g_assert_false(migrate(f, first_release + 1, &error)); /* without "able" */
  g_assert_error(error, STORE_ERROR, STORE_ERROR_SCHEMA);
}

/* The failing step leaves nothing, the one before it holds. */
static void
test_migrate_step_is_whole(Fixture *f, gconstpointer unused)
{
  (void)unused;
  static const Resource steps[] = {ABLE, CORE, MORE, BAD, END};
  g_autoptr(GError) error = NULL;
  g_assert_true(migrate(f, first_release, NULL));
  g_assert_false(migrate(f, steps, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INVALID);
  g_assert_nonnull(strstr(error->message, "003_bad.sql"));
  g_assert_false(store_in_transaction(f->store));
  g_assert_cmpint(number(f->store, core_version), ==, 2);
  g_assert_cmpint(number(f->store, base_rows), ==, 2);
}

static void
test_migrate_builtin_steps_run(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_false(migrate_check(f->store, SCHEMA_SET_KEYS, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_SCHEMA);
  g_clear_error(&error);
  g_assert_true(migrate_store(f->store, SCHEMA_SET_KEYS, NULL, &error));
  g_assert_no_error(error);
  g_assert_true(migrate_check(f->store, SCHEMA_SET_KEYS, &error));
  g_assert_true(store_verify(f->store, NULL));
}

static void
test_migrate_builtin_main_steps_run(Fixture *f, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_assert_true(migrate_store(f->store, SCHEMA_SET_MAIN, NULL, &error));
  g_assert_no_error(error);
  g_assert_true(migrate_check(f->store, SCHEMA_SET_MAIN, &error));
  g_assert_true(store_verify(f->store, NULL));
}

static void
test_migrate_translates_words(void)
{
  static const char *const rows[][2] = {
      {"a @int64, b @bytes)", "a INTEGER, b BLOB)"},
      {"@text @real @bool", "TEXT REAL INTEGER"},
      {") @strict;", ") STRICT;"},
      {") @clustered;", ") STRICT, WITHOUT ROWID;"},
      {"-- a@textile.example @text_x @", "-- a@textile.example @text_x @"},
      {"", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *sql = migrate_translate(rows[i][0]);
    g_assert_cmpstr(sql, ==, rows[i][1]);
  }
}

#define ADD(path, function)                                                    \
  g_test_add(path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("/queue/migrate/core-first", test_migrate_runs_core_first);
  ADD("/queue/migrate/copies-only-data", test_migrate_copies_only_data);
  ADD("/queue/migrate/refuses-newer", test_migrate_refuses_newer);
  ADD("/queue/migrate/refuses-unknown", test_migrate_refuses_unknown_part);
  ADD("/queue/migrate/step-is-whole", test_migrate_step_is_whole);
  ADD("/queue/migrate/builtin-keys", test_migrate_builtin_steps_run);
  ADD("/queue/migrate/builtin-main", test_migrate_builtin_main_steps_run);
  g_test_add_func("/queue/migrate/words", test_migrate_translates_words);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * public.db read by another user, who may write neither the file nor its
 * folder: while the writer is there, and after it has gone.  Needs root.
 */
#include "queue/store.h"

#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/scratch.h"

enum {
  READER = 65534, /* nobody, nogroup */
};

static const char sql_count[] = "SELECT count(*) FROM t";

/* How many rows the other user sees; from 100 on, what went wrong. */
static int
read_as_other(const char *path)
{
  if (setgroups(0, NULL) != 0 || setresgid(READER, READER, READER) != 0 ||
      setresuid(READER, READER, READER) != 0)
    return 100;
  g_autoptr(Store) store = store_open(path, NULL, STORE_MODE_READ, NULL);
  int64_t n = 0;
  if (store == NULL || !store_get_int64(store, &n, NULL, sql_count, ""))
    return 101;
  /* A reader that could write would defeat the one writer. */
  if (store_run(store, NULL, "INSERT INTO t VALUES(9)", ""))
    return 102;
  return (int)n;
}

/* A new program, not a fork: SQLite's tables of locks and shared memory would
 * be inherited, and the reader would borrow the writer's rights. */
static int
count_as_other(const char *path)
{
  const char *argv[] = {"/proc/self/exe", "read-as-other", path, NULL};
  int status = 0;
  g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL,
                             NULL, NULL, NULL, &status, NULL));
  g_assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void
insert(Store *store)
{
  g_assert_true(store_run(store, NULL, "INSERT INTO t VALUES(1)", ""));
}

static void
test_store_publish_is_read_by_another_user(void)
{
  if (geteuid() != 0) {
    g_test_skip("needs root to become another user");
    return;
  }
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "public.db");
  g_autofree char *lock = scratch_path(scratch, "public.lock");
  /* As the package makes it: the group may enter, files inherit the group. */
  g_assert_cmpint(chown(scratch->folder, 0, READER), ==, 0);
  g_assert_cmpint(chmod(scratch->folder, 02750), ==, 0);
  mode_t old = umask(0077);
  Store *writer = store_open(path, lock, STORE_MODE_PUBLISH, NULL);
  g_assert_nonnull(writer);
  g_assert_true(store_run(writer, NULL, "CREATE TABLE t(a)", ""));
  insert(writer);
  g_assert_cmpint(count_as_other(path), ==, 1);
  insert(writer);
  g_assert_true(store_checkpoint(writer, true, NULL));
  g_assert_cmpint(count_as_other(path), ==, 2);
  store_close(writer);
  g_assert_cmpint(count_as_other(path), ==, 2);
  writer = store_open(path, lock, STORE_MODE_PUBLISH, NULL);
  g_assert_nonnull(writer);
  insert(writer);
  g_assert_cmpint(count_as_other(path), ==, 3);
  store_close(writer);
  umask(old);
}

int
main(int argc, char **argv)
{
  if (argc == 3 && g_str_equal(argv[1], "read-as-other"))
    return read_as_other(argv[2]);
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/store-publish/another-user",
                  test_store_publish_is_read_by_another_user);
  return g_test_run();
}

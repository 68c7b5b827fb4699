/* SPDX-License-Identifier: Apache-2.0
 *
 * The power fails at random: what store_commit() and store_sync() acknowledged
 * is there, and the file is whole.  Tests that begin with sees- prove that the
 * others could fail.  POWER=full
 * tries 2,000 moments in place of 400.
 */
#include "queue/store.h"

#include <string.h>

#include "tests/support/crash_vfs.h"
#include "tests/support/long_form.h"
#include "tests/support/scratch.h"

enum {
  RUNS = 400,
  RUNS_FULL = 2000,
  COMMITS = 24,
};

/* What is not acknowledged by each commit of its own. */
typedef enum Habit {
  HABIT_SYNCED,
  HABIT_UNSYNCED, /* two of three commits, acknowledged with a later one */
  HABIT_TRUSTING, /* the same, taken for durable at once: wrong */
} Habit;

/* One life of a store, until the power fails. */
typedef struct Life {
  char *path, *lock_path;
  Habit habit;
  const char *weaken; /* a pragma that must not be given; or NULL */
  GRand *rand;
  CrashVfs *vfs;
  int acknowledged; /* the last commit that returned true */
} Life;

typedef struct Tally {
  int runs;
  int runs_with_loss;
  int rows_lost;
  int torn; /* a transaction half there */
  int corrupt;
} Tally;

static bool
write_batch(Life *life, Store *store, int batch)
{
  size_t size = (size_t)g_rand_int_range(life->rand, 1, 9000);
  g_autofree char *filler = g_malloc(size);
  memset(filler, 'a' + batch % 26, size);
  g_autoptr(GBytes) bytes = g_bytes_new(filler, size);
  for (int i = 0; i < 3; i++)
    if (!store_run(store, NULL, "INSERT INTO t(batch, b) VALUES($1, $2)", "ib",
                   (int64_t)batch, bytes))
      return false;
  return store_run(store, NULL, "UPDATE latest SET batch = $1", "i",
                   (int64_t)batch);
}

static bool
make_tables(Store *store)
{
  return store_begin(store, NULL) &&
         store_run(store, NULL, "CREATE TABLE t(batch INTEGER, b BLOB)", "") &&
         store_run(store, NULL, "CREATE TABLE latest(batch INTEGER)", "") &&
         store_run(store, NULL, "INSERT INTO latest VALUES(0)", "") &&
         store_commit(store, NULL);
}

/* Commit as the habit says; `acknowledged` follows what was promised. */
static bool
commit_batch(Life *life, Store *store, int batch)
{
  bool synced =
      life->habit == HABIT_SYNCED || g_rand_int_range(life->rand, 0, 3) == 0;
  bool begun =
      synced ? store_begin(store, NULL) : store_begin_unsynced(store, NULL);
  if (!begun || !write_batch(life, store, batch) || !store_commit(store, NULL))
    return false;
  if (!synced && g_rand_int_range(life->rand, 0, 3) == 0) {
    if (!store_sync(store, NULL))
      return false;
    synced = true;
  }
  if (synced || life->habit == HABIT_TRUSTING)
    life->acknowledged = batch;
  return true;
}

static void
live(Life *life, Store *store)
{
  if (life->weaken != NULL && !store_run(store, NULL, life->weaken, ""))
    return;
  if (!make_tables(store))
    return;
  life->acknowledged = 0;
  for (int batch = 1; batch <= COMMITS; batch++) {
    if (!commit_batch(life, store, batch))
      return;
    int chance = g_rand_int_range(life->rand, 0, 8);
    if (chance < 2 && !store_checkpoint(store, chance == 0, NULL))
      return;
  }
}

static void
live_once(Life *life)
{
  life->acknowledged = -1;
  g_autoptr(Store) store =
      store_open(life->path, life->lock_path, STORE_MODE_WRITE, NULL);
  if (store != NULL)
    live(life, store);
}

static int64_t
number(Store *store, const char *sql)
{
  int64_t n = -1;
  (void)store_get_int64(store, &n, NULL, sql, ""); /* -1: unreadable */
  return n;
}

static const char latest_sql[] = "SELECT batch FROM latest";
static const char rows_sql[] = "SELECT count(*) FROM t";

static void
examine(Life *life, Tally *tally)
{
  g_autoptr(Store) store =
      store_open(life->path, life->lock_path, STORE_MODE_WRITE, NULL);
  if (store == NULL || !store_verify(store, NULL)) {
    tally->corrupt++;
    return;
  }
  int64_t tables = number(store, "SELECT count(*) FROM sqlite_schema");
  int64_t latest = tables == 2 ? number(store, latest_sql) : -1;
  if (latest < life->acknowledged) {
    tally->runs_with_loss++;
    tally->rows_lost += (life->acknowledged - (int)latest) * 3;
  }
  if (latest >= 0 && number(store, rows_sql) != latest * 3)
    tally->torn++;
}

/* About how long a life is if nothing happens; a crash after its end is one
 * more case. */
static int64_t
count_operations(Life *life)
{
  g_autoptr(CrashVfs) vfs = crash_vfs_new(1);
  life->rand = g_rand_new_with_seed(1);
  live_once(life);
  g_assert_cmpint(life->acknowledged, >, COMMITS / 2);
  g_rand_free(life->rand);
  return crash_vfs_operations(vfs);
}

static void
crash_once(Life *life, uint32_t seed, int64_t operation, Tally *tally)
{
  g_autoptr(CrashVfs) vfs = crash_vfs_new(seed);
  life->rand = g_rand_new_with_seed(seed);
  crash_vfs_fail_power_at(vfs, operation);
  live_once(life);
  g_rand_free(life->rand);
  crash_vfs_reboot(vfs);
  examine(life, tally);
}

static Tally
crash_often(Habit habit, const char *weaken)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "bote.db");
  g_autofree char *lock_path = scratch_path(scratch, "store.lock");
  Life life = {
      .path = path, .lock_path = lock_path, .habit = habit, .weaken = weaken};
  unsigned runs = long_form("POWER", RUNS, RUNS_FULL);
  Tally tally = {.runs = (int)runs};
  GRand *rand = g_rand_new_with_seed(20260521);
  int64_t operations = count_operations(&life);
  for (uint32_t seed = 1; seed <= runs; seed++) {
    int64_t operation = g_rand_int_range(rand, 1, (int)operations + 1);
    crash_once(&life, seed, operation, &tally);
  }
  g_rand_free(rand);
  g_test_message("%d runs: %d with loss, %d rows, %d torn, %d corrupt",
                 tally.runs, tally.runs_with_loss, tally.rows_lost, tally.torn,
                 tally.corrupt);
  return tally;
}

static void
test_store_power_keeps_what_was_acknowledged(void)
{
  static const Habit habits[] = {HABIT_SYNCED, HABIT_UNSYNCED};
  for (size_t i = 0; i < G_N_ELEMENTS(habits); i++) {
    Tally tally = crash_often(habits[i], NULL);
    g_assert_cmpint(tally.runs_with_loss, ==, 0);
    g_assert_cmpint(tally.torn, ==, 0);
    g_assert_cmpint(tally.corrupt, ==, 0);
  }
}

static void
test_store_power_sees_trust(void)
{
  Tally tally = crash_often(HABIT_TRUSTING, NULL);
  g_assert_cmpint(tally.runs_with_loss, >, tally.runs / 8);
  g_assert_cmpint(tally.torn, ==, 0);
  g_assert_cmpint(tally.corrupt, ==, 0); /* it loses, but stays whole */
}

/* Would the test see it? */
static void
test_store_power_sees_synchronous_normal(void)
{
  Tally tally = crash_often(HABIT_SYNCED, "PRAGMA synchronous = NORMAL");
  g_assert_cmpint(tally.runs_with_loss, >, tally.runs / 4);
  g_assert_cmpint(tally.corrupt, ==, 0); /* it loses, but stays whole */
}

static void
test_store_power_sees_synchronous_off(void)
{
  Tally tally = crash_often(HABIT_SYNCED, "PRAGMA synchronous = OFF");
  g_assert_cmpint(tally.corrupt + tally.torn, >, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  /* Only lock files are real here; syncing their folder may cost nothing. */
  if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv("TMPDIR", "/dev/shm", TRUE);
  g_test_add_func("/queue/store-power/keeps-acknowledged",
                  test_store_power_keeps_what_was_acknowledged);
  g_test_add_func("/queue/store-power/sees-trust", test_store_power_sees_trust);
  g_test_add_func("/queue/store-power/sees-normal",
                  test_store_power_sees_synchronous_normal);
  g_test_add_func("/queue/store-power/sees-off",
                  test_store_power_sees_synchronous_off);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * What may go wrong within a lot of messages, in process: digest ends while the
 * next lot is counted already, one message ends it again and again, a blob of
 * the lot cannot be synced.  The others of the lot lose at most one attempt,
 * and nothing is decided twice or by half.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "daemon/digest/decide_private.h"
#include "queue/fs.h"
#include "tests/support/faulty_fs.h"
#include "tests/support/town_post.h"
#include "tests/support/town_walk.h"

enum {
  AHEAD = 5,
  MAILS = DIGEST_LOT + AHEAD,
  ROUNDS_MAX = 10,
  SYNCS_MAX = 100
};

/* Linked in place of the library's. */
const FsOps fs_table = FAULTY_FS_TABLE;

static void
post(TownFixture *town, unsigned count)
{
  for (unsigned i = 0; i < count; i++) {
    g_autofree char *from =
        g_strdup_printf("b%u@example.net", town->serial + 1);
    town_post_mail(town, &(TownMail){.from = from});
  }
}

static void
assert_rows(TownFixture *town, const char *what, int64_t want)
{
  g_autofree char *sql =
      g_strdup_printf("SELECT count(*) FROM inbox WHERE %s", what);
  int64_t got = town_fixture_count(town, sql);
  if (got != want)
    g_test_message("%s", what);
  g_assert_cmpint(got, ==, want);
}

static void
assert_each_has_one_ticket(TownFixture *town, int64_t count)
{
  static const char *const counts[] = {
      "SELECT count(*) FROM ticket",
      "SELECT count(DISTINCT ticket_id) FROM inbox WHERE state = 'done'",
      "SELECT count(*) FROM outbox WHERE kind = 'confirmation'",
      "SELECT count(*) FROM outbox WHERE kind = 'ticket'",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
    g_assert_cmpint(town_fixture_count(town, counts[i]), ==, count);
}

/* The next lot is counted in the commit of the first one; then digest ends in
 * the middle of it. */
static void
test_lot_counted_ahead_is_decided_after_a_crash(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post(town, MAILS);
  g_assert_false(town_walk_until_done(town, DIGEST_LOT + 2, NULL));
  assert_rows(town, "state = 'done' AND attempts = 1", DIGEST_LOT);
  assert_rows(town, "state = 'active' AND attempts = 1", AHEAD);
  town_fixture_decide(town);
  assert_rows(town, "state = 'done' AND attempts = 2", AHEAD);
  assert_each_has_one_ticket(town, MAILS);
}

/* However often it ends there, only one message pays. */
static void
test_lot_counted_ahead_pays_once(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  post(town, MAILS);
  for (int round = 0; round < INBOX_ATTEMPTS_MAX; round++)
    g_assert_false(
        town_walk_until_done(town, round == 0 ? DIGEST_LOT + 1 : 1, NULL));
  assert_rows(town, "state = 'active' AND attempts = 3", 1);
  assert_rows(town, "state = 'active' AND attempts = 1", AHEAD - 1);
  town_fixture_decide(town);
  assert_rows(town, "state = 'hold' AND attempts = 3", 1);
  assert_rows(town, "state = 'done' AND attempts <= 2", MAILS - 1);
  assert_each_has_one_ticket(town, MAILS - 1);
}

/* One message of the first lot ends digest whenever it is decided. */
static void
test_lot_with_a_deadly_message(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  bool worked = false;
  post(town, MAILS);
  g_assert_true(digest_import(&town->digest, &worked, NULL));
  g_autofree char *deadly = town_fixture_text(
      town, "SELECT id FROM inbox ORDER BY id LIMIT 1 OFFSET 2");
  int rounds = 0;
  while (rounds < ROUNDS_MAX && !town_walk_until_done(town, 0, deadly))
    rounds++;
  /* The first attempt was counted with the import, and never made. */
  g_assert_cmpint(rounds, ==, INBOX_ATTEMPTS_MAX - 1);
  assert_rows(town, "state = 'hold' AND attempts = 3", 1);
  assert_rows(town, "state = 'done' AND attempts <= 2", MAILS - 1);
  assert_each_has_one_ticket(town, MAILS - 1);
}

/* Attachments over the limit of a row are files, synced before the commit. */
static void
post_with_files(TownFixture *town)
{
  g_autofree char *text = g_strnfill(2 * 65536, 'x');
  for (unsigned i = 0; i < AHEAD; i++) {
    g_autofree char *from =
        g_strdup_printf("b%u@example.net", town->serial + 1);
    town_post_mail(town, &(TownMail){.from = from,
                                     .attachment = i % 2 == 0 ? text : NULL});
  }
}

/* False when no sync was left to fail. */
static bool
fail_a_sync(int at)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  bool worked = false;
  post_with_files(town);
  g_assert_true(digest_import(&town->digest, &worked, &error));
  faulty_fs = (FaultyFs){.fsync = EIO, .fsync_at = (unsigned)at};
  bool decided = digest_decide(&town->digest, &worked, &error);
  bool failed = faulty_fs.fsyncs >= (unsigned)at;
  faulty_fs_reset();
  g_assert_cmpint(decided, ==, !failed);
  if (failed) {
    g_assert_error(error, STORE_ERROR, STORE_ERROR_IO);
    g_assert_true(digest_error_is_fatal(error));
    g_assert_false(digest_error_is_passing(error));
    town_fixture_close(town);
    town_fixture_open(town);
    assert_rows(town, "state = 'active' AND attempts = 1", AHEAD);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                    0);
  }
  town_fixture_decide(town);
  assert_rows(town, "state = 'done'", AHEAD);
  assert_each_has_one_ticket(town, AHEAD);
  return failed;
}

static void
test_lot_failed_blob_sync_takes_all_back(void)
{
  int at = 1;
  while (at < SYNCS_MAX && fail_a_sync(at))
    at++;
  g_assert_cmpint(at, <, SYNCS_MAX);
  g_test_message("%d syncs", at - 1);
  /* Three files came in and go out again; they share a folder. */
  g_assert_cmpint(at - 1, ==, 2 * 3 + 1);
}

/* What a lot left stands first in the next one; new ones join it while it is
 * not more than half a lot. */
static void
test_lot_counts_behind_what_is_left(void)
{
  static const struct {
    guint from, count;
    bool leaves;
  } rows[] = {
      {DIGEST_LOT, DIGEST_LOT, false},
      {DIGEST_LOT / 2, DIGEST_LOT + DIGEST_LOT / 2, true},
      {DIGEST_LOT / 2 - 1, DIGEST_LOT / 2 + 1, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    Digest *digest = &town->digest;
    bool worked = false;
    post(town, 2 * DIGEST_LOT);
    g_assert_true(digest_import(digest, &worked, NULL));
    g_autoptr(GPtrArray) items = g_steal_pointer(&digest->counted);
    g_assert_cmpuint(items->len, ==, DIGEST_LOT);
    const void *left = rows[i].leaves ? items->pdata[rows[i].from] : NULL;
    g_assert_true(store_begin(digest->store, NULL));
    g_assert_true(decide_count_behind(digest, items, rows[i].from, NULL));
    g_assert_true(store_commit(digest->store, NULL));
    g_assert_cmpuint(items->len, ==, rows[i].from);
    g_assert_cmpuint(digest->counted->len, ==, rows[i].count);
    if (left != NULL)
      g_assert_true(digest->counted->pdata[0] == left);
    assert_rows(town, "state = 'active' AND attempts = 1",
                rows[i].from + rows[i].count);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/digest/lot/counted-ahead-after-a-crash",
                  test_lot_counted_ahead_is_decided_after_a_crash);
  g_test_add_func("/digest/lot/counted-ahead-pays-once",
                  test_lot_counted_ahead_pays_once);
  g_test_add_func("/digest/lot/deadly-message", test_lot_with_a_deadly_message);
  g_test_add_func("/digest/lot/counts-behind-what-is-left",
                  test_lot_counts_behind_what_is_left);
  g_test_add_func("/digest/lot/failed-blob-sync",
                  test_lot_failed_blob_sync_takes_all_back);
  return g_test_run();
}

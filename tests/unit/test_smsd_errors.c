/* SPDX-License-Identifier: Apache-2.0
 *
 * A database that is not there, not ours to use, not SMSD's, or in use: what is
 * said, and that nothing is changed.
 */
#include "queue/smsd.h"

#include <glib/gstdio.h>
#include <string.h>

#include "queue/store_error.h"
#include "tests/support/smsd_rig.h"

static void
expect_refused(SmsdRig *rig, StoreError code, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Smsd) smsd = smsd_open(rig->path, NULL, &error);
  g_assert_null(smsd);
  g_assert_error(error, STORE_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, words));
}

static void
test_smsd_errors_missing(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_assert_cmpint(g_unlink(rig->path), ==, 0);
  expect_refused(rig, STORE_ERROR_MISSING, "start gammu-smsd");
  g_assert_cmpint(g_access(rig->path, F_OK), !=, 0); /* and none is made */
}

static void
test_smsd_errors_no_file(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_assert_cmpint(g_unlink(rig->path), ==, 0);
  g_assert_cmpint(g_mkdir(rig->path, 0500), ==, 0);
  expect_refused(rig, STORE_ERROR_IO, "let this user read and write it");
}

static void
test_smsd_errors_not_smsd(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  smsd_rig_run(rig, "ALTER TABLE inbox RENAME COLUMN Processed TO Done");
  expect_refused(rig, STORE_ERROR_SCHEMA, "'inbox'");
  g_autoptr(SmsdRig) empty = smsd_rig_new();
  g_assert_true(g_file_set_contents(empty->path, "", 0, NULL));
  expect_refused(empty, STORE_ERROR_SCHEMA, "sqlite.sql");
  g_autofree char *noise = g_strnfill(8192, 'x');
  g_assert_true(g_file_set_contents(empty->path, noise, 8192, NULL));
  expect_refused(empty, STORE_ERROR_CORRUPT, "put back a copy");
}

static void
test_smsd_errors_wal(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  smsd_rig_run(rig, "PRAGMA journal_mode = WAL");
  expect_refused(rig, STORE_ERROR_SCHEMA, "journal_mode = DELETE");
  smsd_rig_expect(rig, "PRAGMA journal_mode", "wal"); /* theirs, not ours */
}

/* SMSD, or a person with the sqlite3 shell, holds it: soon we try again. */
static void
test_smsd_errors_locked(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_autoptr(GError) error = NULL;
  SmsdOut sms = {"a1", "+493023125001", "Hallo"};
  int64_t row = 0;
  smsd_rig_run(rig, "BEGIN IMMEDIATE");
  g_assert_false(smsd_put(smsd, &sms, &row, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_BUSY);
  g_clear_error(&error);
  smsd_rig_run(rig, "COMMIT");
  g_assert_true(smsd_put(smsd, &sms, &row, &error)); /* the same connection */
  smsd_rig_expect(rig, "SELECT count(*) FROM outbox", "1");
}

/* A reader holds up our commit alone: then nothing of it was done. */
static void
test_smsd_errors_commit(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_autoptr(GError) error = NULL;
  smsd_rig_receive(rig, "+4915228817386", "", "Hallo");
  g_autoptr(GPtrArray) rows = smsd_take(smsd, &error);
  g_assert_no_error(error);
  smsd_rig_run(rig, "BEGIN; SELECT count(*) FROM inbox");
  g_assert_false(smsd_mark(smsd, rows, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_BUSY);
  g_clear_error(&error);
  smsd_rig_run(rig, "COMMIT");
  smsd_rig_expect(rig, "SELECT Processed FROM inbox", "false");
  g_assert_true(smsd_mark(smsd, rows, &error));
  smsd_rig_expect(rig, "SELECT Processed FROM inbox", "true");
}

/* A trigger of theirs that cannot run is their fault, and not our end. */
static void
test_smsd_errors_foreign_trigger(void)
{
  g_autoptr(SmsdRig) rig = smsd_rig_new();
  g_autoptr(Smsd) smsd = smsd_rig_open(rig);
  g_autoptr(GError) error = NULL;
  SmsdOut sms = {"a1", "+493023125001", "Hallo"};
  int64_t row = 0;
  smsd_rig_run(rig, "CREATE TRIGGER t AFTER INSERT ON outbox BEGIN"
                    " INSERT INTO nowhere VALUES (1); END");
  g_assert_false(smsd_put(smsd, &sms, &row, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INVALID);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/queue/smsd/errors/missing", test_smsd_errors_missing);
  g_test_add_func("/queue/smsd/errors/no-file", test_smsd_errors_no_file);
  g_test_add_func("/queue/smsd/errors/not-smsd", test_smsd_errors_not_smsd);
  g_test_add_func("/queue/smsd/errors/wal", test_smsd_errors_wal);
  g_test_add_func("/queue/smsd/errors/locked", test_smsd_errors_locked);
  g_test_add_func("/queue/smsd/errors/commit", test_smsd_errors_commit);
  g_test_add_func("/queue/smsd/errors/foreign-trigger",
                  test_smsd_errors_foreign_trigger);
  return g_test_run();
}

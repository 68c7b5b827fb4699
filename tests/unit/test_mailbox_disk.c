/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk that fails under the intake from IMAP, call by call: nothing is set
 * aside before it is durable, and once the disk works the mail is taken without
 * anybody's help.  F numbers are faults: full, broken, short, or only the
 * store's file, which the intake does not need.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <sqlite3.h>

#include "queue/fs.h"
#include "queue/store_error.h"
#include "tests/support/mailbox_take.h"

enum { CALLS_MAX = 200, WRITE_BYTES = 100 };

/* How the disk behaves.  Stands here because the table has no context; each
 * test begins with disk_reset(). */
static struct {
  unsigned calls;   /* so far */
  unsigned fail_at; /* from this call on it fails; 0: never */
  int code;         /* errno */
  bool hesitates;   /* writes are interrupted and short */
} disk;

static void
disk_reset(unsigned fail_at, int code)
{
  disk.calls = 0;
  disk.fail_at = fail_at;
  disk.code = code;
  disk.hesitates = false;
}

static bool
has_failed(void)
{
  return disk.fail_at != 0 && disk.calls >= disk.fail_at;
}

static bool
fails(void)
{
  disk.calls++;
  errno = disk.code;
  return has_failed();
}

static int
faulty_open(const char *path, int flags, mode_t mode)
{
  return fails() ? -1 : open(path, flags, mode);
}

static ssize_t
faulty_write(int fd, const void *bytes, size_t size)
{
  if (fails())
    return -1;
  if (!disk.hesitates)
    return write(fd, bytes, size);
  errno = EINTR;
  return disk.calls % 2 == 0 ? -1 : write(fd, bytes, MIN(size, WRITE_BYTES));
}

static int
faulty_fsync(int fd)
{
  return fails() ? -1 : fsync(fd);
}

static int
faulty_fallocate(int fd, off_t size)
{
  return fails() ? -1 : fallocate(fd, 0, 0, size);
}

static int
faulty_rename(const char *from, const char *to)
{
  return fails() ? -1 : rename(from, to);
}

static int
faulty_unlink(const char *path)
{
  return fails() ? -1 : unlink(path);
}

const FsOps fs_table = {
    .open = faulty_open,
    .write = faulty_write,
    .fsync = faulty_fsync,
    .fdatasync = faulty_fsync,
    .fallocate = faulty_fallocate,
    .rename = faulty_rename,
    .unlink = faulty_unlink,
};

static MailboxFixture *
set_up(void)
{
  disk_reset(0, 0);
  return mailbox_take_new();
}

/* Full: the same session goes on. */
static void
recover_in_session(MailboxFixture *fixture, MailboxWatch *watch,
                   ImapScript *script)
{
  size_t before = mailbox_take_records(fixture);

  disk_reset(0, 0);
  mailbox_take_step_well(watch);
  mailbox_watch_free(watch);
  g_autofree char *log = imap_script_finish(script);
  g_assert_true(mailbox_take_was_moved(log));
  g_assert_cmpuint(mailbox_take_records(fixture), >=, 1);
  /* Not durable before: then it was read again ahead of the move. */
  if (before == 0)
    g_assert_true(strstr(log, "UID MOVE") > g_strrstr(log, "BODY.PEEK"));
}

/* Broken: the role ends and is started again. */
static void
recover_by_restart(MailboxFixture *fixture, MailboxWatch *watch,
                   ImapScript *script)
{
  mailbox_watch_free(watch);
  disk_reset(0, 0);
  mailbox_take_restart(fixture, script);
}

/* The disk fails from its call number `at` on.  Returns false when there were
 * not so many calls. */
static bool
fail_at(unsigned at, int code, unsigned *paused)
{
  g_autoptr(MailboxFixture) fixture = set_up();
  ImapScript *script = mailbox_take_serve(fixture, false);
  MailboxWatch *watch = mailbox_take_watch(fixture);
  g_autoptr(GError) error = NULL;

  disk_reset(at, code);
  bool good = mailbox_watch_step(watch, &error);
  if (!has_failed() || good) {
    bool over = !has_failed();
    g_assert_true(good);
    recover_in_session(fixture, watch, script);
    return !over;
  }
  g_assert_true(error != NULL && error->domain == STORE_ERROR);
  int64_t pause_ms = mailbox_watch_pause_ms(watch, error);
  g_assert_cmpint(pause_ms, ==,
                  error->code == STORE_ERROR_FULL ? MAILBOX_FULL_MS : -1);
  *paused += pause_ms > 0;
  if (pause_ms > 0)
    recover_in_session(fixture, watch, script);
  else
    recover_by_restart(fixture, watch, script);
  return true;
}

static void
test_mailbox_disk_each_call(gconstpointer data)
{
  int code = GPOINTER_TO_INT(data);
  unsigned at = 1, paused = 0;

  while (at < CALLS_MAX && fail_at(at, code, &paused))
    at++;
  /* At least: create, write, sync, rename, folder, for mail and cursor. */
  g_assert_cmpuint(at, >, 10);
  g_assert_cmpuint(at, <, CALLS_MAX);
  if (code == ENOSPC)
    g_assert_cmpuint(paused, >=, 4);
  else
    g_assert_cmpuint(paused, ==, 0);
}

/* F8: the intake pauses while others still have room. */
static void
test_mailbox_disk_almost_full(void)
{
  g_autoptr(MailboxFixture) fixture = set_up();
  ImapScript *script = mailbox_take_serve(fixture, false);
  MailboxWatch *watch = mailbox_take_watch(fixture);

  fixture->settings.limits.free_disk_mib = INT_MAX;
  for (unsigned i = 0; i < 3; i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(mailbox_watch_step(watch, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_FULL);
    g_assert_cmpint(mailbox_watch_pause_ms(watch, error), ==, MAILBOX_FULL_MS);
  }
  g_assert_cmpuint(mailbox_take_records(fixture), ==, 0);
  fixture->settings.limits.free_disk_mib = 0;
  recover_in_session(fixture, watch, script);
}

/* F9 */
static void
test_mailbox_disk_short_writes(void)
{
  g_autoptr(MailboxFixture) fixture = set_up();
  ImapScript *script = mailbox_take_serve(fixture, false);
  MailboxWatch *watch = mailbox_take_watch(fixture);

  disk.hesitates = true;
  mailbox_take_step_well(watch);
  g_assert_cmpuint(disk.calls, >, 20);
  mailbox_watch_free(watch);
  g_autofree char *log = imap_script_finish(script);
  g_assert_true(mailbox_take_was_moved(log));
  g_assert_cmpuint(mailbox_take_records(fixture), ==, 1);
}

/* F11, F12: the store is somebody else's file.  While it is locked or damaged
 * the mail waits in the spool, and nobody touches it. */
static void
test_mailbox_disk_store(gconstpointer data)
{
  bool damaged = GPOINTER_TO_INT(data) != 0;
  g_autoptr(MailboxFixture) fixture = set_up();
  g_autofree char *path = scratch_path(fixture->scratch, "bote.db");
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size = 0, after_size = 0;
  sqlite3 *tool = NULL;

  g_assert_cmpint(sqlite3_open(path, &tool), ==, SQLITE_OK);
  sqlite3_exec(tool, "CREATE TABLE message(id)", NULL, NULL, NULL);
  if (damaged)
    g_assert_true(g_file_set_contents(path, "no pages", -1, NULL));
  else
    sqlite3_exec(tool, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  g_assert_true(g_file_get_contents(path, &before, &before_size, NULL));
  ImapScript *script = mailbox_take_serve(fixture, false);
  MailboxWatch *watch = mailbox_take_watch(fixture);
  recover_in_session(fixture, watch, script);
  g_assert_true(g_file_get_contents(path, &after, &after_size, NULL));
  g_assert_cmpmem(after, after_size, before, before_size);
  sqlite3_close(tool);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define PATH(name) "/daemon/mailbox-disk/" name
  g_test_add_data_func(PATH("F5-broken-at-each-call"), GINT_TO_POINTER(EIO),
                       test_mailbox_disk_each_call);
  g_test_add_data_func(PATH("F7-full-at-each-call"), GINT_TO_POINTER(ENOSPC),
                       test_mailbox_disk_each_call);
  g_test_add_func(PATH("F8-almost-full"), test_mailbox_disk_almost_full);
  g_test_add_func(PATH("F9-short-writes"), test_mailbox_disk_short_writes);
  g_test_add_data_func(PATH("F11-store-is-locked"), GINT_TO_POINTER(0),
                       test_mailbox_disk_store);
  g_test_add_data_func(PATH("F12-store-is-damaged"), GINT_TO_POINTER(1),
                       test_mailbox_disk_store);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Intake from a Maildir: new mail only, each once, old mail when adopted.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "daemon/mailbox/maildir_intake.h"
#include "tests/support/json_text.h"
#include "tests/support/mailbox_fixture.h"

#define PROCESSED ".Bote.Erledigt/cur"
#define PROBLEM ".Bote.Problem/cur"

static char *
path_in(const MailboxFixture *fixture, const char *folder, const char *name)
{
  return g_build_filename(fixture->mailbox.path, folder, name, NULL);
}

static void
deliver(const MailboxFixture *fixture, const char *folder, const char *name,
        const char *text)
{
  g_autofree char *dir = path_in(fixture, folder, NULL);
  g_autofree char *path = path_in(fixture, folder, name);

  g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static unsigned
count_files(const MailboxFixture *fixture, const char *folder)
{
  g_autofree char *path = path_in(fixture, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  unsigned count = 0;

  while (dir != NULL && g_dir_read_name(dir) != NULL)
    count++;
  return count;
}

static size_t
count_records(const MailboxFixture *fixture, const char *flag)
{
  json_t *records = mailbox_fixture_records(fixture), *record;
  size_t count = 0, i;

  json_array_foreach(records, i, record)
  {
    if (flag == NULL || json_is_true(json_object_get(record, flag)))
      count++;
  }
  json_decref(records);
  return count;
}

static void
look(MaildirIntake *intake)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(maildir_intake_round(intake, &error));
  g_assert_no_error(error);
}

static void
test_maildir_new_mail_is_taken_once(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);

  deliver(fixture, "new", "1000.a.host", "Subject: a\n\nä\n");
  deliver(fixture, "cur", "1001.b.host:2,S", "Subject: b\n\nb\n");
  deliver(fixture, "tmp", "1002.c.host", "not yet delivered");
  look(intake);
  look(intake);
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 2);
  json_t *first = json_array_get(records, 0);
  g_assert_cmpstr(json_text(first, "body"), ==, "Subject: a\n\nä\n");
  g_assert_cmpstr(json_text(first, "mailbox"), ==, "rathaus");
  json_decref(records);
  g_assert_cmpuint(count_files(fixture, PROCESSED), ==, 2);
  g_assert_cmpuint(count_files(fixture, "new"), ==, 0);
  g_assert_cmpuint(count_files(fixture, "tmp"), ==, 1);
}

/* 5,000 mails of before: none is read, until a person wants them; then they
 * are marked, so that nobody gets an answer. */
static void
test_maildir_old_mail_waits_for_adoption(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  unsigned count = 0;
  int64_t since_ms = 0;

  for (unsigned i = 0; i < 5000; i++) {
    g_autofree char *name = g_strdup_printf("%u.old.host", 1000 + i);
    deliver(fixture, i % 2 == 0 ? "new" : "cur", name, "Subject: old\n\nold\n");
  }
  MaildirIntake *intake = maildir_intake_new(fixture->box, NULL);
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 0);
  maildir_intake_free(intake);
  intake = maildir_intake_new(fixture->box, NULL); /* a restart */
  deliver(fixture, "new", "9000.new.host", "Subject: new\n\nnew\n");
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 1);
  g_assert_cmpuint(count_records(fixture, "adopted"), ==, 0);
  g_assert_true(maildir_intake_count_old(fixture->box, 0, &count, NULL));
  g_assert_cmpuint(count, ==, 5000);
  g_assert_true(mailbox_box_adopt_request(fixture->box, 0, NULL));
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 5001);
  g_assert_cmpuint(count_records(fixture, "adopted"), ==, 5000);
  g_assert_false(mailbox_box_adopt_wanted(fixture->box, &since_ms));
  g_assert_cmpuint(count_files(fixture, PROCESSED), ==, 5001);
  maildir_intake_free(intake);
}

static void
test_maildir_adopts_only_since_a_date(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  unsigned count = 99;

  deliver(fixture, "cur", "1000.a.host", "Subject: a\n\na\n");
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);
  int64_t tomorrow_ms = clock_now_ms(fixture->clock) + 86400000;
  g_assert_true(
      maildir_intake_count_old(fixture->box, tomorrow_ms, &count, NULL));
  g_assert_cmpuint(count, ==, 0);
  g_assert_true(mailbox_box_adopt_request(fixture->box, tomorrow_ms, NULL));
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 0);
}

/* The crash between spool and move: the repeat has the same key. */
static void
test_maildir_repeat_has_the_same_key(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);

  deliver(fixture, "new", "1000.a.host", "Subject: a\n\na\n");
  look(intake);
  deliver(fixture, "cur", "1000.a.host:2,F", "Subject: a\n\na\n");
  look(intake);
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 2);
  g_assert_true(json_equal(json_object_get(json_array_get(records, 0), "key"),
                           json_object_get(json_array_get(records, 1), "key")));
  json_decref(records);
}

static void
test_maildir_strange_things_are_passed_over(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);
  g_autofree char *folder = path_in(fixture, "new", "1000.folder");
  g_autofree char *link = path_in(fixture, "new", "1001.link");
  g_autofree char *fifo = path_in(fixture, "new", "1002.fifo");

  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
  g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
  deliver(fixture, "new", ".hidden", "Subject: no\n\n");
  deliver(fixture, "new", "1003.a.host", "Subject: a\n\na\n");
  look(intake);
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 1);
}

/* Above 25 MiB only the header is kept, and the mail lies with the problems. */
static void
test_maildir_oversize(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);
  g_autofree char *path = path_in(fixture, "new", "1000.large.host");

  deliver(fixture, "new", "1000.large.host", "Subject: large\r\n\r\nbody");
  g_assert_cmpint(truncate(path, MAIL_BYTES_MAX + 1), ==, 0);
  look(intake);
  json_t *records = mailbox_fixture_records(fixture);
  json_t *record = json_array_get(records, 0);
  g_assert_true(json_is_true(json_object_get(record, "oversize")));
  g_assert_cmpint(json_integer_value(json_object_get(record, "size")), ==,
                  MAIL_BYTES_MAX + 1);
  g_assert_cmpstr(json_text(record, "body"), ==, "Subject: large\r\n\r\n");
  json_decref(records);
  g_assert_cmpuint(count_files(fixture, PROBLEM), ==, 1);
}

/* What cannot be moved away is not spooled again and again. */
static void
test_maildir_move_fails(void)
{
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MaildirIntake) intake = maildir_intake_new(fixture->box, NULL);
  g_autofree char *target = path_in(fixture, PROCESSED, NULL);

  g_assert_cmpint(g_rmdir(target), ==, 0);
  g_assert_true(g_file_set_contents(target, "in the way", -1, NULL));
  deliver(fixture, "new", "1000.a.host", "Subject: a\n\na\n");
  look(intake);
  look(intake);
  g_assert_cmpuint(count_records(fixture, NULL), ==, 1);
  g_assert_cmpuint(count_files(fixture, "new"), ==, 1);
}

static void
test_maildir_subfolder_names(void)
{
  g_autofree char *name = maildir_subfolder("Bote/Erledigt");
  g_assert_cmpstr(name, ==, ".Bote.Erledigt");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(name, function)                                                    \
  g_test_add_func("/daemon/maildir/" name, test_maildir_##function)
  ADD("new-mail-is-taken-once", new_mail_is_taken_once);
  ADD("old-mail-waits-for-adoption", old_mail_waits_for_adoption);
  ADD("adopts-only-since-a-date", adopts_only_since_a_date);
  ADD("repeat-has-the-same-key", repeat_has_the_same_key);
  ADD("strange-things-are-passed-over", strange_things_are_passed_over);
  ADD("oversize", oversize);
  ADD("move-fails", move_fails);
  ADD("subfolder-names", subfolder_names);
  return g_test_run();
}

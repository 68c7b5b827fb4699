/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules by which mail of an IMAP folder is ours, old, or done.
 */
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "daemon/mailbox/mailbox_cursor.h"
#include "queue/secret.h"
#include "queue/store_error.h"
#include "tests/support/scratch.h"

static const ImapFolder folder_at_100 = {
    .uidvalidity = 7, .uidnext = 100, .exists = 5000};

static void
test_mailbox_intake_first_meeting_leaves_old_mail(void)
{
  MailboxCursor cursor = {0};
  ImapMail old = {.uid = 99, .internal_date_ms = 1000};
  ImapMail fresh = {.uid = 100, .internal_date_ms = 1000};

  g_assert_cmpint(mailbox_cursor_meet(&cursor, &folder_at_100, 5000), ==,
                  MAILBOX_MEETING_FIRST);
  g_assert_false(mailbox_cursor_takes(&cursor, &old));
  g_assert_true(mailbox_cursor_takes(&cursor, &fresh));
  g_assert_true(mailbox_cursor_adopts(&cursor, &old, 1000));
  g_assert_false(mailbox_cursor_adopts(&cursor, &old, 1001));
  g_assert_false(mailbox_cursor_adopts(&cursor, &fresh, 0));
  g_assert_cmpint(mailbox_cursor_meet(&cursor, &folder_at_100, 6000), ==,
                  MAILBOX_MEETING_SAME);
  g_assert_cmpint(cursor.first_seen_ms, ==, 5000);
}

static void
test_mailbox_intake_empty_folder_starts_at_one(void)
{
  MailboxCursor cursor = {0};
  ImapFolder empty = {.uidvalidity = 1, .uidnext = 1};
  ImapMail first = {.uid = 1};

  (void)mailbox_cursor_meet(&cursor, &empty, 5000);
  g_assert_true(mailbox_cursor_takes(&cursor, &first));
}

static void
test_mailbox_intake_done_and_deleted_are_passed_over(void)
{
  MailboxCursor cursor = {.uidvalidity = 7, .start_uid = 1, .last_uid = 10};
  ImapMail fresh = {.uid = 11}, before = {.uid = 10};
  ImapMail done = {.uid = 12, .done = true};
  ImapMail deleted = {.uid = 13, .deleted = true};

  g_assert_true(mailbox_cursor_takes(&cursor, &fresh));
  g_assert_false(mailbox_cursor_takes(&cursor, &before));
  g_assert_false(mailbox_cursor_takes(&cursor, &done));
  g_assert_false(mailbox_cursor_takes(&cursor, &deleted));
  g_assert_true(mailbox_cursor_left_over(&cursor, &before));
  g_assert_false(mailbox_cursor_left_over(&cursor, &fresh));
}

/* Everything is read again, but not what lay there before our time. */
static void
test_mailbox_intake_new_uidvalidity(void)
{
  MailboxCursor cursor = {0};
  ImapFolder moved = {.uidvalidity = 8, .uidnext = 50, .exists = 49};
  ImapMail old = {.uid = 3, .internal_date_ms = 4999};
  ImapMail ours = {.uid = 4, .internal_date_ms = 5001};
  ImapMail undated = {.uid = 5};
  ImapMail later = {.uid = 50, .internal_date_ms = 1};

  (void)mailbox_cursor_meet(&cursor, &folder_at_100, 5000);
  g_assert_cmpint(mailbox_cursor_meet(&cursor, &moved, 9000), ==,
                  MAILBOX_MEETING_RENUMBERED);
  g_assert_false(mailbox_cursor_takes(&cursor, &old));
  g_assert_true(mailbox_cursor_adopts(&cursor, &old, 0));
  g_assert_true(mailbox_cursor_takes(&cursor, &ours));
  g_assert_true(mailbox_cursor_takes(&cursor, &undated));
  g_assert_true(mailbox_cursor_takes(&cursor, &later));
  g_assert_cmpint(mailbox_cursor_meet(&cursor, &moved, 9000), ==,
                  MAILBOX_MEETING_SAME);
}

/* UIDs that fall under one UIDVALIDITY: the same number may be another mail,
 * so that its key must differ. */
static void
test_mailbox_intake_uids_fall(void)
{
  MailboxCursor cursor = {.uidvalidity = 7, .start_uid = 1, .last_uid = 200};
  char before[MAILBOX_KEY_LENGTH + 1], after[MAILBOX_KEY_LENGTH + 1];

  mailbox_cursor_key(&cursor, "rathaus", 5, before);
  g_assert_cmpint(mailbox_cursor_meet(&cursor, &folder_at_100, 9000), ==,
                  MAILBOX_MEETING_RENUMBERED);
  mailbox_cursor_key(&cursor, "rathaus", 5, after);
  g_assert_cmpstr(before, !=, after);
  g_assert_cmpuint(strlen(after), ==, MAILBOX_KEY_LENGTH);
}

static void
test_mailbox_intake_keys_differ(void)
{
  MailboxCursor cursor = {.uidvalidity = 7}, other = {.uidvalidity = 8};
  char key[4][MAILBOX_KEY_LENGTH + 1];

  mailbox_cursor_key(&cursor, "rathaus", 5, key[0]);
  mailbox_cursor_key(&cursor, "rathaus", 6, key[1]);
  mailbox_cursor_key(&other, "rathaus", 5, key[2]);
  mailbox_cursor_key(&cursor, "bauamt", 5, key[3]);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr(key[i], !=, key[j]);
}

static void
test_mailbox_intake_windows(void)
{
  static const struct {
    uint32_t uidnext, exists, first, step, last;
  } rows[] = {
      {1000, 5000, 1, 500, 500},
      {1000, 5000, 500, 500, 0},
      {1000, 4000, 1, 500, 0},
      {UINT32_MAX, 5000, 1, 500, 500},
      {UINT32_MAX, 5000, UINT32_MAX - 100, 500, 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    ImapFolder folder = {.uidnext = rows[i].uidnext, .exists = rows[i].exists};
    uint32_t last = 1;
    mailbox_cursor_window(&folder, rows[i].first, rows[i].step, &last);
    g_assert_cmpuint(last, ==, rows[i].last);
  }
}

static void
test_mailbox_intake_batches(void)
{
  ImapMail mails[100];

  for (unsigned i = 0; i < G_N_ELEMENTS(mails); i++)
    mails[i] = (ImapMail){.uid = i + 1, .size_bytes = 2000};
  g_assert_cmpuint(mailbox_batch_length(mails, 100), ==, MAILBOX_BATCH_MAILS);
  g_assert_cmpuint(mailbox_batch_length(mails, 3), ==, 3);
  mails[2].size_bytes = IMAP_PIECE_BYTES;
  g_assert_cmpuint(mailbox_batch_length(mails, 100), ==, 2);
  g_assert_cmpuint(mailbox_batch_length(mails + 2, 98), ==, 1);
  mails[0].size_bytes = 0; /* the server does not know: alone */
  g_assert_cmpuint(mailbox_batch_length(mails, 100), ==, 1);
  mails[0].size_bytes = UINT32_MAX;
  g_assert_cmpuint(mailbox_batch_length(mails, 100), ==, 1);
}

static void
test_mailbox_intake_backoff(void)
{
  g_assert_cmpint(mailbox_backoff_ms(1, 0), ==, 2500);
  g_assert_cmpint(mailbox_backoff_ms(1, 2500), ==, 5000);
  g_assert_cmpint(mailbox_backoff_ms(2, 0), ==, 5000);
  g_assert_cmpint(mailbox_backoff_ms(1000000, 0), ==, 150000);
  for (uint32_t random = 0; random < 100; random++)
    g_assert_cmpint(mailbox_backoff_ms(99, random * 40000000u), <=, 300000);
}

static void
test_mailbox_intake_cursor_file(void)
{
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "rathaus.state");
  MailboxCursor cursor = {7, 100, 4294967295u, 42, 5000, 9000}, read = {0};
  g_autoptr(GError) error = NULL;

  g_assert_true(mailbox_cursor_load(path, &read, &error));
  g_assert_cmpuint(read.uidvalidity, ==, 0);
  g_assert_true(mailbox_cursor_save(path, &cursor, &error));
  g_assert_true(mailbox_cursor_save(path, &cursor, &error));
  g_assert_true(mailbox_cursor_load(path, &read, &error));
  g_assert_cmpmem(&read, sizeof read, &cursor, sizeof cursor);
  g_assert_no_error(error);
}

/* Starting again at UIDNEXT would lose mail: a person must look. */
static void
test_mailbox_intake_damaged_cursor_file(void)
{
  static const char *const texts[] = {
      "",
      "{",
      "[]",
      "{\"uidvalidity\": 7}",
      "{\"uidvalidity\": 0, \"start_uid\": 1, \"last_uid\": 0,"
      " \"renumbered_uid\": 0, \"first_seen_ms\": 1, \"generation_ms\": 0}",
      "{\"uidvalidity\": 7, \"start_uid\": 1, \"last_uid\": 4294967296,"
      " \"renumbered_uid\": 0, \"first_seen_ms\": 1, \"generation_ms\": 0}"};
  g_autoptr(Scratch) scratch = scratch_new();
  g_autofree char *path = scratch_path(scratch, "rathaus.state");

  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    MailboxCursor read = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, texts[i], -1, NULL));
    g_assert_false(mailbox_cursor_load(path, &read, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_CORRUPT);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
#define ADD(name, function)                                                    \
  g_test_add_func("/daemon/mailbox-intake/" name,                              \
                  test_mailbox_intake_##function)
  ADD("first-meeting-leaves-old-mail", first_meeting_leaves_old_mail);
  ADD("empty-folder-starts-at-one", empty_folder_starts_at_one);
  ADD("done-and-deleted-are-passed-over", done_and_deleted_are_passed_over);
  ADD("new-uidvalidity", new_uidvalidity);
  ADD("uids-fall", uids_fall);
  ADD("keys-differ", keys_differ);
  ADD("windows", windows);
  ADD("batches", batches);
  ADD("backoff", backoff);
  ADD("cursor-file", cursor_file);
  ADD("damaged-cursor-file", damaged_cursor_file);
  return g_test_run();
}

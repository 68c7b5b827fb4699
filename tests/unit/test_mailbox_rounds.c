/* SPDX-License-Identifier: Apache-2.0
 *
 * What the intake does over several rounds, connections and processes with one
 * mail that makes trouble, and with folders that change under it.
 */
#include <string.h>

#include <glib.h>

#include "tests/support/mailbox_play.h"

/* The move was done, but its answer was NO: nothing is read twice. */
static void
test_mailbox_rounds_moved_but_no(void)
{
  STEPS(steps, LOGIN, SELECT_1, LIST_ONE, BODY_ONE, "C CREATE", "S %t OK done",
        "C UID MOVE", "GONE", "S %t NO partly", "EOF", "SERVE");
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_assert_cmpint(mailbox_play(fixture, intake, 2), ==, -1);
  g_free(imap_script_finish(script));
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  json_decref(records);
}

/* A mail that cannot be read blocks nothing and ends with the problems. */
static void
test_mailbox_rounds_poison(void)
{
#define POISON                                                                 \
  IMAP_SCRIPT_SELECT("7", "3", "2"), "C UID FETCH",                            \
      "S * 1 FETCH (UID 1 RFC822.SIZE 2000000" DATE, "S %t OK done",           \
      "C UID FETCH 1 (UID BODY.PEEK", "S %t NO [SERVERBUG] cannot"
  STEPS(steps, LOGIN, IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "3", "2"),
        "C UID FETCH", "S * 1 FETCH (UID 1 RFC822.SIZE 2000000" DATE,
        "S * 2 FETCH (UID 2 RFC822.SIZE 24" DATE, "S %t OK done",
        "C UID FETCH 1 ", "S %t NO [SERVERBUG] cannot", "C UID FETCH 2 ",
        "R * 2 FETCH (UID 2 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",
        "S %t OK done", "C CREATE", "S %t OK done", "C UID MOVE 2",
        "S %t OK done", POISON, POISON, IMAP_SCRIPT_SELECT("7", "3", "1"),
        "C UID FETCH 1:*", "S * 1 FETCH (UID 1 RFC822.SIZE 2000000" DATE,
        "S %t OK done", "C CREATE \"Bote/Problem\"", "S %t OK done",
        "C UID MOVE 1", "S %t OK done");
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  g_assert_cmpint(mailbox_play(fixture, intake, 4), ==, -1);
  g_autofree char *log = imap_script_finish(script);
  g_assert_null(strstr(log, "UNEXPECTED"));
  g_assert_nonnull(strstr(log, "UID MOVE 1 \"Bote/Problem\""));
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  json_decref(records);
}

/* OK without a body, but the mail lies there: it is not passed over, not even
 * by the next process; after three readings a person gets it. */
static void
test_mailbox_rounds_no_body_yet_there(void)
{
#define EMPTY_READING                                                          \
  IMAP_SCRIPT_SELECT("7", "2", "1"), LIST_ONE, NO_BODY, LIST_STILL
  STEPS(steps, LOGIN, SELECT_1, LIST_ONE, NO_BODY, LIST_STILL, "EOF", LOGIN,
        IMAP_SCRIPT_LIST, EMPTY_READING, EMPTY_READING, EMPTY_READING,
        IMAP_SCRIPT_SELECT("7", "2", "1"), LIST_ONE,
        "C CREATE \"Bote/Problem\"", "S %t OK made", "C UID MOVE 1",
        "S %t OK moved");
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  mailbox_fixture_know(fixture, 7, 0);
  MailboxImap *intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  mailbox_imap_free(intake);
  intake = mailbox_imap_new(fixture->box, NULL);
  g_assert_cmpint(mailbox_play(fixture, intake, 4), ==, -1);
  mailbox_imap_free(intake);
  g_autofree char *log = imap_script_finish(script);
  if (strstr(log, "UNEXPECTED") != NULL)
    g_test_fail_printf("%s", log);
  g_assert_nonnull(strstr(log, "UID MOVE 1 \"Bote/Problem\""));
  g_assert_null(strstr(log, "Erledigt"));
}

/* UIDVALIDITY changes: all is read again and says so; the key differs. */
static void
test_mailbox_rounds_uidvalidity_changes(void)
{
  STEPS(steps, "SERVE");
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  mailbox_fixture_know(fixture, 6, 40);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  g_assert_cmpint(mailbox_play(fixture, intake, 2), ==, -1);
  g_free(imap_script_finish(script));
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  g_assert_true(
      json_is_true(json_object_get(json_array_get(records, 0), "renumbered")));
  json_decref(records);
}

/* A mailbox met for the first time: what lies there stays. */
static void
test_mailbox_rounds_first_meeting(void)
{
  STEPS(steps, "SERVE");
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);

  fixture->mailbox.port = imap_script_port(script);
  g_assert_cmpint(mailbox_play(fixture, intake, 2), ==, -1);
  g_autofree char *log = imap_script_finish(script);
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 0);
  g_assert_null(strstr(log, "BODY"));
  g_assert_null(strstr(log, "MOVE"));
  json_decref(records);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
#define ADD(name, function)                                                    \
  g_test_add_func("/daemon/mailbox-rounds/" name,                              \
                  test_mailbox_rounds_##function)
  ADD("F29-moved-but-no", moved_but_no);
  ADD("poison", poison);
  ADD("F30-no-body-yet-there", no_body_yet_there);
  ADD("F26-uidvalidity-changes", uidvalidity_changes);
  ADD("first-meeting", first_meeting);
  return g_test_run();
}

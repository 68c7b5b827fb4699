/* SPDX-License-Identifier: Apache-2.0
 *
 * Processed mail leaves the server after its days: only with our mark, only by
 * UID, and never in a way that keeps new mail from being taken.
 */
#include <string.h>

#include <glib.h>

#include "tests/support/cases.h"
#include "tests/support/mailbox_play.h"

/* 2026-03-11 12:00 UTC; 30 days before it is the 9th of February. */
enum { DAYS = 30 };
#define NOW_MS (INT64_C(1773230400) * 1000)
#define SEARCH(range)                                                          \
  "C UID SEARCH UID " range " KEYWORD $BoteTaken BEFORE 9-Feb-2026"
#define PROCESSED(uidnext, exists)                                             \
  IMAP_SCRIPT_LIST, "C SELECT \"Bote/Erledigt\"", "S * " exists " EXISTS",     \
      "S * OK [UIDVALIDITY 3] v", "S * OK [UIDNEXT " uidnext "] n",            \
      "S * OK [PERMANENTFLAGS (\\Deleted \\*)] p", "S %t OK selected"
#define INBOX IMAP_SCRIPT_SELECT("7", "2", "1")
#define NOTHING "C UID FETCH 1:*", "S %t OK done"
#define TAKE                                                                   \
  LIST_ONE, BODY_ONE, "C UID STORE 1 +FLAGS.SILENT ($BoteTaken)",              \
      "S %t OK done", MOVE

STEPS(old_ones, LOGIN, PROCESSED("600", "4"), SEARCH("1:500"),
      "S * SEARCH 7 5 6 300 900", "S %t OK done",
      "C UID STORE 5:7,300 +FLAGS.SILENT (\\Deleted)", "S %t OK done",
      "C UID EXPUNGE 5:7,300", "S %t OK done", SEARCH("501:1000"), "S * SEARCH",
      "S %t OK done", INBOX, TAKE);
STEPS(none, LOGIN, PROCESSED("9", "4"), SEARCH("1:500"), "S %t OK done", INBOX,
      TAKE);
STEPS(empty, LOGIN, PROCESSED("9", "0"), INBOX, TAKE);
STEPS(no_folder, LOGIN, IMAP_SCRIPT_LIST, "C SELECT \"Bote/Erledigt\"",
      "S %t NO [NONEXISTENT] none", INBOX, TAKE);
STEPS(refused, LOGIN, PROCESSED("9", "4"), SEARCH("1:500"), "S %t NO never",
      INBOX, TAKE);
STEPS(mark_refused, LOGIN, PROCESSED("9", "0"), INBOX, LIST_ONE, BODY_ONE,
      "C UID STORE", "S %t NO no keywords", MOVE);
STEPS(no_uidplus, IMAP_SCRIPT_LOGIN("MOVE"), PROCESSED("9", "4"), INBOX, TAKE);
STEPS(never, LOGIN, IMAP_SCRIPT_LIST, INBOX, LIST_ONE, BODY_ONE, MOVE);

typedef struct Row {
  const char *name;
  const char *const *steps;
  int days;
} Row;

static const Row rows[] = {
    {"old-ones", old_ones, DAYS},
    {"none", none, DAYS},
    {"empty-folder", empty, DAYS},
    {"no-folder-yet", no_folder, DAYS},
    {"search-refused", refused, DAYS},
    {"mark-refused", mark_refused, DAYS},
    {"server-without-uidplus", no_uidplus, DAYS},
    {"never", never, 0},
};

static void
test_mailbox_clear_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();

  (void)mailbox_fixture_set_clock(fixture, NOW_MS, 0);
  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(row->steps, NULL, NULL);
  fixture->mailbox.port = imap_script_port(script);
  fixture->mailbox.processed_days = row->days;
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_autofree char *log = imap_script_finish(script);
  if (strstr(log, "UNEXPECTED") != NULL)
    g_test_fail_printf("%s", log);
  json_t *records = mailbox_fixture_records(fixture);
  g_assert_cmpuint(json_array_size(records), ==, 1);
  json_decref(records);
}

/* Once a day, also over several connections. */
static void
test_mailbox_clear_once_a_day(void)
{
#define SECOND                                                                 \
  LOGIN, IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "2", "0"),                  \
      "C UID FETCH 1:*", "S %t OK done"
  STEPS(steps, LOGIN, PROCESSED("9", "0"), IMAP_SCRIPT_SELECT("7", "2", "0"),
        NOTHING, "EOF", SECOND, "EOF", LOGIN, PROCESSED("9", "0"),
        IMAP_SCRIPT_SELECT("7", "2", "0"), NOTHING);
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  const char *clock = mailbox_fixture_set_clock(fixture, NOW_MS, 0);

  mailbox_fixture_know(fixture, 7, 0);
  g_autoptr(MailboxImap) intake = mailbox_imap_new(fixture->box, NULL);
  ImapScript *script = imap_script_start(steps, NULL, NULL);
  fixture->mailbox.port = imap_script_port(script);
  fixture->mailbox.processed_days = DAYS;
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_assert_true(clock_file_write(clock, NOW_MS + 86400000, 0, NULL));
  g_assert_cmpint(mailbox_play(fixture, intake, 1), ==, -1);
  g_autofree char *log = imap_script_finish(script);
  if (strstr(log, "UNEXPECTED") != NULL)
    g_test_fail_printf("%s", log);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/mailbox-clear", rows, test_mailbox_clear_row);
  g_test_add_func("/daemon/mailbox-clear/once-a-day",
                  test_mailbox_clear_once_a_day);
  return g_test_run();
}

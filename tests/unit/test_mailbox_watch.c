/* SPDX-License-Identifier: Apache-2.0
 *
 * Waiting for mail by a clock that stands until the server moves it: the poll
 * beside IDLE, the renewal of IDLE, and servers that never push.
 */
#include <string.h>

#include <glib.h>

#include "daemon/mailbox/mailbox_watch.h"
#include "tests/support/cases.h"
#include "tests/support/imap_script.h"
#include "tests/support/mailbox_fixture.h"

enum { START_MS = 1700000000 };

#define CAN "IDLE MOVE UIDPLUS"
#define SELECT IMAP_SCRIPT_SELECT("7", "2", "0")
#define EMPTY "C UID FETCH 1:*", "S %t OK done"
#define ASKED(found)                                                           \
  "C NOOP", "S %t OK done", "C UID SEARCH UNDELETED UID 1:*",                  \
      "S * SEARCH" found, "S %t OK done"
#define CONNECT IMAP_SCRIPT_LOGIN(CAN), IMAP_SCRIPT_LIST, SELECT, EMPTY
#define IDLE "C IDLE", "S + idling"
#define DONE "C DONE", "S %t OK done"
#define TAKE                                                                   \
  IMAP_SCRIPT_SELECT("7", "2", "1"), "C UID FETCH",                            \
      "S * 1 FETCH (UID 1 RFC822.SIZE 24 INTERNALDATE "                        \
      "\"01-Jan-2026 10:00:00 +0000\" FLAGS ())",                              \
      "S %t OK done", "C BODY.PEEK[]",                                         \
      "R * 1 FETCH (UID 1 BODY[]<0> {24}\r\n" IMAP_SCRIPT_MAIL ")\r\n",        \
      "S %t OK done", "C CREATE", "S %t OK made", "C UID MOVE 1",              \
      "S %t OK moved", "C NOOP", "S %t OK done",                               \
      "C UID SEARCH UNDELETED UID 2:*", "S * SEARCH", "S %t OK done"
#define BYE "S * BYE enough"

/* SILENT: less than a tick is left, and the client looks at its clock twice a
 * second (CLOCK_LOOK_FILE_MS). */
#define SILENT "Q 700", "T 1"

#define STEPS(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}

/* Every 60 s the IDLE ends and the server is asked, without selecting the
 * folder again. */
STEPS(poll, CONNECT, ASKED(""), IDLE, "T 59999", SILENT, DONE, ASKED(""), IDLE,
      "T 60000", DONE, ASKED(" 0"), IDLE, BYE);
/* IDLE is never answered with EXISTS although mail came. */
STEPS(lying, CONNECT, ASKED(""), IDLE, "T 60000", DONE, ASKED(" 1"), TAKE, IDLE,
      BYE);
STEPS(told_by_noop, CONNECT, ASKED(""), IDLE, "T 60000", DONE, "C NOOP",
      "S * 1 EXISTS", "S %t OK done", TAKE, IDLE, BYE);
STEPS(search_refused, CONNECT, ASKED(""), IDLE, "T 60000", DONE, "C NOOP",
      "S %t OK done", "C UID SEARCH", "S %t BAD what", TAKE, IDLE, BYE);
STEPS(pushed, CONNECT, ASKED(""), IDLE, "T 5000", "S * 1 EXISTS", DONE, TAKE,
      IDLE, BYE);
/* Mail that came between listing and IDLE, told while libetpan listened. */
STEPS(in_between, IMAP_SCRIPT_LOGIN(CAN), IMAP_SCRIPT_LIST, SELECT,
      "C UID FETCH 1:*", "S * 1 EXISTS", "S %t OK done", ASKED(" 1"), TAKE,
      IDLE, BYE);
STEPS(no_idle, IMAP_SCRIPT_LOGIN("MOVE UIDPLUS"), IMAP_SCRIPT_LIST, SELECT,
      EMPTY, ASKED(""), ASKED(" 1"), TAKE, "C NOOP", BYE);
/* A poll above 28 min: the IDLE is renewed and nothing else. */
STEPS(renewed, CONNECT, ASKED(""), IDLE, "T 1679999", SILENT, DONE, IDLE,
      "T 1680000", DONE, IDLE, "T 239999", SILENT, DONE, SELECT, EMPTY,
      ASKED(""), IDLE, BYE);
STEPS(news_at_renewal, CONNECT, ASKED(""), IDLE, "T 1680000", "C DONE",
      "S * 1 EXISTS", "S %t OK done", IDLE, DONE, TAKE, IDLE, BYE);
/* Some mail stays in the folder that we never take: no endless asking. */
STEPS(never_ours, IMAP_SCRIPT_LOGIN(CAN), IMAP_SCRIPT_LIST, SELECT, EMPTY,
      ASKED(" 9"), SELECT, EMPTY, IDLE, BYE);

typedef struct Row {
  const char *name;
  const char *const *steps;
  int poll_s;
  unsigned selects;
  int64_t taken_ms; /* after the start; -1: no mail */
  double rate;      /* 0: the clock stands, and the time is exact */
} Row;

static const Row rows[] = {
    {"poll-every-60-s", poll, 60, 1, -1, 0},
    {"F20-idle-never-pushes", lying, 60, 2, 60000, 0},
    {"F20-told-by-noop", told_by_noop, 60, 2, 60000, 0},
    {"F20-search-refused", search_refused, 60, 2, 60000, 0},
    {"pushed", pushed, 60, 2, 5000, 0},
    {"between-list-and-idle", in_between, 60, 2, 0, 0},
    {"server-without-idle", no_idle, 60, 2, 60000, 1000},
    {"idle-renewed-at-28-min", renewed, 3600, 2, -1, 0},
    {"news-at-renewal", news_at_renewal, 3600, 2, 1680000, 0},
    {"never-ours", never_ours, 60, 2, -1, 0},
};

static unsigned
count_of(const char *log, const char *word)
{
  g_auto(GStrv) parts = g_strsplit(log, word, -1);
  return g_strv_length(parts) - 1;
}

static void
check_taken(const MailboxFixture *fixture, const Row *row)
{
  json_t *records = mailbox_fixture_records(fixture);
  json_t *at = json_object_get(json_array_get(records, 0), "fetched_at_ms");
  json_int_t taken_ms = json_integer_value(at) - START_MS;

  g_assert_cmpuint(json_array_size(records), ==, row->taken_ms >= 0);
  if (row->taken_ms >= 0)
    g_assert_cmpint(taken_ms, >=, row->taken_ms);
  if (row->taken_ms >= 0 && row->rate == 0)
    g_assert_cmpint(taken_ms, ==, row->taken_ms);
  json_decref(records);
}

static void
test_mailbox_watch_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(GError) error = NULL;
  ImapScriptOptions options = {
      .clock_file = mailbox_fixture_set_clock(fixture, START_MS, row->rate),
      .now_ms = START_MS};

  mailbox_fixture_know(fixture, 7, 0);
  ImapScript *script = imap_script_start_with(row->steps, &options);
  fixture->mailbox.port = imap_script_port(script);
  fixture->mailbox.poll_s = row->poll_s;
  MailboxWatch *watch = mailbox_watch_new(fixture->box, -1, &error);
  while (error == NULL)
    (void)mailbox_watch_step(watch, &error);
  /* The script ends with BYE: the connection is given up, not the role. */
  g_assert_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK);
  g_assert_cmpint(mailbox_watch_pause_ms(watch, error), <=,
                  MAILBOX_BACKOFF_MIN_MS);
  mailbox_watch_free(watch);
  g_autofree char *log = imap_script_finish(script);
  if (strstr(log, "UNEXPECTED") != NULL)
    g_test_fail_printf("%s", log);
  g_assert_cmpuint(count_of(log, " SELECT "), ==, row->selects);
  check_taken(fixture, row);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/mailbox-watch", rows, test_mailbox_watch_row);
  return g_test_run();
}

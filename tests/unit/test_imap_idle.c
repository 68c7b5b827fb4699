/* SPDX-License-Identifier: Apache-2.0
 *
 * IDLE with servers that speak at the wrong moment, and peers that are slow.
 */
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "daemon/clock.h"
#include "daemon/imap/imap_session_private.h"
#include "tests/support/cases.h"
#include "tests/support/imap_script.h"

#define READY                                                                  \
  IMAP_SCRIPT_LOGIN("IDLE"), IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "2", "1")
#define STEPS(name, ...)                                                       \
  static const char *const name[] = {READY, "C IDLE", __VA_ARGS__, NULL}

STEPS(usual, "S + idling", "S * 2 EXISTS", "C DONE", "S %t OK done");
STEPS(before_plus, "S * 2 EXISTS", "S + idling", "C DONE", "S %t OK done");
STEPS(same_packet, "R + idling\r\n* OK still here\r\n* 2 EXISTS\r\n", "C DONE",
      "S %t OK done");
STEPS(only_chatter, "R + idling\r\n* OK still here\r\n* 1 EXPUNGE\r\n",
      "C DONE", "S %t OK done");
STEPS(at_done, "S + idling", "C DONE", "S * 2 EXISTS", "S %t OK done");
STEPS(bye, "S + idling", "S * BYE going down", "EOF");
STEPS(eof, "S + idling", "EOF");
STEPS(refused, "S %t NO not now");
STEPS(ended_by_server, "S + idling", "S %t OK enough");
STEPS(endless_line, "S + idling", "Z 400000");

typedef struct Row {
  const char *name;
  const char *const *steps;
  int error; /* -1: none */
  ImapWake wake;
} Row;

static const Row rows[] = {
    {"usual", usual, -1, IMAP_WAKE_DATA},
    {"exists-before-plus", before_plus, -1, IMAP_WAKE_DATA},
    {"exists-in-the-same-packet", same_packet, -1, IMAP_WAKE_DATA},
    {"only-chatter", only_chatter, -1, IMAP_WAKE_TIMEOUT},
    {"exists-at-done", at_done, -1, IMAP_WAKE_TIMEOUT},
    {"bye", bye, IMAP_ERROR_NETWORK, IMAP_WAKE_TIMEOUT},
    {"eof", eof, IMAP_ERROR_NETWORK, IMAP_WAKE_TIMEOUT},
    {"refused", refused, IMAP_ERROR_REFUSED, IMAP_WAKE_TIMEOUT},
    {"ended-by-server", ended_by_server, IMAP_ERROR_NETWORK, IMAP_WAKE_TIMEOUT},
    {"endless-line", endless_line, IMAP_ERROR_PROTOCOL, IMAP_WAKE_TIMEOUT},
};

static ImapSession *
connect_to(ImapScript *script, GError **error)
{
  MailboxSettings mailbox = {
      .host = (char *)"127.0.0.1",
      .port = imap_script_port(script),
      .tls = TLS_MODE_NONE,
      .user = (char *)"town",
      .auth = AUTH_METHOD_LOGIN,
  };
  ImapFolder folder;
  ImapSession *session = imap_session_open(&mailbox, "secret", error);

  g_assert_no_error(*error);
  g_assert_true(imap_session_select(session, "INBOX", &folder, error));
  return session;
}

static void
test_imap_idle_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GError) error = NULL;
  ImapScript *script = imap_script_start(row->steps, NULL, NULL);
  ImapSession *session = connect_to(script, &error);
  ImapWake wake = IMAP_WAKE_TIMEOUT;
  int timeout_ms = row->wake == IMAP_WAKE_DATA || row->error >= 0 ? 5000 : 50;

  bool good = imap_session_idle_start(session, &error) &&
              imap_session_idle_wait(session, -1, timeout_ms, &wake, &error) &&
              imap_session_idle_stop(session, &error);
  g_assert_cmpint(good, ==, row->error < 0);
  g_assert_cmpint(wake, ==, row->wake);
  g_assert_cmpint(error != NULL ? error->code : -1, ==, row->error);
  if (row->error == IMAP_ERROR_REFUSED)
    g_assert_false(imap_session_can_idle(session));
  imap_session_close(session);
  g_autofree char *log = imap_script_finish(script);
  g_assert_null(strstr(log, "UNEXPECTED"));
}

static void
test_imap_idle_bell_wakes(void)
{
  g_autoptr(GError) error = NULL;
  ImapScript *script = imap_script_start(at_done, NULL, NULL);
  ImapSession *session = connect_to(script, &error);
  ImapWake wake = IMAP_WAKE_TIMEOUT;
  int fds[2];

  g_assert_cmpint(pipe(fds), ==, 0);
  g_assert_cmpint(write(fds[1], "", 1), ==, 1);
  g_assert_true(imap_session_idle_start(session, &error));
  g_assert_true(imap_session_idle_wait(session, fds[0], 5000, &wake, &error));
  g_assert_cmpint(wake, ==, IMAP_WAKE_BELL);
  g_assert_true(imap_session_idle_stop(session, &error));
  imap_session_close(session);
  g_free(imap_script_finish(script));
  close(fds[0]);
  close(fds[1]);
}

/* A byte now and then keeps no deadline from coming. */
static void
test_imap_idle_dripping_server(void)
{
  static const char *const steps[] = {"DRIP", NULL};
  ImapScript *script = imap_script_start(steps, NULL, NULL);
  MailboxSettings mailbox = {.host = (char *)"127.0.0.1",
                             .port = imap_script_port(script),
                             .tls = TLS_MODE_NONE};
  int64_t start_ms = clock_monotonic_ms();
  ImapStream *stream = imap_stream_connect(&mailbox, start_ms + 5000, NULL);
  mailstream *buffered = imap_stream_new_mailstream(stream);
  char bytes[1000];
  size_t got = 0;

  imap_stream_allow(stream, clock_monotonic_ms() + 300, 100000, 0);
  while (got < sizeof bytes) {
    ssize_t length = mailstream_read(buffered, bytes, sizeof bytes - got);
    if (length <= 0)
      break;
    got += (size_t)length;
  }
  g_assert_error(imap_stream_failure(stream), IMAP_ERROR, IMAP_ERROR_NETWORK);
  g_assert_cmpint(clock_monotonic_ms() - start_ms, <, 3000);
  mailstream_close(buffered);
  imap_stream_free(stream);
  g_free(imap_script_finish(script));
}

/* The connection stays open and nothing comes any more (F20): the end of the
 * IDLE is not answered, and nobody waits for that longer than allowed. */
static void
test_imap_idle_black_hole(void)
{
  STEPS(steps, "S + idling", "C DONE");
  g_autoptr(GError) error = NULL;
  ImapScript *script = imap_script_start(steps, NULL, NULL);
  ImapSession *session = connect_to(script, &error);
  ImapWake wake = IMAP_WAKE_BELL;

  g_assert_cmpint(session->command_ms, ==, IMAP_COMMAND_MS);
  g_assert_true(imap_session_idle_start(session, &error));
  g_assert_true(imap_session_idle_wait(session, -1, 1, &wake, &error));
  g_assert_cmpint(wake, ==, IMAP_WAKE_TIMEOUT);
  session->command_ms = 200;
  int64_t start_ms = clock_monotonic_ms();
  g_assert_false(imap_session_idle_stop(session, &error));
  g_assert_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK);
  g_assert_cmpint(clock_monotonic_ms() - start_ms, >=, 200);
  g_assert_cmpint(clock_monotonic_ms() - start_ms, <, 5000);
  imap_session_close(session);
  g_free(imap_script_finish(script));
}

/* Nobody listens, and no TLS to a foreign address: both end without a word. */
static void
test_imap_idle_no_server(void)
{
  MailboxSettings mailbox = {.host = (char *)"127.0.0.1",
                             .port = 1,
                             .tls = TLS_MODE_NONE,
                             .user = (char *)"town"};
  g_autoptr(GError) error = NULL;

  g_assert_null(imap_session_open(&mailbox, "secret", &error));
  g_assert_error(error, IMAP_ERROR, IMAP_ERROR_NETWORK);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/imap-idle", rows, test_imap_idle_row);
  g_test_add_func("/daemon/imap-idle/bell-wakes", test_imap_idle_bell_wakes);
  g_test_add_func("/daemon/imap-idle/F21-dripping-server",
                  test_imap_idle_dripping_server);
  g_test_add_func("/daemon/imap-idle/F20-black-hole",
                  test_imap_idle_black_hole);
  g_test_add_func("/daemon/imap-idle/no-server", test_imap_idle_no_server);
  return g_test_run();
}

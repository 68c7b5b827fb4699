/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in with XOAUTH2 by tokens from a command, as Google and Microsoft
 * speak it: taken, refused, refused again.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "daemon/mailbox/mailbox_watch.h"
#include "tests/support/cases.h"
#include "tests/support/imap_script.h"
#include "tests/support/mailbox_fixture.h"
#include "tests/support/test_ca.h"

/* printf 'user=town\001auth=Bearer token-1\001\001' | base64 */
#define FIRST "dXNlcj10b3duAWF1dGg9QmVhcmVyIHRva2VuLTEBAQ=="
#define SECOND "dXNlcj10b3duAWF1dGg9QmVhcmVyIHRva2VuLTIBAQ=="
/* {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"} */
#define WHY                                                                    \
  "S + eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczov"   \
  "L21haWwuZ29vZ2xlLmNvbS8ifQ=="
#define NO "S %t NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"

#define HELLO(capabilities)                                                    \
  "S * OK Gimap ready", "C 1 CAPABILITY",                                      \
      "S * CAPABILITY IMAP4rev1 " capabilities, "S %t OK done"
#define TAKEN                                                                  \
  "S %t OK town authenticated", "C CAPABILITY",                                \
      "S * CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS", "S %t OK done",            \
      IMAP_SCRIPT_LIST, IMAP_SCRIPT_SELECT("7", "1", "0"), "C UID FETCH",      \
      "S %t OK done", "C NOOP", "S * BYE enough"

#define DIRECT "AUTH=XOAUTH2 SASL-IR"
#define DIRECT_TRY(response) HELLO(DIRECT), "C AUTHENTICATE XOAUTH2 " response
#define SLOW "AUTH=PLAIN AUTH=XOAUTH2"
#define SLOW_TRY(response)                                                     \
  HELLO(SLOW), "C AUTHENTICATE XOAUTH2", "S + ", "C " response
/* The empty line ends the exchange (an exact match, see the log's check). */
#define REFUSED WHY, "C", NO, "EOF"

#define STEPS(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}

STEPS(direct, DIRECT_TRY(FIRST), TAKEN);
STEPS(direct_tls, "TLS", DIRECT_TRY(FIRST), TAKEN);
STEPS(slow, SLOW_TRY(FIRST), TAKEN);
STEPS(slow_tls, "TLS", SLOW_TRY(FIRST), TAKEN);
STEPS(expired, DIRECT_TRY(FIRST), REFUSED, DIRECT_TRY(SECOND), TAKEN);
STEPS(expired_tls, "TLS", DIRECT_TRY(FIRST), REFUSED, "TLS", DIRECT_TRY(SECOND),
      TAKEN);
STEPS(expired_slow, SLOW_TRY(FIRST), REFUSED, SLOW_TRY(SECOND), TAKEN);
STEPS(expired_no_reason, DIRECT_TRY(FIRST), NO, "EOF", DIRECT_TRY(SECOND),
      TAKEN);
STEPS(revoked, DIRECT_TRY(FIRST), REFUSED, DIRECT_TRY(SECOND), REFUSED);
STEPS(revoked_slow, SLOW_TRY(FIRST), REFUSED, SLOW_TRY(SECOND), REFUSED);
STEPS(not_offered, HELLO("AUTH=PLAIN SASL-IR"), "EOF",
      HELLO("AUTH=PLAIN SASL-IR"), "EOF");
STEPS(later, DIRECT_TRY(FIRST),
      "S %t NO [UNAVAILABLE] Temporary authentication failure", "EOF");

typedef struct Row {
  const char *name;
  const char *const *steps;
  TlsMode tls;
  unsigned empty; /* lines of the client */
  const char *tokens;
  int error;
} Row;

static const Row rows[] = {
    {"initial-response", direct, TLS_MODE_NONE, 0, "1\n", IMAP_ERROR_NETWORK},
    {"initial-response-tls", direct_tls, TLS_MODE_IMPLICIT, 0, "1\n",
     IMAP_ERROR_NETWORK},
    {"continuation", slow, TLS_MODE_NONE, 0, "1\n", IMAP_ERROR_NETWORK},
    {"continuation-tls", slow_tls, TLS_MODE_IMPLICIT, 0, "1\n",
     IMAP_ERROR_NETWORK},
    {"expired", expired, TLS_MODE_NONE, 1, "1\n2\n", IMAP_ERROR_NETWORK},
    {"expired-tls", expired_tls, TLS_MODE_IMPLICIT, 1, "1\n2\n",
     IMAP_ERROR_NETWORK},
    {"expired-continuation", expired_slow, TLS_MODE_NONE, 1, "1\n2\n",
     IMAP_ERROR_NETWORK},
    {"expired-without-reason", expired_no_reason, TLS_MODE_NONE, 0, "1\n2\n",
     IMAP_ERROR_NETWORK},
    {"revoked", revoked, TLS_MODE_NONE, 2, "1\n2\n", IMAP_ERROR_AUTH},
    {"revoked-continuation", revoked_slow, TLS_MODE_NONE, 2, "1\n2\n",
     IMAP_ERROR_AUTH},
    {"not-offered", not_offered, TLS_MODE_NONE, 0, "1\n2\n", IMAP_ERROR_AUTH},
    {"server-cannot-tell-now", later, TLS_MODE_NONE, 0, "1\n",
     IMAP_ERROR_NETWORK},
};

/* The n-th call prints "token-N" and adds a line N to the file "tokens". */
static char *
token_command(const MailboxFixture *fixture)
{
  g_autofree char *path = scratch_path(fixture->scratch, "tokens");
  return g_strdup_printf("/bin/sh -c 'echo $(($(wc -l <%s) + 1)) >>%s; "
                         "echo token-$(wc -l <%s)'",
                         path, path, path);
}

static char *
read_scratch(const MailboxFixture *fixture, const char *name)
{
  g_autofree char *path = scratch_path(fixture->scratch, name);
  char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* Step until something fails, with standard error in the file "log".  Returns
 * how long nothing is tried then. */
static int64_t
watch_until_error(MailboxFixture *fixture, GError **error)
{
  g_autofree char *path = scratch_path(fixture->scratch, "log");
  g_autoptr(MailboxWatch) watch = mailbox_watch_new(fixture->box, -1, error);
  int kept_fd = fcntl(2, F_DUPFD_CLOEXEC, 3);
  int log_fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint(dup2(log_fd, 2), ==, 2);
  while (*error == NULL)
    (void)mailbox_watch_step(watch, error);
  int64_t pause_ms = mailbox_watch_pause_ms(watch, *error);
  g_assert_cmpint(dup2(kept_fd, 2), ==, 2);
  close(kept_fd);
  close(log_fd);
  return pause_ms;
}

static void
check_log(const MailboxFixture *fixture, int error)
{
  g_autofree char *log = read_scratch(fixture, "log");

  g_assert_null(strstr(log, "token-"));
  g_assert_null(strstr(log, "dXNlcj10"));
  g_assert_null(strstr(log, "google"));
  if (error == IMAP_ERROR_AUTH) {
    g_assert_nonnull(strstr(log, "event=mailbox-failed mailbox=rathaus "
                                 "kind=auth why="));
    g_assert_nonnull(strstr(log, "next=\"tried again in 900 s\""));
  }
}

static unsigned
count_empty_lines(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  unsigned count = 0;

  for (char **line = lines; *line != NULL; line++)
    count += line[1] != NULL && **line == '\0';
  return count;
}

static void
test_imap_xoauth2_row(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(MailboxFixture) fixture = mailbox_fixture_new();
  g_autoptr(TestCa) ca = row->tls != TLS_MODE_NONE ? test_ca_new() : NULL;
  g_autofree char *command = token_command(fixture);
  g_autofree char *counter = scratch_path(fixture->scratch, "tokens");
  g_autoptr(GError) error = NULL;

  g_assert_true(g_file_set_contents(counter, "", 0, NULL));
  mailbox_fixture_know(fixture, 7, 0);
  ImapScript *script = imap_script_start(
      row->steps, ca != NULL ? test_ca_server(ca, TEST_CERT_GOOD) : NULL, NULL);
  fixture->mailbox.host = (char *)"localhost";
  fixture->mailbox.port = imap_script_port(script);
  fixture->mailbox.tls = row->tls;
  fixture->mailbox.ca_file = ca != NULL ? (char *)test_ca_file(ca) : NULL;
  fixture->mailbox.auth = AUTH_METHOD_XOAUTH2;
  fixture->mailbox.token_command = command;
  int64_t pause_ms = watch_until_error(fixture, &error);
  g_autofree char *log = imap_script_finish(script);
  g_autofree char *tokens = read_scratch(fixture, "tokens");
  g_assert_error(error, IMAP_ERROR, row->error);
  if (row->error == IMAP_ERROR_AUTH)
    g_assert_cmpint(pause_ms, ==, MAILBOX_AUTH_MS);
  else
    g_assert_cmpint(pause_ms, <=, MAILBOX_BACKOFF_MIN_MS);
  g_assert_cmpstr(tokens, ==, row->tokens);
  g_assert_cmpuint(count_empty_lines(log), ==, row->empty);
  if (strstr(log, "UNEXPECTED") != NULL)
    g_test_fail_printf("%s", log);
  check_log(fixture, row->error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/imap-xoauth2", rows, test_imap_xoauth2_row);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The password must never reach a server whose certificate does not verify.
 */
#include <string.h>

#include <gnutls/gnutls.h>

#include "daemon/imap/imap_session.h"
#include "tests/support/cases.h"
#include "tests/support/imap_script.h"
#include "tests/support/test_ca.h"

#define PASSWORD "hunter2-secret"
#define PLAIN_HELLO                                                            \
  "S * OK ready", "C CAPABILITY", "S * CAPABILITY IMAP4rev1 STARTTLS",         \
      "S %t OK done"

static const char *const implicit[] = {"TLS", IMAP_SCRIPT_LOGIN("IDLE"), NULL};
static const char *const start_tls[] = {PLAIN_HELLO,
                                        "C STARTTLS",
                                        "S %t OK go",
                                        "TLS",
                                        "C CAPABILITY",
                                        "S * CAPABILITY IMAP4rev1",
                                        "S %t OK done",
                                        "C LOGIN",
                                        "S %t OK in",
                                        "C CAPABILITY",
                                        "S * CAPABILITY IMAP4rev1",
                                        "S %t OK done",
                                        NULL};
static const char *const stripped[] = {"S * OK ready", "C CAPABILITY",
                                       "S * CAPABILITY IMAP4rev1 AUTH=PLAIN",
                                       "S %t OK done", NULL};
static const char *const refused[] = {PLAIN_HELLO, "C STARTTLS",
                                      "S %t NO not today", NULL};
static const char *const injected[] = {
    PLAIN_HELLO, "C STARTTLS",
    "R %t OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", "TLS", NULL};
static const char *const preauth[] = {"S * PREAUTH welcome", NULL};

typedef struct Row {
  const char *name;
  const char *const *steps;
  TlsMode tls;
  TestCert cert;
  const char *priority;
  bool trusted; /* our CA is configured */
  int error;    /* -1: signs in */
} Row;

static const Row rows[] = {
    {"implicit", implicit, TLS_MODE_IMPLICIT, TEST_CERT_GOOD, NULL, true, -1},
    {"starttls", start_tls, TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL, true, -1},
    {"F31-expired", implicit, TLS_MODE_IMPLICIT, TEST_CERT_EXPIRED, NULL, true,
     IMAP_ERROR_TLS},
    {"F31-wrong-host", implicit, TLS_MODE_IMPLICIT, TEST_CERT_WRONG_HOST, NULL,
     true, IMAP_ERROR_TLS},
    {"F31-self-signed", implicit, TLS_MODE_IMPLICIT, TEST_CERT_SELF_SIGNED,
     NULL, true, IMAP_ERROR_TLS},
    {"F31-unknown-authority", implicit, TLS_MODE_IMPLICIT, TEST_CERT_GOOD, NULL,
     false, IMAP_ERROR_TLS},
    {"F31-tls-1.1", implicit, TLS_MODE_IMPLICIT, TEST_CERT_GOOD,
     "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT", true, IMAP_ERROR_TLS},
    {"F31-starttls-wrong-host", start_tls, TLS_MODE_STARTTLS,
     TEST_CERT_WRONG_HOST, NULL, true, IMAP_ERROR_TLS},
    {"F32-starttls-stripped", stripped, TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL,
     true, IMAP_ERROR_TLS},
    {"F32-starttls-refused", refused, TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL,
     true, IMAP_ERROR_REFUSED},
    {"F32-starttls-injected", injected, TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL,
     true, IMAP_ERROR_TLS},
    {"F32-starttls-preauth", preauth, TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL,
     true, IMAP_ERROR_TLS},
};

static void
test_imap_tls(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(TestCa) ca = test_ca_new();
  g_autoptr(GError) error = NULL;
  ImapScript *script = imap_script_start(
      row->steps, test_ca_server(ca, row->cert), row->priority);
  MailboxSettings mailbox = {
      .host = (char *)"localhost",
      .port = imap_script_port(script),
      .tls = row->tls,
      .user = (char *)"town",
      .auth = AUTH_METHOD_LOGIN,
      .ca_file = row->trusted ? (char *)test_ca_file(ca) : NULL,
  };

  ImapSession *session = imap_session_open(&mailbox, PASSWORD, &error);
  imap_session_close(session);
  g_autofree char *log = imap_script_finish(script);
  if (row->error < 0) {
    g_assert_no_error(error);
    g_assert_nonnull(strstr(log, PASSWORD));
  } else {
    g_assert_error(error, IMAP_ERROR, row->error);
    g_assert_null(strstr(log, "LOGIN"));
    g_assert_null(strstr(log, PASSWORD));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  CASES_ADD_ROWS("/daemon/imap-tls", rows, test_imap_tls);
  return g_test_run();
}

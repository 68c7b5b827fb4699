/* SPDX-License-Identifier: Apache-2.0
 *
 * No password and no letter reaches an SMTP server that cannot prove who it is.
 */
#include <string.h>

#include "daemon/oauth.h"
#include "tests/support/cases.h"
#include "tests/support/smtp_script.h"
#include "tests/support/test_ca.h"
#include "tests/support/transport_run.h"

#define FROM "town@example.org"
#define TO "anna@example.org"
#define MAIL "Subject: x\r\n\r\nHello\r\n"

typedef struct TlsRow {
  const char *name;
  TlsMode tls;
  TestCert cert;
  const char *priority;
  bool trusted;        /* our CA is configured */
  bool has_tls;        /* the server knows TLS at all */
  const char *refusal; /* of STARTTLS or AUTH */
  DeliveryAction action;
} TlsRow;

static const TlsRow tls_rows[] = {
    {"implicit", TLS_MODE_IMPLICIT, TEST_CERT_GOOD, NULL, true, true, NULL,
     DELIVERY_SENT},
    {"starttls", TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL, true, true, NULL,
     DELIVERY_SENT},
    {"expired", TLS_MODE_IMPLICIT, TEST_CERT_EXPIRED, NULL, true, true, NULL,
     DELIVERY_NOT_TRIED},
    {"wrong-host", TLS_MODE_IMPLICIT, TEST_CERT_WRONG_HOST, NULL, true, true,
     NULL, DELIVERY_NOT_TRIED},
    {"self-signed", TLS_MODE_IMPLICIT, TEST_CERT_SELF_SIGNED, NULL, true, true,
     NULL, DELIVERY_NOT_TRIED},
    {"unknown-authority", TLS_MODE_IMPLICIT, TEST_CERT_GOOD, NULL, false, true,
     NULL, DELIVERY_NOT_TRIED},
    {"tls-1.1", TLS_MODE_IMPLICIT, TEST_CERT_GOOD,
     "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT", true, true, NULL,
     DELIVERY_NOT_TRIED},
    {"starttls-wrong-host", TLS_MODE_STARTTLS, TEST_CERT_WRONG_HOST, NULL, true,
     true, NULL, DELIVERY_NOT_TRIED},
    {"starttls-expired", TLS_MODE_STARTTLS, TEST_CERT_EXPIRED, NULL, true, true,
     NULL, DELIVERY_NOT_TRIED},
    {"starttls-stripped", TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL, true, false,
     NULL, DELIVERY_NOT_TRIED},
    {"starttls-refused", TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL, true, true,
     "454 4.7.0 not now", DELIVERY_NOT_TRIED},
    {"starttls-injected", TLS_MODE_STARTTLS, TEST_CERT_GOOD, NULL, true, true,
     "220 go\r\n250 AUTH PLAIN", DELIVERY_NOT_TRIED},
};

static void
test_tls(gconstpointer data)
{
  const TlsRow *row = data;
  const SmtpRule rules[] = {{.command = "STARTTLS", .reply = row->refusal},
                            {0}};
  g_autoptr(TestCa) ca = test_ca_new();
  SmtpScriptOptions options = {
      .rules = row->refusal != NULL ? rules : NULL,
      .credentials = row->has_tls ? test_ca_server(ca, row->cert) : NULL,
      .priority = row->priority,
      .implicit_tls = row->tls == TLS_MODE_IMPLICIT};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  run.transport.tls = row->tls;
  run.transport.auth = AUTH_METHOD_LOGIN;
  run.transport.user = (char *)"town";
  run.transport.credential = (char *)"secret";
  run.transport.ca_file = row->trusted ? (char *)test_ca_file(ca) : NULL;
  transport_run_job(&run, FROM, TO, MAIL, &out);
  transport_run_clear(&run);
  g_autofree char *log = smtp_script_finish(script);
  g_test_message("%s", out.diagnostic != NULL ? out.diagnostic : "");
  g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                  delivery_action_to_string(row->action));
  if (row->action == DELIVERY_SENT) {
    g_assert_nonnull(strstr(log, "aHVudGVyMi1zZWNyZXQ=")); /* the password */
  } else {
    g_assert_null(strstr(log, "AUTH"));
    g_assert_null(strstr(log, "aHVu"));
    g_assert_null(strstr(log, "MAIL"));
  }
  transport_result_clear(&out);
}

typedef struct AuthRow {
  const char *name;
  AuthMethod method;
  const char *host, *credential, *reply;
  DeliveryAction action;
} AuthRow;

static const AuthRow auth_rows[] = {
    {"plain", AUTH_METHOD_PLAIN, "localhost", "secret", NULL, DELIVERY_SENT},
    {"revoked", AUTH_METHOD_PLAIN, "localhost", "secret", "535 5.7.8 no",
     DELIVERY_PAUSE},
    {"later", AUTH_METHOD_PLAIN, "localhost", "secret", "454 4.7.0 later",
     DELIVERY_DEFER},
    {"error-as-challenge", AUTH_METHOD_PLAIN, "localhost", "secret",
     "334 eyJzdGF0dXMiOiI0MDAifQ==", DELIVERY_PAUSE},
    {"no-credential", AUTH_METHOD_PLAIN, "localhost", "missing", NULL,
     DELIVERY_PAUSE},
    {"no-token", AUTH_METHOD_XOAUTH2, "localhost", NULL, NULL, DELIVERY_PAUSE},
    {"plain-text-abroad", AUTH_METHOD_NONE, "192.0.2.1", NULL, NULL,
     DELIVERY_PAUSE},
};

static void
test_auth(gconstpointer data)
{
  const AuthRow *row = data;
  const SmtpRule rules[] = {{.command = "AUTH", .reply = row->reply}, {0}};
  static const OauthSettings nothing;
  SmtpScriptOptions options = {.rules = row->reply != NULL ? rules : NULL};
  SmtpScript *script = smtp_script_start(&options);
  TransportRun run;
  OutboxResult out;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  run.transport.port = smtp_script_port(script);
  run.transport.host = (char *)row->host;
  run.transport.auth = row->method;
  run.transport.user = (char *)"town";
  run.transport.credential = (char *)row->credential;
  if (row->method == AUTH_METHOD_XOAUTH2)
    run.route.oauth = oauth_new(&nothing, NULL);
  transport_run_job(&run, FROM, TO, MAIL, &out);
  transport_run_clear(&run);
  g_free(smtp_script_finish(script));
  g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                  delivery_action_to_string(row->action));
  g_assert_true(out.diagnostic == NULL ||
                strstr(out.diagnostic, "hunter2") == NULL);
  transport_result_clear(&out);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CASES_ADD_ROWS("/daemon/deliver-smtp/tls", tls_rows, test_tls)
  CASES_ADD_ROWS("/daemon/deliver-smtp/auth", auth_rows, test_auth)
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of an SMS for every way a provider's API can behave.
 */
#include <string.h>

#include "daemon/oauth.h"
#include "tests/support/cases.h"
#include "tests/support/http_script.h"
#include "tests/support/transport_run.h"

/* --- providers --- */

#define KANNEL                                                                 \
  "{\"url\":\"http://localhost:%d/cgi-bin/sendsms\",\"user\":\"u\"}"

typedef struct Row {
  const char *name, *provider, *config;
  const char *status, *headers, *body; /* status NULL: hang up */
  DeliveryAction action;
  int retry_after_s;
} Row;

static const Row rows[] = {
    {"200-with-id", "generic", RUN_GENERIC, "200 OK", "", "{\"id\":\"m-1\"}",
     DELIVERY_SENT, 0},
    {"kannel-202", "kannel", KANNEL, "202 Accepted", "",
     "0: Accepted for delivery", DELIVERY_SENT, 0},
    {"400", "generic", RUN_GENERIC, "400 Bad Request", "", "{\"code\":\"to\"}",
     DELIVERY_FAIL, 0},
    {"401", "generic", RUN_GENERIC, "401 Unauthorized", "", "{}",
     DELIVERY_PAUSE, 0},
    {"402-no-credit", "generic", RUN_GENERIC, "402 Payment Required", "", "{}",
     DELIVERY_PAUSE, 0},
    {"403", "kannel", KANNEL, "403 Forbidden", "", "", DELIVERY_PAUSE, 0},
    {"429-a-year", "generic", RUN_GENERIC, "429 Too Many Requests",
     "Retry-After: 31536000\r\n", "{}", DELIVERY_NOT_TRIED, 3600},
    {"429-a-minute", "generic", RUN_GENERIC, "429 Too Many Requests",
     "Retry-After: 60\r\n", "{}", DELIVERY_NOT_TRIED, 60},
    {"429-until-a-date", "generic", RUN_GENERIC, "429 Too Many Requests",
     "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", "{}", DELIVERY_NOT_TRIED,
     3600},
    {"429-until-a-date-that-is-past", "generic", RUN_GENERIC,
     "429 Too Many Requests", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
     "{}", DELIVERY_NOT_TRIED, 1},
    {"429-until-nonsense", "generic", RUN_GENERIC, "429 Too Many Requests",
     "Retry-After: soon\r\n", "{}", DELIVERY_NOT_TRIED, 1},
    {"429-bare", "generic", RUN_GENERIC, "429 Too Many Requests", "", "{}",
     DELIVERY_NOT_TRIED, 1},
    {"500", "generic", RUN_GENERIC, "500 Oops", "", "{}", DELIVERY_UNKNOWN, 0},
    {"503-with-its-reason", "kannel", KANNEL, "503 Service Unavailable", "",
     "Temporal failure, try again later.", DELIVERY_DEFER, 0},
    {"503", "kannel", KANNEL, "503 Later", "", "", DELIVERY_UNKNOWN, 0},
    {"408", "generic", RUN_GENERIC, "408 Request Timeout", "", "",
     DELIVERY_UNKNOWN, 0},
    {"html", "generic", RUN_GENERIC, "200 OK", "",
     "<html><p>Welcome</p></html>", DELIVERY_UNKNOWN, 0},
    {"broken-json", "generic", RUN_GENERIC, "200 OK", "", "{\"id\":\"m-1\"",
     DELIVERY_UNKNOWN, 0},
    {"another-json", "generic", RUN_GENERIC, "200 OK", "", "[1, 2, 3]",
     DELIVERY_UNKNOWN, 0},
    {"shorter-than-told", "generic", RUN_GENERIC, "200 OK",
     "Content-Length: 99\r\nX: ", "{\"id\":\"m-1\"}", DELIVERY_UNKNOWN, 0},
    {"empty", "generic", RUN_GENERIC, "200 OK", "", "", DELIVERY_UNKNOWN, 0},
    {"redirect", "generic", RUN_GENERIC, "302 Found",
     "Location: http://localhost:1/\r\n", "", DELIVERY_DEFER, 0},
    {"accepted-then-cut", "generic", RUN_GENERIC, NULL, NULL, NULL,
     DELIVERY_UNKNOWN, 0},
    {"no-http", "generic", RUN_GENERIC, "", "", "", DELIVERY_UNKNOWN, 0},
};

static char *
make_answer(const Row *row)
{
  if (row->status == NULL)
    return NULL;
  if (row->status[0] == '\0')
    return g_strdup("SSH-2.0-OpenSSH\r\n\r\n");
  return g_strdup_printf("HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n%s",
                         row->status, row->headers, strlen(row->body),
                         row->body);
}

static void
test_answer(gconstpointer data)
{
  const Row *row = data;
  g_autofree char *answer = make_answer(row);
  HttpScript *script = http_script_start(answer);
  TransportRun run;
  OutboxResult out;

  transport_run_init_http(&run, row->provider, row->config, script->port);
  transport_run_job(&run, "", "+4915228817386", "Gr\xc3\xbc\xc3\x9f", &out);
  transport_run_clear(&run);
  g_autofree char *request = http_script_finish(script);
  g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                  delivery_action_to_string(row->action));
  g_assert_cmpint(out.retry_after_s, ==, row->retry_after_s);
  g_assert_nonnull(strstr(request, "hunter2-secret"));
  g_assert_true(out.diagnostic == NULL ||
                strstr(out.diagnostic, "hunter2") == NULL);
  transport_result_clear(&out);
}

static void
test_requests(void)
{
  HttpScript *script =
      http_script_start("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"
                        "{\"id\":\"m-1\"}");
  TransportRun run;
  OutboxResult out;

  transport_run_init_http(&run, "generic", RUN_GENERIC, script->port);
  transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
  g_assert_cmpstr(out.provider_ref, ==, "m-1");
  transport_result_clear(&out);
  transport_run_clear(&run);
  g_autofree char *post = http_script_finish(script);
  g_assert_true(g_str_has_prefix(post, "POST /sms HTTP/1.1\r\n"));
  g_assert_nonnull(strstr(post, "X-Api-Key: hunter2-secret\r\n"));
  g_assert_nonnull(strstr(post, "\"to\":\"+4915228817386\""));
  g_assert_null(strstr(post, "Expect"));

  script =
      http_script_start("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
  transport_run_init_http(&run, "kannel", KANNEL, script->port);
  transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
  transport_result_clear(&out);
  transport_run_clear(&run);
  g_autofree char *get = http_script_finish(script);
  g_assert_true(g_str_has_prefix(get, "GET /cgi-bin/sendsms?username=u&"));
  g_assert_nonnull(strstr(get, "from=%2B4915228817386"));
  g_assert_nonnull(strstr(
      get, "dlr-url=https%3A%2F%2Fbote.example.org%2Fsms%2Fsms%2Fhunter2"));
}

/* Nothing has left: it may be sent again without a second thought. */
static void
test_before_the_request(void)
{
  static const struct {
    const char *config;
    DeliveryAction action;
  } cases[] = {
      {RUN_GENERIC, DELIVERY_NOT_TRIED}, /* nobody listens */
      {"{\"send\":{\"url\":\"https://localhost:%d/\"}}", DELIVERY_NOT_TRIED},
      {"{\"send\":{\"url\":\"http://192.0.2.1:%d/\"}}", DELIVERY_PAUSE},
      {"{\"send\":{\"url\":\"ftp://localhost:%d/\"}}", DELIVERY_PAUSE},
      {"{\"x\":\"%d\"}", DELIVERY_PAUSE}, /* nothing says how to send */
  };
  HttpScript *script = http_script_start(NULL);
  int port = script->port;
  TransportRun run;
  OutboxResult out;

  g_free(http_script_finish(script));
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    transport_run_init_http(&run, "generic", cases[i].config, port);
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_assert_cmpint(out.action, ==, cases[i].action);
    transport_result_clear(&out);
    transport_run_clear(&run);
  }
}

/* The peer speaks no TLS: the request has not left. */
static void
test_tls_fails(void)
{
  HttpScript *script = http_script_start("HTTP/1.1 200 OK\r\n\r\n");
  TransportRun run;
  OutboxResult out;

  script->request = g_string_append(script->request, "\r\n\r\n"); /* at once */
  transport_run_init_http(&run, "generic",
                          "{\"send\":{\"url\":\"https://localhost:%d/\"}}",
                          script->port);
  transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
  g_assert_cmpint(out.action, ==, DELIVERY_NOT_TRIED);
  transport_result_clear(&out);
  transport_run_clear(&run);
  g_free(http_script_finish(script));
}

/* --- OAuth, which is one POST, too --- */

typedef struct TokenRow {
  const char *name, *status, *body, *token;
  int error;
} TokenRow;

static const TokenRow token_rows[] = {
    {"good", "200 OK", "{\"access_token\":\"T1\",\"expires_in\":3600}", "T1",
     0},
    {"refused", "401 No", "{\"error\":\"invalid_client\"}", NULL,
     OAUTH_ERROR_REFUSED},
    {"no-token", "200 OK", "{\"token_type\":\"Bearer\"}", NULL,
     OAUTH_ERROR_REFUSED},
    {"injected", "200 OK", "{\"access_token\":\"T\\r\\nRSET\"}", NULL,
     OAUTH_ERROR_REFUSED},
    {"html", "200 OK", "<html>", NULL, OAUTH_ERROR_REFUSED},
    {"later", "503 Later", "", NULL, OAUTH_ERROR_NETWORK},
};

static void
test_token(gconstpointer data)
{
  const TokenRow *row = data;
  g_autofree char *answer =
      g_strdup_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
                      row->status, strlen(row->body), row->body);
  HttpScript *script = http_script_start(answer);
  g_autofree char *url =
      g_strdup_printf("http://localhost:%d/token", script->port);
  OauthSettings settings = {url, (char *)"client", (char *)"mail.send",
                            (char *)"secret"};
  TransportRun run;
  g_autoptr(GError) error = NULL;

  transport_run_init(&run, TRANSPORT_KIND_SMTP);
  g_autoptr(Oauth) oauth = oauth_new(&settings, NULL);
  g_assert_cmpstr(oauth_token(oauth, &run.config, &error), ==, row->token);
  if (row->token == NULL)
    g_assert_error(error, OAUTH_ERROR, row->error);
  g_clear_error(&error);
  g_autofree char *request = http_script_finish(script);
  g_assert_nonnull(strstr(request, "grant_type=client_credentials&client_id="
                                   "client&client_secret=hunter2-secret&scope="
                                   "mail.send"));
  /* The server is gone: token and failure are remembered. */
  g_assert_cmpstr(oauth_token(oauth, &run.config, &error), ==, row->token);
  if (row->token == NULL)
    g_assert_error(error, OAUTH_ERROR, row->error);
  transport_run_clear(&run);
}

#define KEPT_ANSWER                                                            \
  "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"id\":\"m-1\"}"

/* Requests follow each other on one connection.  The one that it leaves without
 * an answer is not sent again: it may have arrived, and an SMS costs money; and
 * who hangs up like that gets a connection for each from then on. */
static void
test_kept_connection(void)
{
  enum { ANSWERS = 3 };
  HttpScript *script = http_script_start_kept(KEPT_ANSWER, ANSWERS);
  TransportRun run;
  OutboxResult out;
  int requests;

  transport_run_init_http(&run, "generic", RUN_GENERIC, script->port);
  for (int i = 0; i < ANSWERS; i++) {
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_assert_cmpint(out.action, ==, DELIVERY_SENT);
    transport_result_clear(&out);
  }
  transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
  g_assert_cmpint(out.action, ==, DELIVERY_UNKNOWN);
  transport_result_clear(&out);
  for (int i = 0; i < ANSWERS + 1; i++) {
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_assert_cmpint(out.action, ==, DELIVERY_SENT);
    transport_result_clear(&out);
  }
  transport_run_clear(&run);
  g_free(http_script_finish_count(script, &requests));
  g_assert_cmpint(requests, ==, 2 * ANSWERS + 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CASES_ADD_ROWS("/daemon/deliver-http/answer", rows, test_answer);
  CASES_ADD_ROWS("/daemon/oauth", token_rows, test_token);
  g_test_add_func("/daemon/deliver-http/requests", test_requests);
  g_test_add_func("/daemon/deliver-http/before-the-request",
                  test_before_the_request);
  g_test_add_func("/daemon/deliver-http/tls-fails", test_tls_fails);
  g_test_add_func("/daemon/deliver-http/kept-connection", test_kept_connection);
  return g_test_run();
}

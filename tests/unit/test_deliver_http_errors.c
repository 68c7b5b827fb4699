/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest learns of a provider's codes, and of its silence.
 */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/http_script.h"
#include "tests/support/transport_run.h"

/* --- the classes, by the provider's own codes --- */

#define CODES                                                                  \
  "{\"send\":{\"url\":\"http://localhost:%d/sms\",\"json\":{\"to\":\"{to}\"}," \
  "\"id\":\"id\",\"code\":\"code\",\"opt_out\":[\"9\"],"                       \
  "\"classes\":{\"1\":\"permanent\",\"2\":\"transient\",\"3\":\"throttled\","  \
  "\"4\":\"account\",\"5\":\"config\",\"6\":\"unknown\",\"7\":\"sent\","       \
  "\"9\":\"permanent\"}}}"

/* Status and action are all that digest learns of a class. */
static void
test_classes(void)
{
  static const struct {
    const char *code;
    DeliveryAction action;
    const char *status;
    bool opt_out;
  } classes[] = {
      {"1", DELIVERY_FAIL, "5.0.0", false},
      {"2", DELIVERY_DEFER, "4.0.0", false},
      {"3", DELIVERY_NOT_TRIED, "4.4.5", false},
      {"4", DELIVERY_PAUSE, "4.3.2", false},
      {"5", DELIVERY_PAUSE, "4.7.8", false},
      {"6", DELIVERY_UNKNOWN, "4.4.7", false},
      {"7", DELIVERY_SENT, "2.0.0", false},
      {"9", DELIVERY_FAIL, "5.0.0", true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
    g_autofree char *answer =
        g_strdup_printf("HTTP/1.1 400 No\r\nContent-Length: 12\r\n\r\n"
                        "{\"code\":\"%s\"}",
                        classes[i].code);
    HttpScript *script = http_script_start(answer);
    TransportRun run;
    OutboxResult out;
    transport_run_init_http(&run, "generic", CODES, script->port);
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_test_message("code %s", classes[i].code);
    g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                    delivery_action_to_string(classes[i].action));
    g_assert_cmpstr(out.status, ==, classes[i].status);
    g_assert_cmpint(out.opt_out, ==, classes[i].opt_out);
    transport_result_clear(&out);
    transport_run_clear(&run);
    g_free(http_script_finish(script));
  }
}

/* A provider that names a passing reason has taken nothing, whatever the status
 * it comes with: the SMS keeps to the plan.  A bare 503 may be a proxy's,
 * behind which it was taken. */
static void
test_refused_for_now(void)
{
  static const char kannel[] =
      "{\"url\":\"http://localhost:%d/\",\"user\":\"u\","
      "\"password\":\"p\",\"from\":\"1\"}";
  static const struct {
    const char *provider, *config, *words;
    DeliveryAction action;
  } cases[] = {
      {"kannel", kannel, "Temporal failure, try again later.", DELIVERY_DEFER},
      {"kannel", kannel, "", DELIVERY_UNKNOWN},
      {"kannel", kannel, "<html>Bad gateway</html>", DELIVERY_UNKNOWN},
      {"capcom6", "{\"url\":\"http://localhost:%d\",\"user\":\"u\"}",
       "{\"error\":\"QueueLimitExceeded\"}", DELIVERY_DEFER},
      {"generic", CODES, "{\"code\":\"2\"}", DELIVERY_DEFER},
      {"generic", CODES, "{\"code\":\"6\"}", DELIVERY_UNKNOWN},
      {"generic", CODES, "{\"code\":\"8\"}", DELIVERY_UNKNOWN},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *answer =
        g_strdup_printf("HTTP/1.1 503 Later\r\nContent-Length: %zu\r\n\r\n%s",
                        strlen(cases[i].words), cases[i].words);
    HttpScript *script = http_script_start(answer);
    TransportRun run;
    OutboxResult out;
    transport_run_init_http(&run, cases[i].provider, cases[i].config,
                            script->port);
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_test_message("%s: %s", cases[i].provider, cases[i].words);
    g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                    delivery_action_to_string(cases[i].action));
    g_assert_cmpint(out.retry_after_s, ==, 0);
    transport_result_clear(&out);
    transport_run_clear(&run);
    g_free(http_script_finish(script));
  }
}

/* --- our own id --- */

/* Who takes our id sends nothing twice: what may have gone is repeated, soon at
 * first, and with the same id; without it, it waits for its receipt. */
static void
test_own_id(void)
{
  static const struct {
    const char *provider, *config, *answer;
    DeliveryAction action;
    int retry_after_s;
  } cases[] = {
      {"capcom6", "{\"url\":\"http://localhost:%d\",\"user\":\"u\"}", NULL,
       DELIVERY_DEFER, 10},
      {"capcom6", "{\"url\":\"http://localhost:%d\",\"user\":\"u\"}",
       "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", DELIVERY_DEFER, 10},
      {"capcom6", "{\"url\":\"http://localhost:%d\",\"user\":\"u\"}",
       "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", DELIVERY_PAUSE, 0},
      {"generic", RUN_GENERIC, NULL, DELIVERY_UNKNOWN, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    HttpScript *script = http_script_start(cases[i].answer);
    TransportRun run;
    OutboxResult out;
    transport_run_init_http(&run, cases[i].provider, cases[i].config,
                            script->port);
    transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
    g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                    delivery_action_to_string(cases[i].action));
    g_assert_cmpint(out.retry_after_s, ==, cases[i].retry_after_s);
    transport_result_clear(&out);
    transport_run_clear(&run);
    g_autofree char *request = http_script_finish(script);
    g_assert_true(
        g_regex_match_simple("\"(id|ref)\":\"[0-9a-z]{16}\"", request, 0, 0));
  }
}

/* --- patience --- */

enum { PATIENCE_MS = 300 };

/* A listener whose queue is full answers no SYN any more (Linux). */
static int
full_listener(int clients[static 2], int *out_port)
{
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert(bind(listener, (void *)&address, sizeof address) == 0);
  g_assert(listen(listener, 0) == 0);
  g_assert(getsockname(listener, (void *)&address, &size) == 0);
  for (int i = 0; i < 2; i++) {
    clients[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    (void)connect(clients[i], (void *)&address, sizeof address);
  }
  *out_port = ntohs(address.sin_port);
  return listener;
}

static DeliveryAction
send_impatiently(const char *config, int port)
{
  TransportRun run;
  OutboxResult out;
  transport_run_init_http(&run, "generic", config, port);
  run.route.patience_ms = PATIENCE_MS;
  transport_run_job(&run, "", "+4915228817386", "Hallo", &out);
  DeliveryAction action = out.action;
  transport_result_clear(&out);
  transport_run_clear(&run);
  return action;
}

#define NUMERIC                                                                \
  "{\"send\":{\"url\":\"http://127.0.0.1:%d/"                                  \
  "sms\",\"json\":{\"to\":\"{to}\"}}}"
#define SECURE                                                                 \
  "{\"send\":{\"url\":\"https://127.0.0.1:%d/"                                 \
  "sms\",\"json\":{\"to\":\"{to}\"}}}"

/* No connection, or no TLS: safe to repeat.  The request was written, whether
 * or not anybody read it: it may have been sent. */
static void
test_timeouts(void)
{
  int clients[2], port;
  int listener = full_listener(clients, &port);
  g_assert_cmpint(send_impatiently(NUMERIC, port), ==, DELIVERY_NOT_TRIED);
  for (int i = 0; i < 2; i++)
    close(clients[i]);
  close(listener);
  listener = full_listener(clients, &port);
  close(clients[1]); /* one place is free: taken, and never read */
  close(clients[0]);
  g_assert_cmpint(send_impatiently(SECURE, port), ==, DELIVERY_NOT_TRIED);
  close(listener);
  HttpScript *script = http_script_start(http_script_silence);
  g_assert_cmpint(send_impatiently(NUMERIC, script->port), ==,
                  DELIVERY_UNKNOWN);
  g_autofree char *request = http_script_finish(script);
  g_assert_true(g_str_has_prefix(request, "POST /sms"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  g_test_add_func("/daemon/deliver-http/classes", test_classes);
  g_test_add_func("/daemon/deliver-http/refused-for-now", test_refused_for_now);
  g_test_add_func("/daemon/deliver-http/own-id", test_own_id);
  g_test_add_func("/daemon/deliver-http/timeouts", test_timeouts);
  return g_test_run();
}

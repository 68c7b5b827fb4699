/* SPDX-License-Identifier: Apache-2.0
 *
 * Fetching a picture from an address that a stranger chose.
 */
#include "daemon/deliver/media_line.h"

#include <signal.h>
#include <string.h>

#include "daemon/deliver/media_file.h"
#include "daemon/keys.h"
#include "queue/secret.h"
#include "queue/spool.h"
#include "tests/support/cases.h"
#include "tests/support/https_script.h"
#include "tests/support/json_text.h"
#include "tests/support/scratch.h"
#include "tests/support/transport_run.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
#define PICTURE OK "Content-Length: 7\r\n\r\npicture"
#define TO(url)                                                                \
  "HTTP/1.1 302 Found\r\nLocation: " url "\r\nContent-Length: 0\r\n\r\n"

/* A town's deliver that may fetch from localhost. */
typedef struct Rig {
  Scratch *scratch;
  TestCa *ca;
  char *state, *credentials;
  TransportRun run;
} Rig;

static Rig *
rig_new(void)
{
  Rig *rig = g_new0(Rig, 1);
  g_autoptr(GError) error = NULL;
  rig->scratch = scratch_new();
  rig->ca = test_ca_new();
  rig->state = scratch_path(rig->scratch, "state");
  rig->credentials = scratch_path(rig->scratch, "credentials");
  transport_run_init(&rig->run, TRANSPORT_KIND_HTTP);
  (void)keys_create_missing(rig->credentials, &error);
  g_assert_no_error(error);
  rig->run.settings.test = true;
  rig->run.settings.paths.state = rig->state;
  rig->run.settings.paths.credentials = rig->credentials;
  rig->run.transport.ca_file = (char *)test_ca_file(rig->ca);
  rig->run.channel.provider = (char *)"generic";
  rig->run.channel.settings = json_loads(
      "{\"media_hosts\":[\"localhost\"],\"send\":{\"url\":\"https://localhost/"
      "\",\"user\":\"me\",\"password\":\"my-password\",\"headers\":"
      "{\"X-Key\":\"my-key\"},\"json\":{\"to\":\"{to}\"}}}",
      0, NULL);
  rig->run.route.channel = &rig->run.channel;
  rig->run.route.transport = &transport_media;
  g_assert_cmpint(g_mkdir_with_parents(rig->state, 0700), ==, 0);
  (void)media_file_prepare(&rig->run.config, &error);
  g_assert_no_error(error);
  return rig;
}

static void
rig_free(Rig *rig)
{
  transport_run_clear(&rig->run);
  test_ca_free(rig->ca);
  scratch_free(rig->scratch);
  g_free(rig->state);
  g_free(rig->credentials);
  g_free(rig);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rig, rig_free)

/* The one record that lies in the spool, its body; NULL: there is none. */
static GBytes *
spooled(const Rig *rig, json_t **out_head)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder =
      g_build_filename(rig->state, "spool", "in", "deliver", NULL);
  g_autoptr(GPtrArray) names = spool_list(folder, 10, &error);
  g_assert_no_error(error);
  if (names->len == 0)
    return NULL;
  SecretBoxPair pair;
  g_assert_true(keys_load_spool_pair(&rig->run.config, &pair, &error));
  g_autofree char *path =
      g_build_filename(folder, "new", names->pdata[0], NULL);
  g_autoptr(SpoolReader) reader = spool_reader_open(path, -1, &pair, &error);
  g_assert_no_error(error);
  g_assert_cmpint(spool_reader_next(reader, out_head, &error), ==,
                  SPOOL_STEP_RECORD);
  return spool_reader_read_all(reader, MEDIA_BYTES_MAX, &error);
}

typedef struct Row {
  const char *name;
  const char *answers[6]; /* %d: the port */
  DeliveryAction action;
  const char *words; /* a piece of them, or NULL */
} Row;

static const Row rows[] = {
    {"picture", {PICTURE}, DELIVERY_SENT, NULL},
    {"text",
     {"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\n"
      "picture"},
     DELIVERY_SENT,
     NULL},
    {"no-length", {OK "Connection: close\r\n\r\npicture"}, DELIVERY_SENT, NULL},
    {"program",
     {"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n"
      "Content-Length: 7\r\n\r\npicture"},
     DELIVERY_FAIL,
     "neither"},
    {"no-type",
     {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npicture"},
     DELIVERY_FAIL,
     "neither"},
    {"said-too-large",
     {OK "Content-Length: 5242881\r\n\r\npicture"},
     DELIVERY_FAIL,
     "larger"},
    {"404",
     {"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_FAIL,
     NULL},
    {"410",
     {"HTTP/1.1 410 No\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_FAIL,
     NULL},
    {"401",
     {"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_DEFER,
     NULL},
    {"429",
     {"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_DEFER,
     NULL},
    {"503",
     {"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_DEFER,
     NULL},
    {"304", {"HTTP/1.1 304 No\r\n\r\n"}, DELIVERY_DEFER, NULL},
    {"hang-up", {""}, DELIVERY_DEFER, NULL},
    {"cut", {OK "Content-Length: 70\r\n\r\npicture"}, DELIVERY_DEFER, NULL},
    {"redirected",
     {TO("https://localhost:%d/a"), TO("/b"), TO("https://localhost:%d/c"),
      PICTURE},
     DELIVERY_SENT,
     NULL},
    {"redirected-for-ever",
     {TO("https://localhost:%d/a")},
     DELIVERY_FAIL,
     "too often"},
    {"redirected-away",
     {TO("https://evil.example/")},
     DELIVERY_FAIL,
     "not the provider's"},
    {"redirected-by-name",
     {TO("https://localhost.evil.example/")},
     DELIVERY_FAIL,
     "not the provider's"},
    {"redirected-to-http",
     {TO("http://localhost:%d/")},
     DELIVERY_FAIL,
     "not the provider's"},
    {"redirected-to-a-file",
     {TO("file:///etc/passwd")},
     DELIVERY_FAIL,
     "not the provider's"},
    {"redirected-nowhere",
     {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"},
     DELIVERY_FAIL,
     NULL},
};

static void
test_media_answers(gconstpointer data)
{
  const Row *row = data;
  g_autoptr(Rig) rig = rig_new();
  HttpsScript *script = https_script_start(rig->ca, TEST_CERT_GOOD);
  int port = https_script_port(script);
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func(g_free);
  for (unsigned i = 0; row->answers[i] != NULL; i++) {
    g_autofree char *number = g_strdup_printf("%d", port);
    g_autoptr(GString) text = g_string_new(row->answers[i]);
    (void)g_string_replace(text, "%d", number, 0);
    g_ptr_array_add(answers, g_strdup(text->str));
  }
  https_script_answer(script, (const char *const *)answers->pdata,
                      answers->len);
  g_autofree char *url = g_strdup_printf("https://localhost:%d/mms", port);
  OutboxResult out;
  transport_run_job(&rig->run, "", url, "", &out);
  g_autofree char *requests = https_script_finish(script);
  g_assert_cmpstr(delivery_action_to_string(out.action), ==,
                  delivery_action_to_string(row->action));
  if (row->words != NULL)
    g_assert_nonnull(strstr(out.diagnostic, row->words));
  g_assert_true(out.diagnostic == NULL ||
                strstr(out.diagnostic, "localhost") == NULL);
  json_t *head = NULL;
  g_autoptr(GBytes) bytes = spooled(rig, &head);
  g_assert_cmpint(bytes != NULL, ==, row->action == DELIVERY_SENT);
  if (bytes != NULL) {
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes),
                    "picture", 7);
    g_assert_cmpstr(json_text(head, "kind"), ==, "media");
    g_assert_cmpstr(json_text(head, "channel"), ==, "sms");
    g_assert_true(id_is_valid(json_text(head, "media")));
  }
  json_decref(head);
  transport_result_clear(&out);
}

/* Whatever the length says, no more than this is taken. */
static void
test_media_streams_too_large(void)
{
  g_autoptr(Rig) rig = rig_new();
  HttpsScript *script = https_script_start(rig->ca, TEST_CERT_GOOD);
  g_autofree char *body = g_strnfill(MEDIA_BYTES_MAX + 1, 'x');
  g_autofree char *answer =
      g_strconcat(OK "Connection: close\r\n\r\n", body, NULL);
  const char *answers[] = {answer};
  https_script_answer(script, answers, 1);
  g_autofree char *url =
      g_strdup_printf("https://localhost:%d/mms", https_script_port(script));
  OutboxResult out;
  transport_run_job(&rig->run, "", url, "", &out);
  g_free(https_script_finish(script));
  g_assert_cmpint(out.action, ==, DELIVERY_FAIL);
  json_t *head = NULL;
  g_assert_null(spooled(rig, &head));
  transport_result_clear(&out);
}

/* Our password is for the host that the provider names, no other. */
static void
test_media_password(void)
{
  g_autoptr(Rig) rig = rig_new();
  HttpsScript *first = https_script_start(rig->ca, TEST_CERT_GOOD);
  HttpsScript *second = https_script_start(rig->ca, TEST_CERT_GOOD);
  g_autofree char *redirect = g_strdup_printf(TO("https://localhost:%d/store"),
                                              https_script_port(second));
  const char *answers[] = {redirect}, *stored[] = {PICTURE};
  https_script_answer(first, answers, 1);
  https_script_answer(second, stored, 1);
  g_autofree char *url =
      g_strdup_printf("https://localhost:%d/mms", https_script_port(first));
  OutboxResult out;
  transport_run_job(&rig->run, "", url, "", &out);
  g_assert_cmpint(out.action, ==, DELIVERY_SENT);
  g_autofree char *to_first = https_script_finish(first);
  g_autofree char *to_second = https_script_finish(second);
  g_assert_nonnull(strstr(to_first, "Authorization: Basic "));
  g_assert_nonnull(strstr(to_first, "X-Key: my-key"));
  g_assert_nonnull(strstr(to_second, "GET /store HTTP/1.1"));
  g_assert_null(strstr(to_second, "Authorization"));
  g_assert_null(strstr(to_second, "my-key"));
  transport_result_clear(&out);
}

/* A peer that proves nothing, or lives where only this house reaches. */
static void
test_media_wrong_peers(void)
{
  static const struct {
    TestCert cert;
    bool test;
    DeliveryAction action;
  } peers[] = {{TEST_CERT_SELF_SIGNED, true, DELIVERY_DEFER},
               {TEST_CERT_WRONG_HOST, true, DELIVERY_DEFER},
               {TEST_CERT_EXPIRED, true, DELIVERY_DEFER},
               {TEST_CERT_GOOD, false, DELIVERY_FAIL}};
  static const char *const answers[] = {PICTURE};
  for (size_t i = 0; i < G_N_ELEMENTS(peers); i++) {
    g_test_message("row %zu", i);
    g_autoptr(Rig) rig = rig_new();
    rig->run.settings.test = peers[i].test;
    HttpsScript *script = https_script_start(rig->ca, peers[i].cert);
    https_script_answer(script, answers, 1);
    g_autofree char *url =
        g_strdup_printf("https://localhost:%d/mms", https_script_port(script));
    OutboxResult out;
    transport_run_job(&rig->run, "", url, "", &out);
    g_autofree char *requests = https_script_finish(script);
    g_assert_cmpint(out.action, ==, peers[i].action);
    g_assert_cmpstr(requests, ==, "");
    transport_result_clear(&out);
  }
}

/* Refused before anything is asked. */
static void
test_media_wrong_addresses(void)
{
  static const char *const urls[] = {"http://localhost/mms",
                                     "https://evil.example/mms",
                                     "https://localhost.evil.example/",
                                     "https://me@localhost/",
                                     "https://127.0.0.1/",
                                     "file:///etc/passwd",
                                     "ftp://localhost/",
                                     "//localhost/",
                                     "localhost",
                                     "",
                                     "https://",
                                     "https://localhost@evil.example/"};
  g_autoptr(Rig) rig = rig_new();
  for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
    OutboxResult out;
    g_test_message("%s", urls[i]);
    transport_run_job(&rig->run, "", urls[i], "", &out);
    g_assert_cmpint(out.action, ==, DELIVERY_FAIL);
    transport_result_clear(&out);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  (void)signal(SIGPIPE, SIG_IGN); /* as every role */
  CASES_ADD_ROWS("/deliver/media", rows, test_media_answers);
  g_test_add_func("/deliver/media/streams-too-large",
                  test_media_streams_too_large);
  g_test_add_func("/deliver/media/password", test_media_password);
  g_test_add_func("/deliver/media/wrong-peers", test_media_wrong_peers);
  g_test_add_func("/deliver/media/wrong-addresses", test_media_wrong_addresses);
  return g_test_run();
}

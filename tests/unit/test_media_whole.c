/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture from the provider's server to the department's mail, by the real
 * digest and the real deliver.
 */
#include <signal.h>

#include <curl/curl.h>

#include "daemon/clock.h"
#include "daemon/deliver/deliver_dispatch.h"
#include "daemon/deliver/media_file.h"
#include "daemon/digest/media.h"
#include "daemon/keys.h"
#include "tests/support/https_script.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

enum { TURNS_MAX = 500 };

/* The provider's server is trusted, and the account's secret is there. */
static void
prepare(TownFixture *town, const TestCa *ca)
{
  g_autofree char *secret = g_build_filename(
      town->config->settings->paths.credentials, "sms-key", NULL);
  g_assert_true(g_file_set_contents_full(secret, "key\n", -1,
                                         G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  TransportSettings *transport = (TransportSettings *)settings_transport(
      town->config->settings, "sms-out");
  g_free(transport->ca_file);
  transport->ca_file = g_strdup(test_ca_file(ca));
  g_autoptr(GError) error = NULL;
  (void)media_file_prepare(town->config, &error);
  g_assert_no_error(error);
}

/* Deliver's life from its start until its jobs are done. */
static void
deliver_all(TownFixture *town)
{
  SecretBoxPair pair;
  SecretBoxPublic digest;
  g_autoptr(GError) error = NULL;
  g_assert_true(keys_load_deliver_pair(town->config, &pair, &error));
  g_assert_true(keys_load_spool_public(town->config, &digest, &error));
  DeliverInbox *inbox = deliver_inbox_new(town->state, &pair, &error);
  DeliverResults *results = deliver_results_new(town->state, &digest, &error);
  DeliverDispatch *dispatch = deliver_dispatch_new(town->config);
  DeliverJob *job = NULL;
  g_assert_no_error(error);
  while (deliver_inbox_next(inbox, clock_monotonic_ms(), &job, &error) &&
         job != NULL)
    deliver_dispatch_add(dispatch, job);
  for (int i = 0; i < TURNS_MAX && deliver_inbox_in_hand(inbox) > 0; i++) {
    deliver_dispatch_turn(dispatch, clock_monotonic_ms(), results);
    if (deliver_inbox_in_hand(inbox) > 0)
      deliver_dispatch_wait(dispatch, -1, 100);
  }
  g_assert_cmpuint(deliver_inbox_in_hand(inbox), ==, 0);
  g_assert_true(deliver_results_write(results, &error));
  deliver_dispatch_free(dispatch);
  deliver_results_free(results);
  deliver_inbox_free(inbox);
}

static void
turn(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  bool worked;
  (void)(digest_results(&town->digest, &worked, &error) &&
         digest_import(&town->digest, &worked, &error));
  g_assert_no_error(error);
  town_fixture_decide(town);
  town_fixture_timers(town);
  (void)digest_fetch(&town->digest, &worked, &error);
  g_assert_no_error(error);
}

static char *
answer_with(GBytes *picture)
{
  gsize size;
  const char *bytes = g_bytes_get_data(picture, &size);
  GString *answer =
      g_string_new("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
                   "Connection: close\r\n\r\n");
  g_string_append_len(answer, bytes, (gssize)size);
  return g_string_free(answer, FALSE);
}

static void
post(TownFixture *town, int port)
{
  g_autofree char *url = g_strdup_printf("https://localhost:%d/mms/1", port);
  town_post_webhook(town, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "kind",
                                    "mo", "from", "+491722881738", "to",
                                    TOWN_NUMBER, "text", "Schlagloch", "event",
                                    "mms-1", "url", url));
}

/* The words go on at once; the picture first cannot be had, then it can. */
static void
test_media_whole_way(void)
{
  const char *answers[] = {"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n",
                           "HTTP/1.1 302 Found\r\nLocation: /store/1\r\n"
                           "Content-Length: 0\r\n\r\n",
                           NULL};
  g_autoptr(GBytes) words = g_bytes_new_static("Bildunterschrift", 16);
  g_autofree char *last = answer_with(words);
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autoptr(TestCa) ca = test_ca_new();
  HttpsScript *script = https_script_start(ca, TEST_CERT_GOOD);
  answers[2] = last;
  https_script_answer(script, answers, G_N_ELEMENTS(answers));
  prepare(town, ca);
  post(town, https_script_port(script));
  turn(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  deliver_all(town);
  turn(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  town_fixture_advance(town, 3600 * INT64_C(1000)); /* the plan's next try */
  turn(town);
  deliver_all(town);
  turn(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "Anhang: ");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM attachment a"
                                           " JOIN ticket t"
                                           " ON t.id = a.ticket_id"
                                           " WHERE a.size_bytes = 16"),
                  ==, 1);
  turn(town); /* and nothing is left to do */
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM media"
                                           " WHERE state = 'fetched'"),
                  ==, 1);
  g_autofree char *requests = https_script_finish(script);
  assert_contains(requests, "GET /store/1 HTTP/1.1");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  (void)signal(SIGPIPE, SIG_IGN); /* as every role */
  curl_global_init(CURL_GLOBAL_DEFAULT);
  g_test_add_func("/media/whole-way", test_media_whole_way);
  return g_test_run();
}

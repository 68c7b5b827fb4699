/* SPDX-License-Identifier: Apache-2.0
 *
 * Who waits for whom: a destination that does not answer holds up its own jobs
 * only, and those not for ever.
 */
#include "daemon/deliver/deliver_dispatch.h"

#include <curl/curl.h>

#include "daemon/clock.h"
#include "tests/support/scratch.h"
#include "tests/support/smtp_script.h"

enum { SLOW_JOBS = 20, TURNS_MAX = 200, LATER_MS = 400000 };

static void
add_jobs(SpoolWriter *writer, const char *transport, int count)
{
  for (int i = 0; i < count; i++) {
    OutboxJob job = {.id = id_new(1000),
                     .attempt = 1,
                     .channel = (char *)"mail",
                     .transport = (char *)transport,
                     .kind = (char *)"ticket",
                     .envelope_from = (char *)"",
                     .address = (char *)"anna@example.org"};
    json_t *head = delivery_job_head(&job);
    g_assert_true(spool_writer_record(writer, head, "x", 1, NULL));
    json_decref(head);
  }
}

static void
put_group(const char *state, const SecretBoxPair *pair)
{
  g_autofree char *spool = g_build_filename(state, "spool", NULL);
  g_autofree char *folder = g_build_filename(spool, "out", NULL);
  g_assert_cmpint(g_mkdir_with_parents(spool, 0700), ==, 0);
  g_assert_true(spool_folder_make(folder, NULL));
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, "one", &pair->public_key, NULL);
  add_jobs(writer, "slow", SLOW_JOBS);
  add_jobs(writer, "missing", 1);
  add_jobs(writer, "good", 1);
  g_assert_true(spool_writer_commit(writer, NULL));
}

static TransportSettings
transport_to(const char *name, const SmtpScript *server)
{
  return (TransportSettings){.name = (char *)name,
                             .kind = TRANSPORT_KIND_SMTP,
                             .host = (char *)"localhost",
                             .port = smtp_script_port(server),
                             .tls = TLS_MODE_NONE};
}

/* Turn until so many results wait. */
static void
turn_until(DeliverDispatch *dispatch, DeliverResults *results, unsigned count,
           int64_t skew_ms)
{
  for (int i = 0; i < TURNS_MAX && deliver_results_waiting(results) < count;
       i++) {
    deliver_dispatch_turn(dispatch, clock_monotonic_ms() + skew_ms, results);
    if (deliver_results_waiting(results) < count)
      deliver_dispatch_wait(dispatch, -1, 100);
  }
  g_assert_cmpuint(deliver_results_waiting(results), ==, count);
}

static void
test_slow_blocks_nobody(void)
{
  static const SmtpRule rules[] = {
      {.command = "greeting", .reply = SMTP_SCRIPT_SILENT}, {0}};
  SmtpScriptOptions silent = {.rules = rules}, fine = {0};
  SmtpScript *slow = smtp_script_start(&silent);
  SmtpScript *good = smtp_script_start(&fine);
  TransportSettings transports[] = {transport_to("slow", slow),
                                    transport_to("good", good)};
  Settings settings = {.domain = (char *)"example.org",
                       .transports = g_ptr_array_new()};
  Config config = {.settings = &settings};
  g_autoptr(Scratch) scratch = scratch_new();
  SecretBoxPair pair;
  DeliverJob *job = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(transports); i++)
    g_ptr_array_add(settings.transports, &transports[i]);
  secret_box_pair_random(&pair);
  put_group(scratch->folder, &pair);
  DeliverInbox *inbox = deliver_inbox_new(scratch->folder, &pair, NULL);
  DeliverResults *results =
      deliver_results_new(scratch->folder, &pair.public_key, NULL);
  DeliverDispatch *dispatch = deliver_dispatch_new(&config);
  int64_t now_ms = clock_monotonic_ms();
  while (deliver_inbox_next(inbox, now_ms, &job, NULL) && job != NULL)
    deliver_dispatch_add(dispatch, job);
  g_assert_cmpuint(deliver_inbox_in_hand(inbox), ==, SLOW_JOBS + 2);

  /* The good one and the one without transport, at once. */
  turn_until(dispatch, results, 2, 0);
  g_assert_cmpuint(smtp_script_count(good, "."), ==, 1);
  g_assert_cmpuint(smtp_script_connections(slow), <=, DELIVER_LINES_HOST);
  /* Those without a line go back, those with one wait for the greeting. */
  turn_until(dispatch, results, 2 + SLOW_JOBS - DELIVER_LINES_HOST,
             DELIVER_PATIENCE_MS + 1);
  g_assert_cmpuint(deliver_inbox_in_hand(inbox), ==, DELIVER_LINES_HOST);
  turn_until(dispatch, results, 2 + SLOW_JOBS, LATER_MS);
  g_assert_true(deliver_results_write(results, NULL));

  deliver_dispatch_free(dispatch);
  deliver_results_free(results);
  deliver_inbox_free(inbox);
  g_ptr_array_unref(settings.transports);
  g_free(smtp_script_finish(slow));
  g_free(smtp_script_finish(good));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  g_test_add_func("/daemon/deliver-dispatch/slow-blocks-nobody",
                  test_slow_blocks_nobody);
  return g_test_run();
}

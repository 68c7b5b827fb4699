/* SPDX-License-Identifier: Apache-2.0
 *
 * How long an outcome may wait for others before it is written down.
 */
#include "daemon/deliver/deliver_results.h"

#include "daemon/clock.h"
#include "tests/support/scratch.h"

typedef struct Fixture {
  Scratch *scratch;
  DeliverInbox *inbox;
  DeliverResults *results;
} Fixture;

/* A group of jobs of one channel, and nothing reported of them. */
static Fixture
begin(const char *channel, unsigned jobs)
{
  Fixture fixture = {.scratch = scratch_new()};
  const char *state = fixture.scratch->folder;
  g_autofree char *folder = g_build_filename(state, "spool", "out", NULL);
  SecretBoxPair pair;
  secret_box_pair_random(&pair);
  fixture.inbox = deliver_inbox_new(state, &pair, NULL);
  g_autoptr(SpoolWriter) writer =
      spool_writer_new(folder, "one", &pair.public_key, NULL);
  for (unsigned i = 0; i < jobs; i++) {
    OutboxJob job = {.id = id_new(1000),
                     .attempt = 1,
                     .channel = (char *)channel,
                     .transport = (char *)"any",
                     .kind = (char *)"ticket",
                     .envelope_from = (char *)"",
                     .address = (char *)"anna@example.org"};
    json_auto_t *head = delivery_job_head(&job);
    g_assert_true(spool_writer_record(writer, head, "x", 1, NULL));
  }
  g_assert_true(spool_writer_commit(writer, NULL));
  fixture.results = deliver_results_new(state, &pair.public_key, NULL);
  return fixture;
}

static void
end(Fixture *fixture)
{
  deliver_results_free(fixture->results);
  deliver_inbox_free(fixture->inbox);
  scratch_free(fixture->scratch);
}

/* The next job was sent. */
static void
report(Fixture *fixture)
{
  DeliverJob *job = NULL;
  OutboxResult sent = {.action = DELIVERY_SENT};
  g_assert_true(deliver_inbox_next(fixture->inbox, 0, &job, NULL));
  g_assert_nonnull(job);
  deliver_results_add(fixture->results, job, &sent);
}

static int64_t
wait_of(const Fixture *fixture)
{
  return deliver_results_due_ms(fixture->results) - clock_monotonic_ms();
}

static void
test_first_decides(void)
{
  Fixture fixture = begin("mail", 2);
  g_assert_cmpint(deliver_results_due_ms(fixture.results), ==, INT64_MAX);
  report(&fixture);
  int64_t due_ms = deliver_results_due_ms(fixture.results);
  g_assert_cmpint(wait_of(&fixture), <=, DELIVER_GATHER_MS);
  report(&fixture);
  g_assert_cmpint(deliver_results_due_ms(fixture.results), ==, due_ms);
  g_assert_true(deliver_results_write(fixture.results, NULL));
  g_assert_cmpint(deliver_results_due_ms(fixture.results), ==, INT64_MAX);
  end(&fixture);
}

static void
test_many_wait_for_nothing(void)
{
  Fixture fixture = begin("mail", DELIVER_GATHER_MAX);
  for (int i = 0; i < DELIVER_GATHER_MAX; i++)
    report(&fixture);
  g_assert_cmpint(wait_of(&fixture), <=, 0);
  end(&fixture);
}

static void
test_sms_waits_less(void)
{
  Fixture fixture = begin("sms", 2);
  report(&fixture);
  g_assert_cmpint(wait_of(&fixture), <=, DELIVER_GATHER_SMS_MS);
  g_assert_cmpint(DELIVER_GATHER_SMS_MS, <, DELIVER_GATHER_MS);
  end(&fixture);
}

/* Two processes on one spool: the second would call unknown what the first is
 * sending.  Once the first is gone, the jobs are free again. */
static void
test_one_process_at_a_time(void)
{
  Fixture fixture = begin("mail", 1);
  const char *state = fixture.scratch->folder;
  SecretBoxPair pair;
  secret_box_pair_random(&pair);
  g_autoptr(GError) error = NULL;
  g_assert_null(deliver_inbox_new(state, &pair, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_BUSY);
  g_clear_error(&error);
  g_clear_pointer(&fixture.inbox, deliver_inbox_free);
  fixture.inbox = deliver_inbox_new(state, &pair, &error);
  g_assert_no_error(error);
  end(&fixture);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  secret_init();
  g_test_add_func("/daemon/deliver-results/first-decides", test_first_decides);
  g_test_add_func("/daemon/deliver-results/many-wait-for-nothing",
                  test_many_wait_for_nothing);
  g_test_add_func("/daemon/deliver-results/sms-waits-less",
                  test_sms_waits_less);
  g_test_add_func("/daemon/deliver-results/one-process-at-a-time",
                  test_one_process_at_a_time);
  return g_test_run();
}

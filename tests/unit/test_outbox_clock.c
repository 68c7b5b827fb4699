/* SPDX-License-Identifier: Apache-2.0
 *
 * The clock is set by a year, forward or back, while messages wait or are under
 * way: none is given up by it, none is sent again, none waits for that year.
 */
#include "queue/outbox_clock.h"

#include "tests/support/outbox_rows.h"

#define YEAR_MS INT64_C(31536000000)
#define HOUR_MS INT64_C(3600000)

enum { ROWS = 20 };

/* Rows that deliver has; `ids` and `attempts` hold ROWS each. */
static void
lease_all(QueueFixture *fix, Id *ids, int *attempts)
{
  for (int i = 0; i < ROWS; i++)
    ids[i] = outbox_put(fix, &(OutboxNew){0});
  g_autoptr(GPtrArray) jobs = outbox_take(fix, "mail", FIXTURE_NOW_MS, ROWS);
  g_assert_cmpuint(jobs->len, ==, ROWS);
  for (int i = 0; i < ROWS; i++)
    attempts[i] = ((const OutboxJob *)jobs->pdata[i])->attempt;
}

/* As digest does when something fell due. */
static void
look_at_times(QueueFixture *fix, int64_t now_ms)
{
  g_autoptr(GError) error = NULL;
  (void)(outbox_recover(queue_fixture_at(fix, now_ms), &error) &&
         outbox_expire(&fix->queue, &error));
  g_assert_no_error(error);
}

static void
set_back(QueueFixture *fix, int64_t now_ms)
{
  g_autoptr(GError) error = NULL;
  (void)outbox_clock_set_back(queue_fixture_at(fix, now_ms), &error);
  g_assert_no_error(error);
}

static unsigned
leased_at(QueueFixture *fix, int64_t now_ms)
{
  g_autoptr(GPtrArray) jobs = outbox_take(fix, "mail", now_ms, 2 * ROWS);
  return jobs->len;
}

/* The year passes between the lease and its result, which comes soon after. */
static void
test_clock_forward_during_a_lease(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id ids[ROWS];
  int attempts[ROWS];
  lease_all(fix, ids, attempts);
  look_at_times(fix, FIXTURE_NOW_MS + YEAR_MS);
  for (int i = 0; i < ROWS; i++) {
    outbox_tell(fix, &ids[i], attempts[i], DELIVERY_SENT,
                FIXTURE_NOW_MS + YEAR_MS + 1000);
    outbox_assert_state(fix, &ids[i], "sent");
  }
  g_assert_cmpuint(leased_at(fix, FIXTURE_NOW_MS + 2 * YEAR_MS), ==, 0);
}

/* Only that result tells the truth: one of an older lease, or one that knows
 * nothing better, changes nothing. */
static void
test_clock_forward_believes_the_last_lease(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  int64_t later_ms = FIXTURE_NOW_MS + YEAR_MS;
  Id id = outbox_put(fix, &(OutboxNew){0});
  int first = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
  look_at_times(fix, later_ms);
  outbox_tell(fix, &id, first, DELIVERY_DEFER, later_ms);
  outbox_assert_state(fix, &id, "deferred");
  g_assert_cmpint(outbox_number(fix, "unknown_count", &id), ==, 1);
  int second = outbox_lease_one(fix, "mail", later_ms + 2 * HOUR_MS);
  g_assert_cmpint(second, >, first);
  outbox_tell(fix, &id, first, DELIVERY_SENT, later_ms + 2 * HOUR_MS);
  outbox_assert_state(fix, &id, "leased");
}

static void
test_clock_forward_expires_no_mail(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id ids[ROWS];
  int attempts[ROWS];
  lease_all(fix, ids, attempts);
  for (int i = 0; i < ROWS; i++)
    outbox_tell(fix, &ids[i], attempts[i], DELIVERY_DEFER, FIXTURE_NOW_MS);
  int64_t later_ms = FIXTURE_NOW_MS + YEAR_MS;
  look_at_times(fix, later_ms);
  g_assert_cmpuint(leased_at(fix, later_ms), ==, ROWS);
  /* Who is refused once more after his time has no other try. */
  for (int i = 0; i < ROWS; i++) {
    outbox_tell(fix, &ids[i], attempts[i] + 1, DELIVERY_DEFER, later_ms);
    outbox_assert_state(fix, &ids[i], "expired");
  }
}

/* Written, put off and leased while the clock was a year ahead. */
static void
test_clock_back_keeps_nobody_waiting(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  int64_t was_ms = FIXTURE_NOW_MS, is_ms = FIXTURE_NOW_MS - YEAR_MS;
  Id put_off = outbox_put(fix, &(OutboxNew){0});
  int attempt = outbox_lease_one(fix, "mail", was_ms);
  outbox_tell(fix, &put_off, attempt, DELIVERY_DEFER, was_ms);
  Id leased = outbox_put(fix, &(OutboxNew){0});
  (void)outbox_lease_one(fix, "mail", was_ms);
  Id undo =
      outbox_put(fix, &(OutboxNew){.not_before_ms = was_ms + HOUR_MS / 2});
  set_back(fix, is_ms);
  g_assert_cmpint(outbox_number(fix, "due_at_ms", &undo), ==,
                  is_ms + HOUR_MS / 2);
  g_assert_cmpint(outbox_number(fix, "due_at_ms", &put_off), <=,
                  is_ms + RETRY_MAX_S * INT64_C(1000));
  look_at_times(fix, is_ms + RETRY_LEASE_S * INT64_C(1000));
  outbox_assert_state(fix, &leased, "deferred"); /* unknown, as ever */
  /* A second look an instant later pushes nothing further away. */
  set_back(fix, is_ms + 1000);
  g_assert_cmpint(outbox_number(fix, "due_at_ms", &undo), ==,
                  is_ms + HOUR_MS / 2);
  g_assert_cmpuint(leased_at(fix, is_ms + 2 * HOUR_MS), ==, 3);
}

/* What waits for a good reason, near or far, is not touched. */
static void
test_clock_back_leaves_the_others_alone(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  Id later = outbox_put(
      fix, &(OutboxNew){.not_before_ms = FIXTURE_NOW_MS + 72 * HOUR_MS});
  Id put_off = outbox_put(fix, &(OutboxNew){0});
  int attempt = outbox_lease_one(fix, "mail", FIXTURE_NOW_MS);
  outbox_tell(fix, &put_off, attempt, DELIVERY_DEFER, FIXTURE_NOW_MS);
  int64_t due_ms = outbox_number(fix, "due_at_ms", &put_off);
  set_back(fix, FIXTURE_NOW_MS + 1000);
  g_assert_cmpint(outbox_number(fix, "due_at_ms", &later), ==,
                  FIXTURE_NOW_MS + 72 * HOUR_MS);
  g_assert_cmpint(outbox_number(fix, "due_at_ms", &put_off), ==, due_ms);
}

/* A transport that was paused in the future may be tried again soon. */
static void
test_clock_back_ends_long_pauses(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  g_assert_true(store_run(fix->store, NULL,
                          "INSERT INTO breaker (transport, failures,"
                          " paused_until_ms) VALUES ('mail', 9, $1)",
                          "i", FIXTURE_NOW_MS));
  set_back(fix, FIXTURE_NOW_MS - YEAR_MS);
  int64_t until_ms = queue_fixture_int64(
      fix, "SELECT paused_until_ms FROM breaker WHERE transport = $1", "mail");
  g_assert_cmpint(until_ms, <=,
                  FIXTURE_NOW_MS - YEAR_MS +
                      RETRY_BREAKER_MAX_S * INT64_C(1000));
}

/* What was written in a future that did not come counts for no window. */
static void
test_clock_back_brakes_nobody(void)
{
  g_autoptr(QueueFixture) fix = queue_fixture_new();
  for (int i = 0; i < ROWS; i++)
    (void)outbox_put(fix, &(OutboxNew){0});
  g_autoptr(GBytes) lookup =
      keyring_lookup(fix->ring, "mail", "ayse@example.net");
  int64_t now_ms = FIXTURE_NOW_MS - YEAR_MS, count = -1;
  g_assert_true(outbox_count_since(queue_fixture_at(fix, now_ms), lookup,
                                   now_ms - HOUR_MS, &count, NULL));
  g_assert_cmpint(count, ==, 0);
}

#define ADD(path, function)                                                    \
  g_test_add_func("/queue/outbox-clock/" path, function)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  ADD("forward-during-a-lease", test_clock_forward_during_a_lease);
  ADD("forward-last-lease", test_clock_forward_believes_the_last_lease);
  ADD("forward-expires-no-mail", test_clock_forward_expires_no_mail);
  ADD("back-keeps-nobody-waiting", test_clock_back_keeps_nobody_waiting);
  ADD("back-leaves-others-alone", test_clock_back_leaves_the_others_alone);
  ADD("back-ends-long-pauses", test_clock_back_ends_long_pauses);
  ADD("back-brakes-nobody", test_clock_back_brakes_nobody);
  return g_test_run();
}

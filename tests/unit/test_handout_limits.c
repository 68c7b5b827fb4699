/* SPDX-License-Identifier: Apache-2.0
 *
 * How much leaves in an hour and a day of the town, what waits for the end of
 * the night, and how a channel comes back after a pause.
 */
#include "daemon/config.h"
#include "daemon/status.h"
#include "tests/support/town_sms.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
/* TOWN_NOW_MS is 10 a.m. of 21 May. */
#define TO_NINE_PM_MS (11 * HOUR_MS)
#define TO_MIDNIGHT_MS (14 * HOUR_MS)

/* Write SMS of one kind. */
static void
write_sms(TownFixture *town, int count, bool unsolicited, bool danger)
{
  const DeskSms like = {.unsolicited = unsolicited, .danger = danger};
  town_sms_write_many(town, &like, count);
}

/* All that is under way has this fate. */
static void
settle(TownFixture *town, DeliveryAction action)
{
  g_autoptr(GError) error = NULL;
  for (;;) {
    g_autofree char *id = town_fixture_text(
        town, "SELECT id FROM outbox WHERE state = 'leased' LIMIT 1");
    if (id[0] == '\0')
      return;
    OutboxResult result = {.action = action, .attempt = 1};
    g_strlcpy(result.id.text, id, sizeof result.id.text);
    g_autofree char *sql =
        g_strdup_printf("SELECT lease FROM outbox WHERE id = '%s'", id);
    result.attempt = (int)town_fixture_count(town, sql);
    digest_begin(&town->digest);
    bool ok = store_begin(town->digest.store, &error) &&
              outbox_result(&town->digest.queue, &result, NULL, &error) &&
              store_commit(town->digest.store, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
  }
}

/* --- limits --------------------------------------------------------------- */

static void
test_hour(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_sms_channel(town)->per_hour = 3;
  write_sms(town, 5, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 3);
  g_assert_cmpint(status_get(town->digest.status, "hours_used_up"), ==, 1);
  write_sms(town, 2, false, true);
  g_assert_cmpint(town_sms_hand_out(town), ==, 5); /* danger knows no limit */
  town_fixture_advance(town, HOUR_MS - MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 5);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 7);
}

/* What waits for a limit is looked at again, but not all the time. */
static void
test_limit_does_not_spin(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  int64_t due_ms;
  town_sms_channel(town)->per_hour = 1;
  write_sms(town, 2, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  g_assert_true(digest_next_due(&town->digest, &due_ms, NULL));
  g_assert_cmpint(due_ms, >=, town->now_ms + 1000);
  g_assert_cmpint(due_ms, <=, town->now_ms + MINUTE_MS);
}

static void
test_hour_has_a_default(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  write_sms(town, 201, false, false);
  (void)town_sms_hand_out(town);
  settle(town, DELIVERY_SENT);
  (void)town_sms_hand_out(town);
  g_assert_cmpint(town_sms_count(town, "sent"), ==, 200);
  g_assert_cmpint(town_sms_count(town, "queued"), ==, 1);
}

/* The day of the town begins two hours before that of UTC in summer, one in
 * winter; 25 October has 25 hours. */
static void
test_day_is_the_towns(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_sms_channel(town)->per_day = 1;
  town_sms_channel(town)->per_hour = 0;
  write_sms(town, 1, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  settle(town, DELIVERY_SENT);
  town_fixture_advance(town, TO_MIDNIGHT_MS - MINUTE_MS);
  write_sms(town, 1, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  settle(town, DELIVERY_SENT);
  town_fixture_advance(town, 156 * DAY_MS); /* midnight of 25 October */
  write_sms(town, 1, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  settle(town, DELIVERY_SENT);
  town_fixture_advance(town, 25 * HOUR_MS - MINUTE_MS);
  write_sms(town, 1, false, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

/* --- quiet hours ---------------------------------------------------------- */

/* What nobody asked for waits for the morning, answers and danger do not. */
static void
test_quiet_hours(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_fixture_advance(town, TO_NINE_PM_MS);
  write_sms(town, 1, true, false);
  write_sms(town, 1, false, false);
  write_sms(town, 1, true, true);
  g_assert_cmpint(town_sms_hand_out(town), ==, 2);
  settle(town, DELIVERY_SENT);
  town_fixture_advance(town, 11 * HOUR_MS - MINUTE_MS); /* 7:59 */
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  g_assert_true(digest_timers(&town->digest, &(bool){false}, NULL));
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

static void
test_quiet_hours_do_not_end_a_day_early(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_fixture_advance(town, TO_NINE_PM_MS - MINUTE_MS);
  write_sms(town, 1, true, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

/* A row that was tried in the evening and falls due in the night waits, too,
 * and does not grow old by it. */
static void
test_quiet_hours_of_what_was_deferred(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_fixture_advance(town, TO_NINE_PM_MS - MINUTE_MS);
  write_sms(town, 1, true, false);
  int64_t lives_until_ms =
      town_fixture_count(town, "SELECT expires_at_ms FROM outbox");
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  settle(town, DELIVERY_DEFER);
  int64_t due_ms = town_fixture_count(town, "SELECT due_at_ms FROM outbox");
  town_fixture_advance(town, 2 * MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  int64_t morning_ms = TOWN_NOW_MS + TO_NINE_PM_MS + 11 * HOUR_MS; /* 8 a.m. */
  g_assert_cmpint(town_fixture_count(town, "SELECT due_at_ms FROM outbox"), ==,
                  morning_ms);
  g_assert_cmpint(town_fixture_count(town, "SELECT expires_at_ms FROM outbox"),
                  ==, lives_until_ms + morning_ms - due_ms);
  town_fixture_advance(town, 11 * HOUR_MS - MINUTE_MS);
  g_assert_true(digest_timers(&town->digest, &(bool){false}, NULL));
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

/* In the night to 25 October the clock is set back: twelve hours are quiet. */
static void
test_quiet_hours_when_summer_time_ends(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  town_fixture_advance(town, 156 * DAY_MS + TO_NINE_PM_MS); /* 24 October */
  write_sms(town, 1, true, false);
  town_fixture_advance(town, 12 * HOUR_MS - MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

static void
test_quiet_hours_can_be_none(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  LimitSettings *limits = &town->config->settings->limits;
  g_free(limits->quiet_hours);
  limits->quiet_hours = g_strdup("none");
  town_fixture_advance(town, TO_MIDNIGHT_MS);
  write_sms(town, 1, true, false);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
}

/* --- the budget ----------------------------------------------------------- */

/* A repeat after an unknown outcome is paid for again; after a refusal it is
 * not, because the first was not. */
static void
test_repeats_are_counted(void)
{
  static const struct {
    DeliveryAction action;
    int64_t segments;
  } rows[] = {{DELIVERY_UNKNOWN, 2}, {DELIVERY_DEFER, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_sms_new();
    write_sms(town, 1, false, false);
    g_assert_cmpint(town_sms_hand_out(town), ==, 1);
    settle(town, rows[i].action);
    town_fixture_advance(town, HOUR_MS);
    g_assert_cmpint(town_sms_hand_out(town), ==, 1);
    g_assert_cmpint(town_fixture_count(town,
                                       "SELECT value FROM counter"
                                       " WHERE name = 'segments|sms|2026-05'"),
                    ==, rows[i].segments);
  }
}

/* --- the breaker ---------------------------------------------------------- */

static void
set_breaker(TownFixture *town, int64_t paused_until_ms)
{
  g_autoptr(GError) error = NULL;
  (void)store_run(town->digest.store, &error,
                  "INSERT INTO breaker (transport, failures, paused_until_ms)"
                  " VALUES ('sms', 1, $1)",
                  "i", paused_until_ms);
  g_assert_no_error(error);
}

/* After a pause one message goes ahead; the others wait for what becomes of it.
 */
static void
test_one_goes_ahead_after_a_pause(void)
{
  g_autoptr(TownFixture) town = town_sms_new();
  write_sms(town, 5, false, false);
  set_breaker(town, TOWN_NOW_MS + MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 0);
  town_fixture_advance(town, MINUTE_MS);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  g_assert_cmpint(town_sms_hand_out(town), ==, 1);
  settle(town, DELIVERY_SENT);
  (void)store_run(town->digest.store, NULL, "DELETE FROM breaker", "");
  g_assert_cmpint(town_sms_hand_out(town), ==, 4);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
#define ADD(name, function) g_test_add_func("/digest/limits/" name, function)
  ADD("hour", test_hour);
  ADD("limit-does-not-spin", test_limit_does_not_spin);
  ADD("hour-has-a-default", test_hour_has_a_default);
  ADD("day-is-the-towns", test_day_is_the_towns);
  ADD("quiet-hours", test_quiet_hours);
  ADD("quiet-hours-do-not-end-a-day-early",
      test_quiet_hours_do_not_end_a_day_early);
  ADD("quiet-hours-of-what-was-deferred",
      test_quiet_hours_of_what_was_deferred);
  ADD("quiet-hours-when-summer-time-ends",
      test_quiet_hours_when_summer_time_ends);
  ADD("quiet-hours-can-be-none", test_quiet_hours_can_be_none);
  ADD("repeats-are-counted", test_repeats_are_counted);
  ADD("one-goes-ahead-after-a-pause", test_one_goes_ahead_after_a_pause);
  return g_test_run();
}

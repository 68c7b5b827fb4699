/* SPDX-License-Identifier: Apache-2.0
 *
 * One sender who writes very much, or the same again and again.
 */
#include "daemon/config.h"
#include "daemon/digest/digest.h"
#include "queue/inbox.h"
#include "tests/support/talk.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)

/* Everything that would hold an answer is wide open but what is tested. */
static TownFixture *
town_new(int per_hour)
{
  TownFixture *town = town_fixture_new(NULL);
  LimitSettings *limits = &town->config->settings->limits;
  limits->sms_per_number_per_day = 1000;
  limits->sms_from_number_per_hour = per_hour;
  town_fixture_secret(town, "1722881738");
  return town;
}

/* So many different SMS, one each second. */
static void
text_often(TownFixture *town, const char *from, int count)
{
  static int serial;
  for (int i = 0; i < count; i++) {
    g_autofree char *text =
        g_strdup_printf("Schlagloch in der Gartenstraße %d", ++serial);
    town_text(town, from, text);
    town_fixture_advance(town, 1000);
  }
}

static int64_t
throttled(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM inbox WHERE state ="
                                  " 'hold' AND kind = 'throttled'");
}

static void
test_hour(void)
{
  g_autoptr(TownFixture) town = town_new(20);
  text_often(town, TALK_PHONE, 20);
  g_assert_cmpint(throttled(town), ==, 0);
  unsigned sent = town_sent_all(town);
  text_often(town, TALK_PHONE, 3);
  g_assert_cmpint(throttled(town), ==, 3);
  g_assert_cmpint(talk_tickets(town), ==, 20);
  /* Neither passed on nor answered; the desk hears of it once. */
  g_assert_cmpuint(town_sent_all(town), ==, sent + 1);
  g_autoptr(TownSent) warning = town_sent(town, "sms-warning", NULL);
  assert_contains(warning->mail->full_text, "+49172…38");
  text_often(town, TALK_OTHER, 1);
  g_assert_cmpint(talk_tickets(town), ==, 21);
  g_assert_cmpint(throttled(town), ==, 3);
}

static void
test_hour_slides(void)
{
  g_autoptr(TownFixture) town = town_new(2);
  text_often(town, TALK_PHONE, 2);
  town_fixture_advance(town, HOUR_MS - 2 * 1000 - 1);
  text_often(town, TALK_PHONE, 1);
  g_assert_cmpint(throttled(town), ==, 1);
  town_fixture_close(town); /* a restart forgets nothing */
  town_fixture_open(town);
  town_fixture_advance(town, HOUR_MS);
  text_often(town, TALK_PHONE, 1);
  g_assert_cmpint(throttled(town), ==, 1);
  g_assert_cmpint(talk_tickets(town), ==, 3);
}

/* What counts is when it came: after an outage all of a day is decided at once.
 */
static void
test_hour_after_an_outage(void)
{
  g_autoptr(TownFixture) town = town_new(2);
  for (int i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf("m%d", i);
    town_post_sms(town, TALK_PHONE, id, id, 0);
    town_fixture_advance(town, HOUR_MS);
  }
  town_fixture_decide(town);
  g_assert_cmpint(throttled(town), ==, 0);
}

static void
test_hour_is_a_setting(void)
{
  g_autoptr(TownFixture) town = town_new(0);
  text_often(town, TALK_PHONE, 25);
  g_assert_cmpint(throttled(town), ==, 0);
}

/* A person lets one go: it is decided as if it had just come. */
static void
test_clerk_lets_go(void)
{
  g_autoptr(TownFixture) town = town_new(1);
  g_autoptr(GError) error = NULL;
  text_often(town, TALK_PHONE, 2);
  g_autofree char *id =
      town_fixture_text(town, "SELECT id FROM inbox WHERE kind = 'throttled'");
  bool ok = store_begin(town->digest.store, &error) &&
            inbox_retry(&town->digest.queue, id, &error) &&
            store_commit(town->digest.store, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  town_fixture_decide(town);
  g_assert_cmpint(throttled(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 2);
}

static void
test_stop_always_counts(void)
{
  g_autoptr(TownFixture) town = town_new(1);
  text_often(town, TALK_PHONE, 2);
  town_text(town, TALK_PHONE, "STOPP");
  g_assert_cmpint(throttled(town), ==, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  1);
  g_autoptr(TownSent) stop = town_sent(town, "stop-confirmed", NULL);
  g_assert_nonnull(stop);
}

/* Who reports a danger may have written much before. */
static void
test_danger_always_goes(void)
{
  g_autoptr(TownFixture) town = town_new(1);
  text_often(town, TALK_PHONE, 2);
  town_text(town, TALK_PHONE, "Es riecht nach Gas in der Ringstraße 3!");
  g_assert_cmpint(throttled(town), ==, 1);
  g_assert_cmpint(talk_tickets(town), ==, 2);
}

static void
test_desk_hears_once_a_day(void)
{
  g_autoptr(TownFixture) town = town_new(1);
  for (unsigned day = 1; day <= 2; day++) {
    text_often(town, TALK_PHONE, 3);
    g_assert_cmpuint(town_sent_count(town, "sms-warning"), ==, 2 * day - 1);
    text_often(town, TALK_OTHER, 3);
    g_assert_cmpuint(town_sent_count(town, "sms-warning"), ==, 2 * day);
    town_fixture_advance(town, 24 * HOUR_MS);
  }
}

/* --- the same again and again --------------------------------------------- */

static int64_t
answers_to(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox"
                                  " WHERE channel = 'sms'");
}

static void
test_same_text(void)
{
  g_autoptr(TownFixture) town = town_new(0);
  for (int i = 0; i < 5; i++) {
    town_text(town, TALK_PHONE, "Schlagloch am Markt");
    town_fixture_advance(town, MINUTE_MS - 1);
  }
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM inbox_event"
                                           " WHERE what = 'answers-off'"),
                  ==, 1);
  int64_t before = answers_to(town);
  town_fixture_advance(town, 23 * HOUR_MS);
  town_text(town, TALK_PHONE, "Die Laterne in der Ringstraße 3 ist aus");
  g_assert_cmpint(answers_to(town), ==, before);
  town_text(town, TALK_OTHER, "Die Laterne in der Hafenstraße 9 ist aus");
  g_assert_cmpint(answers_to(town), ==, before + 1);
  town_fixture_advance(town, HOUR_MS);
  town_text(town, TALK_PHONE, "Die Laterne im Ahornweg 5 ist aus");
  g_assert_cmpint(answers_to(town), ==, before + 2);
}

/* Slower than that, or answers to questions: no machine. */
static void
test_same_text_is_no_machine(void)
{
  g_autoptr(TownFixture) town = town_new(0);
  for (int i = 0; i < 10; i++) {
    town_text(town, TALK_PHONE, "Schlagloch am Markt");
    town_text(town, TALK_OTHER, "1");
    town_fixture_advance(town, 75 * 1000);
  }
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM answers_off"),
                  ==, 0);
}

/* Nobody's habits are kept for longer than a day. */
static void
test_sweep(void)
{
  g_autoptr(TownFixture) town = town_new(20);
  text_often(town, TALK_PHONE, 3);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM intake"), ==,
                  3);
  town_fixture_advance(town, 25 * HOUR_MS);
  town->digest.swept_at_ms = TOWN_NOW_MS;
  g_assert_true(digest_upkeep(&town->digest, NULL));
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM intake"), ==,
                  0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
#define ADD(name, function) g_test_add_func("/digest/throttle/" name, function)
  ADD("hour", test_hour);
  ADD("hour-slides", test_hour_slides);
  ADD("hour-after-an-outage", test_hour_after_an_outage);
  ADD("hour-is-a-setting", test_hour_is_a_setting);
  ADD("clerk-lets-go", test_clerk_lets_go);
  ADD("stop-always-counts", test_stop_always_counts);
  ADD("danger-always-goes", test_danger_always_goes);
  ADD("desk-hears-once-a-day", test_desk_hears_once_a_day);
  ADD("same-text", test_same_text);
  ADD("same-text-is-no-machine", test_same_text_is_no_machine);
  ADD("sweep", test_sweep);
  return g_test_run();
}

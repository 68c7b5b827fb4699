/* SPDX-License-Identifier: Apache-2.0
 *
 * What SMS may cost: so many a day to one number, so many segments a month for
 * one channel, by the calendar of the town.
 */
#include <string.h>

#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "daemon/status.h"
#include "tests/support/town_post.h"
#include "tests/support/town_sms.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define OTHER "+491722881739"
#define SECOND_MS INT64_C(1000)
#define HOUR_MS (3600 * SECOND_MS)
#define DAY_MS (24 * HOUR_MS)
/* From TOWN_NOW_MS, 10 a.m. of 21 May, to the next midnight in the town: two
 * hours before that of UTC. */
#define TO_MIDNIGHT_MS (14 * HOUR_MS)

static TownFixture *
town_with(int per_day, int budget)
{
  TownFixture *town = town_fixture_new(NULL);
  Settings *settings = town->config->settings;
  ChannelSettings *channel = settings->channels->pdata[0];
  settings->limits.sms_per_number_per_day = per_day;
  channel->monthly_budget = budget;
  town_fixture_secret(town, "1722881738");
  return town;
}

/* Write one SMS of one segment; true: it goes. */
static bool
write_sms(TownFixture *town, const char *to, bool danger)
{
  const DeskSms like = {.to = to, .danger = danger};
  g_autofree char *text = town_sms_write(town, &like);
  return text != NULL;
}

static bool
goes(TownFixture *town, const char *to)
{
  return write_sms(town, to, false);
}

/* How many lines of the log tell of this event. */
static int
told(const TownFixture *town, const char *event)
{
  g_autofree char *log = NULL;
  g_autofree char *word = g_strdup_printf("event=%s ", event);
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  int count = 0;
  for (const char *p = log; (p = strstr(p, word)) != NULL; p++)
    count++;
  return count;
}

static int64_t
suppressed(TownFixture *town, const char *why)
{
  g_autofree char *sql =
      g_strdup_printf("SELECT count(*) FROM outbox WHERE state = 'suppressed'"
                      " AND status = '%s'",
                      why);
  return town_fixture_count(town, sql);
}

static void
test_number_over_midnight(void)
{
  g_autoptr(TownFixture) town = town_with(2, 0);
  g_assert_true(goes(town, PHONE));
  g_assert_true(goes(town, PHONE));
  g_assert_false(goes(town, PHONE));
  g_assert_true(goes(town, OTHER));
  town_fixture_advance(town, TO_MIDNIGHT_MS - SECOND_MS);
  g_assert_false(goes(town, PHONE));
  g_assert_cmpint(told(town, "sms-number-braked"), ==, 1);
  town_fixture_advance(town, SECOND_MS);
  g_assert_true(goes(town, PHONE));
  g_assert_true(goes(town, PHONE));
  g_assert_false(goes(town, PHONE));
  g_assert_cmpint(told(town, "sms-number-braked"), ==, 2);
  g_assert_cmpint(suppressed(town, "number-day"), ==, 3);
  g_assert_cmpint(status_get(town->digest.status, "sms_suppressed"), ==, 3);
}

/* 25 October 2026 has 25 hours: its day begins at 22:00 UTC and ends at 23:00
 * UTC of the next. */
static void
test_number_when_summer_time_ends(void)
{
  g_autoptr(TownFixture) town = town_with(1, 0);
  int64_t to_25_october_ms = TO_MIDNIGHT_MS + 156 * DAY_MS;
  town_fixture_advance(town, to_25_october_ms);
  g_assert_true(goes(town, PHONE));
  town_fixture_advance(town, 25 * HOUR_MS - SECOND_MS);
  g_assert_false(goes(town, PHONE));
  town_fixture_advance(town, SECOND_MS);
  g_assert_true(goes(town, PHONE));
}

static void
test_danger_is_not_held(void)
{
  g_autoptr(TownFixture) town = town_with(1, 1);
  g_assert_true(goes(town, PHONE));
  g_assert_false(goes(town, PHONE));
  g_assert_true(write_sms(town, PHONE, true));
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM outbox"
                               " WHERE state = 'queued' AND priority = 0"),
      ==, 1);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT value FROM counter"
                                     " WHERE name = 'segments|sms|2026-05'"),
                  ==, 2);
}

static void
test_budget_over_the_month(void)
{
  g_autoptr(TownFixture) town = town_with(1000, 5);
  for (int i = 1; i <= 5; i++) {
    g_assert_cmpint(told(town, "sms-budget-low"), ==, i > 4);
    g_assert_cmpint(told(town, "sms-budget-spent"), ==, 0);
    g_assert_true(goes(town, PHONE));
  }
  g_assert_cmpint(told(town, "sms-budget-spent"), ==, 1);
  g_assert_false(goes(town, OTHER));
  town_fixture_close(town);
  town_fixture_open(town); /* a restart gives and tells nothing */
  town_fixture_advance(town, TO_MIDNIGHT_MS + 10 * DAY_MS - SECOND_MS);
  g_assert_false(goes(town, PHONE)); /* 31 May, 23:59:59 */
  town_fixture_advance(town, SECOND_MS);
  g_assert_true(goes(town, PHONE)); /* 1 June, 00:00:00 */
  g_assert_cmpint(told(town, "sms-budget-low"), ==, 1);
  g_assert_cmpint(told(town, "sms-budget-spent"), ==, 1);
  g_assert_cmpint(suppressed(town, "month-budget"), ==, 2);
}

static void
test_budget_raised(void)
{
  g_autoptr(TownFixture) town = town_with(1000, 1);
  ChannelSettings *channel = town->config->settings->channels->pdata[0];
  g_assert_true(goes(town, PHONE));
  g_assert_false(goes(town, PHONE));
  channel->monthly_budget = 5;
  for (int i = 2; i <= 5; i++)
    g_assert_true(goes(town, PHONE));
  g_assert_false(goes(town, PHONE));
  g_assert_cmpint(told(town, "sms-budget-low"), ==, 2);
  g_assert_cmpint(told(town, "sms-budget-spent"), ==, 2);
}

static void
test_budget_unlimited(void)
{
  g_autoptr(TownFixture) town = town_with(1000, 0);
  for (int i = 0; i < 20; i++)
    g_assert_true(goes(town, PHONE));
  g_assert_cmpint(told(town, "sms-budget-spent"), ==, 0);
}

/* The citizen's one SMS was the confirmation; the department's mail goes, its
 * transcript says that the citizen hears nothing, and the reason is kept. */
static void
test_history_and_mails(void)
{
  g_autoptr(TownFixture) town = town_with(1, 0);
  town_text(town, PHONE, "Schlagloch Gartenstraße 12");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = "#antwort Wir kommen."});
  g_autoptr(TownSent) news = town_sent(town, "status-answer", NULL);
  g_assert_cmpstr(news->state, ==, "suppressed");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  g_assert_cmpstr(transcript->state, ==, "queued");
  assert_contains(transcript->mail->full_text, "geht keine Nachricht");
  g_autofree char *event =
      town_fixture_text(town, "SELECT actor || ' ' || detail FROM ticket_event"
                              " WHERE what = 'sms-suppressed'");
  g_autofree char *note =
      town_fixture_text(town, "SELECT detail FROM inbox_event"
                              " WHERE what = 'sms-suppressed'");
  g_assert_cmpstr(event, ==, "town number-day");
  g_assert_cmpstr(note, ==, "number-day");
}

static void
test_stats_show_it(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TownFixture) town = town_with(1000, 1);
  (void)goes(town, PHONE);
  (void)goes(town, PHONE);
  GString *out = g_string_new(NULL);
  (void)request_answer(&town->digest,
                       "{\"verb\": \"stats\", \"arguments\": {}}", 0, out,
                       &error);
  g_assert_no_error(error);
  g_autofree char *text = g_string_free(out, FALSE);
  static const char *const rows[][3] = {
      {"segments", "sms|2026-05", "1"},
      {"brake", "sms-budget-80|sms|2026-05|1", "1"},
      {"brake", "sms-budget-100|sms|2026-05|1", "1"},
      {"outbox", "suppressed", "1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *row =
        g_strdup_printf("{\"table\":\"%s\",\"state\":\"%s\",\"count\":%s}",
                        rows[i][0], rows[i][1], rows[i][2]);
    assert_contains(text, row);
  }
}

/* A number that was given up in bote.yaml, while its tickets live on. */
static void
test_channel_that_is_gone(void)
{
  g_autoptr(TownFixture) town = town_with(10, 0);
  GPtrArray *channels = town->config->settings->channels;
  gpointer channel = g_ptr_array_steal_index(channels, 0);
  g_assert_false(goes(town, PHONE));
  g_ptr_array_add(channels, channel);
  g_assert_true(goes(town, PHONE));
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/daemon/sms-brake/number-over-midnight",
                  test_number_over_midnight);
  g_test_add_func("/daemon/sms-brake/number-when-summer-time-ends",
                  test_number_when_summer_time_ends);
  g_test_add_func("/daemon/sms-brake/danger-is-not-held",
                  test_danger_is_not_held);
  g_test_add_func("/daemon/sms-brake/budget-over-the-month",
                  test_budget_over_the_month);
  g_test_add_func("/daemon/sms-brake/budget-raised", test_budget_raised);
  g_test_add_func("/daemon/sms-brake/budget-unlimited", test_budget_unlimited);
  g_test_add_func("/daemon/sms-brake/history-and-mails",
                  test_history_and_mails);
  g_test_add_func("/daemon/sms-brake/channel-gone", test_channel_that_is_gone);
  g_test_add_func("/daemon/sms-brake/stats-show-it", test_stats_show_it);
  return g_test_run();
}

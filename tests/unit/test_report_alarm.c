/* SPDX-License-Identifier: Apache-2.0
 *
 * A department that does not get its tickets: who hears of it, how often.
 */
#include "daemon/status.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define TEXT "ticket-undelivered"

static void
pass(TownFixture *town, int hours)
{
  town_fixture_advance(town, hours * HOUR_MS);
  town_fixture_timers(town);
}

static void
test_alarm_daily_until_it_went(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_secret(town, "ayse@example.net");
  town_say(town, &(TownMail){0});
  pass(town, 3);
  g_assert_cmpuint(town_sent_count(town, TEXT), ==, 0);
  pass(town, 2);
  g_assert_cmpuint(town_sent_count(town, TEXT), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, TEXT, "zentrale@");
  g_assert_nonnull(told);
  assert_contains(told->mail->full_text, "Tiefbauamt");
  g_assert_cmpint(status_get(town->digest.status, "departments_not_reached"),
                  ==, 1);
  pass(town, 20);
  g_assert_cmpuint(town_sent_count(town, TEXT), ==, 1);
  pass(town, 5);
  g_assert_cmpuint(town_sent_count(town, TEXT), ==, 2);
  town_fixture_run(town,
                   "UPDATE outbox SET state = 'sent' WHERE kind = 'ticket'");
  pass(town, 25);
  pass(town, 25);
  g_assert_cmpuint(town_sent_count(town, TEXT), ==, 2);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM ticket_event"
                                     " WHERE what = 'department-not-reached'"),
                  ==, 2);
}

static void
test_alarm_not_in_vain(void)
{
  static const char *const rows[] = {
      "UPDATE outbox SET state = 'delivered' WHERE kind = 'ticket'",
      "UPDATE ticket SET state = 'solved'",
      "UPDATE ticket SET department = 'zentrale'",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i]);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    town_fixture_run(town, rows[i]);
    pass(town, 5);
    g_assert_cmpuint(town_sent_count(town, TEXT), ==, 0);
  }
}

/* The town's server took the mail and could not deliver it: a mistyped address
 * in departments.yaml must not swallow tickets. */
static void
test_alarm_at_a_bounce(void)
{
  static const struct {
    const char *recipient, *status;
    unsigned told;
  } rows[] = {
      {"tiefbau@musterhagen.example.org", "5.1.1", 1},
      {"tiefbau@musterhagen.example.org", "5.2.2", 1}, /* full, still lost */
      {"tiefbau@musterhagen.example.org", "4.4.1", 0},
      {"other@musterhagen.example.org", "5.1.1", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    town_fixture_run(town, "UPDATE outbox SET state = 'sent'");
    pass(town, 30); /* nobody looks any more */
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    town_post_bounce(town, rows[i].recipient, rows[i].status,
                     ticket->mail->message_id);
    town_fixture_timers(town);
    g_assert_cmpuint(town_sent_count(town, TEXT), ==, rows[i].told);
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox"
                                             " WHERE state = 'failed'"),
                    ==, rows[i].told);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/alarm/daily-until-it-went",
                  test_alarm_daily_until_it_went);
  g_test_add_func("/services/report/alarm/not-in-vain", test_alarm_not_in_vain);
  g_test_add_func("/services/report/alarm/at-a-bounce", test_alarm_at_a_bounce);
  return g_test_run();
}

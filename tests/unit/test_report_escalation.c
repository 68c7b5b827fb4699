/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of tickets whose deadline passed: reminder, deputy, head, each
 * once and in one mail; and one honest word to their citizens.
 */
#include <string.h>

#include "tests/support/town_deadline.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
/* From 10 a.m. to a quarter to eight of the next day, when people are told. */
#define TO_MORNING_MS (21 * HOUR_MS + 45 * MINUTE_MS)
#define DEPUTY "stadtgruen@musterhagen.example.org"
#define HEAD "leitung.tiefbau@musterhagen.example.org"

/* To the morning that is so many days after Thursday, 21 May. */
static void
pass_to_morning(TownFixture *town, int days)
{
  int64_t target_ms =
      TOWN_NOW_MS + (days - 1) * DAY_MS + TO_MORNING_MS + MINUTE_MS;
  while (town->now_ms < target_ms) {
    town_fixture_advance(town, MIN(2 * HOUR_MS, target_ms - town->now_ms));
    town_fixture_timers(town);
  }
}

static void
say(TownFixture *town, const char *street)
{
  g_autofree char *text =
      g_strdup_printf("Im %s ist ein Schlagloch.\n\nRuth Beispiel", street);
  town_say(town, &(TownMail){.text = text, .subject = street});
}

static void
test_escalation_goes_up(void)
{
  g_autoptr(TownFixture) town = town_with_deadline();
  pass_to_morning(town, 7); /* Thursday: due tomorrow */
  g_autoptr(TownSent) list = town_sent(town, "morning", TOWN_TIEFBAU);
  assert_contains(list->mail->full_text, "BALD FÄLLIG");
  pass_to_morning(town, 11); /* Monday: one working day */
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 0);
  pass_to_morning(town, 12);
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 1);
  g_autoptr(TownSent) first = town_sent(town, "escalation", DEPUTY);
  assert_contains(first->mail->full_text, "Sie vertreten dieses Amt (1)");
  assert_contains(first->mail->full_text, "26-00001-4");
  assert_lacks(first->mail->full_text, "Ruth");
  pass_to_morning(town, 14);
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 1);
  pass_to_morning(town, 15); /* Friday: five */
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 2);
  g_autoptr(TownSent) second = town_sent(town, "escalation", HEAD);
  assert_contains(second->mail->full_text, "Sie leiten dieses Amt (1)");
  pass_to_morning(town, 30);
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 2);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'escalated'"),
                  ==, 2);
}

/* Deputy and head act by the addresses in their mails. */
static void
test_escalation_is_answered(void)
{
  static const struct {
    const char *who;
    int day;
  } rows[] = {{DEPUTY, 12}, {HEAD, 15}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_deadline();
    pass_to_morning(town, rows[i].day);
    g_autoptr(TownSent) mail = town_sent(town, "escalation", rows[i].who);
    g_assert_nonnull(mail);
    const char *begin = strstr(mail->mail->full_text, "rathaus+d");
    g_assert_nonnull(begin);
    g_autofree char *to = g_strndup(begin, strcspn(begin, " \r\n"));
    town_say(town, &(TownMail){.from = rows[i].who,
                               .to = to,
                               .text = "#in Arbeit bis 30.6."});
    g_assert_cmpuint(town_sent_count(town, "status-accepted"), ==, 1);
  }
}

/* What ends it, or puts it off. */
static void
test_escalation_ends(void)
{
  static const struct {
    const char *command;
    unsigned by_friday; /* mails until Friday of the week after */
  } rows[] = {
      {"#erledigt", 0},
      {"#in Arbeit bis 30.6.", 0},
      {"#frist 30.6.", 0},
      {"#wv 30.6.", 0},
      {"#rückfrage\n\nWo genau?", 0},
      {"#übernommen", 1}, /* the deputy, two days after Tuesday */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_deadline();
    pass_to_morning(town, 11);
    town_tiefbau_replies(town, rows[i].command);
    pass_to_morning(town, 15);
    g_test_message("%s", rows[i].command);
    g_assert_cmpuint(town_sent_count(town, "escalation"), ==,
                     rows[i].by_friday);
  }
}

/* Thirty overdue: one mail of 25 and how many more. */
static void
test_escalation_never_floods(void)
{
  static const char *const streets[] = {"Ahornweg", "Birkenweg", "Buchenweg",
                                        "Eichenweg", "Erlenweg"};
  g_autoptr(TownFixture) town = town_with_deadline();
  for (int i = 0; i < 30; i++) {
    g_autofree char *place =
        g_strdup_printf("%s %d", streets[i % 5], i / 5 * 7 + 1);
    say(town, place);
    town_fixture_advance(town, HOUR_MS / 4);
  }
  pass_to_morning(town, 15);
  g_assert_cmpuint(town_sent_count(town, "escalation"), ==, 2);
  g_autoptr(TownSent) mail = town_sent(town, "escalation", DEPUTY);
  assert_contains(mail->mail->full_text, "… und ");
}

/* The date passed, a working day went by, nobody acted. */
static void
test_escalation_admits(void)
{
  static const struct {
    const char *command;
    bool told;
  } rows[] = {{NULL, true}, {"#übernommen", false}, {"#frist 30.6.", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_with_deadline();
    pass_to_morning(town, 11);
    g_assert_cmpuint(town_sent_count(town, "deadline-missed"), ==, 0);
    if (rows[i].command != NULL)
      town_tiefbau_replies(town, rows[i].command);
    pass_to_morning(town, 12);
    g_assert_cmpuint(town_sent_count(town, "deadline-missed"), ==,
                     rows[i].told ? 1 : 0);
    if (!rows[i].told)
      continue;
    g_autoptr(TownSent) news = town_sent(town, "deadline-missed", NULL);
    assert_contains(news->mail->full_text, "bis Freitag, 29. Mai");
    assert_contains(news->mail->full_text, "Wir haben nachgefragt: Tiefbauamt");
    pass_to_morning(town, 20);
    g_assert_cmpuint(town_sent_count(town, "deadline-missed"), ==, 1);
    /* A new date is news again. */
    town_tiefbau_replies(town, "#frist 30.6.");
    pass_to_morning(town, 21);
    g_assert_cmpuint(town_sent_count(town, "expected-date"), ==, 1);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/escalation/goes-up",
                  test_escalation_goes_up);
  g_test_add_func("/services/report/escalation/is-answered",
                  test_escalation_is_answered);
  g_test_add_func("/services/report/escalation/ends", test_escalation_ends);
  g_test_add_func("/services/report/escalation/never-floods",
                  test_escalation_never_floods);
  g_test_add_func("/services/report/escalation/admits", test_escalation_admits);
  return g_test_run();
}

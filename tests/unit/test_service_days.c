/* SPDX-License-Identifier: Apache-2.0
 *
 * A service within and outside its days: what is taken, what is held, and who
 * hears that it is closed.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define SECOND_MS INT64_C(1000)
#define HOUR_MS (3600 * SECOND_MS)
#define DAY_MS (24 * HOUR_MS)
/* From TOWN_NOW_MS, 10 a.m. of 21 May, to the next midnight in the town. */
#define TO_MIDNIGHT_MS (14 * HOUR_MS)

#define FROM_22_TO_31_MAY "regular, since: 2026-05-22, until: 2026-05-31"

static TownFixture *
town_in(const char *service)
{
  return town_fixture_new(&(TownOptions){.service = service});
}

static void
test_days_by_the_towns_calendar(void)
{
  static const struct {
    int64_t after_ms;
    unsigned confirmations;
    const char *opens;
  } rows[] = {
      {0, 0, "Es geht los am Freitag, 22. Mai."},
      {TO_MIDNIGHT_MS - SECOND_MS, 0, "Es geht los am Freitag, 22. Mai."},
      {TO_MIDNIGHT_MS, 1, NULL},
      {TO_MIDNIGHT_MS + 10 * DAY_MS - SECOND_MS, 1, NULL},
      {TO_MIDNIGHT_MS + 10 * DAY_MS, 0, ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_in(FROM_22_TO_31_MAY);
    town_fixture_advance(town, rows[i].after_ms);
    town_say(town, &(TownMail){0});
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==,
                     rows[i].confirmations);
    g_assert_cmpint(
        town_fixture_count(town,
                           "SELECT count(*) FROM inbox WHERE state = 'hold'"),
        ==, 1 - rows[i].confirmations);
    g_autoptr(TownSent) closed = town_sent(town, "service-closed", NULL);
    g_assert_true((closed != NULL) == (rows[i].opens != NULL));
    if (closed == NULL)
      continue;
    assert_contains(closed->mail->full_text, "nicht verloren");
    if (rows[i].opens[0] != '\0')
      assert_contains(closed->mail->full_text, rows[i].opens);
    else
      assert_lacks(closed->mail->full_text, "Es geht los");
  }
}

/* Who is spoken of: what the public was told of, and nothing else. */
static void
test_days_by_state(void)
{
  static const struct {
    const char *service;
    unsigned closed;
    const char *why;
  } rows[] = {
      {"paused", 1, "new; service report is paused (town.yaml)"},
      {"off", 0, "new; service report is off (town.yaml)"},
      {"test, until: 2026-05-20", 1,
       "new; service report is off, ends 2026-05-20 (town.yaml)"},
      {"shadow, until: 2026-05-20", 0,
       "new; service report is off, ends 2026-05-20 (town.yaml)"},
      {"internal, since: 2026-05-22", 0,
       "new; service report is off, begins 2026-05-22 (town.yaml)"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].service);
    g_autoptr(TownFixture) town = town_in(rows[i].service);
    town_say(town, &(TownMail){0});
    g_assert_cmpuint(town_sent_count(town, "service-closed"), ==,
                     rows[i].closed);
    g_assert_cmpuint(town_sent_all(town), ==, rows[i].closed);
    g_autofree char *why = town_fixture_text(
        town, "SELECT detail FROM inbox_event WHERE what = 'no-service'");
    g_assert_cmpstr(why, ==, rows[i].why);
  }
}

static void
test_days_tell_once_a_day(void)
{
  g_autoptr(TownFixture) town = town_in("paused");
  town_say(town, &(TownMail){.text = "Die Laterne flackert."});
  town_say(town, &(TownMail){.text = "Und die daneben auch."});
  town_say(town, &(TownMail){.from = "max@example.net"});
  g_assert_cmpuint(town_sent_count(town, "service-closed"), ==, 2);
  town_fixture_advance(town, DAY_MS);
  town_say(town, &(TownMail){.text = "Sie flackert noch immer."});
  g_assert_cmpuint(town_sent_count(town, "service-closed"), ==, 3);
  town_say(town, &(TownMail){.from = "bot@example.net",
                             .headers = "Auto-Submitted: auto-replied\r\n"});
  g_assert_cmpuint(town_sent_all(town), ==, 3);
}

static void
test_days_in_the_writers_language(void)
{
  g_autoptr(TownFixture) town = town_in(FROM_22_TO_31_MAY);
  town_say(town, &(TownMail){.subject = "A pothole",
                             .text = "Dear all, there is a deep pothole in the"
                                     " street, could you please have a look at"
                                     " it? Thank you."});
  g_autoptr(TownSent) closed = town_sent(town, "service-closed", NULL);
  g_assert_nonnull(closed);
  assert_contains(closed->mail->full_text, "We start on Friday, 22 May.");
}

/* STOPP counts at any time, and is not answered by a service that rests. */
static void
test_days_sms(void)
{
  g_autoptr(TownFixture) town = town_in(FROM_22_TO_31_MAY);
  town_fixture_secret(town, "1722881738");
  town_text(town, PHONE, "Schlagloch Gartenstraße 12");
  town_text(town, PHONE, "STOPP");
  g_assert_cmpuint(town_sent_all(town), ==, 1);
  g_autoptr(TownSent) closed = town_sent(town, "service-closed", NULL);
  g_assert_nonnull(closed);
  g_assert_cmpstr(closed->to, ==, PHONE);
  assert_contains(closed->raw, "Beginn: Freitag, 22. Mai.");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM opt_out"), ==,
                  1);
}

/* A mail that was too large is answered by whoever would have answered it. */
static void
test_days_too_large(void)
{
  static const struct {
    const char *service;
    unsigned too_large, closed;
  } rows[] = {
      {"regular", 1, 0},
      {"test", 1, 0},
      {"shadow", 0, 0},
      {"internal", 0, 0},
      {"paused", 0, 1},
      {"off", 0, 0},
      {"regular, until: 2026-05-20", 0, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].service);
    g_autoptr(TownFixture) town = town_in(rows[i].service);
    town_say(town, &(TownMail){.oversize = true});
    g_assert_cmpuint(town_sent_count(town, "too-large"), ==, rows[i].too_large);
    g_assert_cmpuint(town_sent_count(town, "service-closed"), ==,
                     rows[i].closed);
    g_autoptr(TownSent) answer = town_sent(town, "too-large", NULL);
    if (answer != NULL)
      assert_contains(answer->mail->full_text, "21.05.2026, 10:00 Uhr");
    g_assert_cmpint(town_fixture_count(
                        town, "SELECT count(*) FROM inbox WHERE state = 'hold'"
                              " AND kind = 'too-large'"),
                    ==, 1);
  }
}

/* A day of phases, from TOWN_NOW_MS on: what happens to a letter in each, and
 * what is written down.  Nothing is started anew. */
static void
test_days_phase_by_phase(void)
{
  static const struct {
    int64_t after_ms; /* since the row before */
    unsigned confirmations, closed;
    const char *ticket_to; /* NULL: no ticket */
    bool test;
  } rows[] = {
      {0, 0, 0, "zentrale@", false}, /* shadow */
      {HOUR_MS - SECOND_MS, 0, 0, "zentrale@", false},
      {SECOND_MS, 0, 0, "zentrale@", false}, /* internal */
      {HOUR_MS, 1, 0, "tiefbau@", true},     /* test */
      {HOUR_MS, 1, 0, "tiefbau@", false},    /* regular */
      {HOUR_MS, 0, 1, NULL, false},          /* paused */
      {HOUR_MS, 1, 0, "tiefbau@", false},    /* none: the one state */
  };
  g_autoptr(TownFixture) town =
      town_in("regular, phases: {"
              "still: {state: shadow, since: 2026-05-21}, "
              "haus: {state: internal, since: 2026-05-21 11:00}, "
              "probe: {state: test, since: 2026-05-21 12:00}, "
              "ernst: {state: regular, since: 2026-05-21 13:00}, "
              "umzug: {state: paused, since: 2026-05-21 14:00,"
              " until: 2026-05-21 15:00}}");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    unsigned confirmations = town_sent_count(town, "confirmation");
    unsigned closed = town_sent_count(town, "service-closed");
    g_autofree char *from = g_strdup_printf("ayse%zu@example.net", i);
    g_autofree char *text =
        g_strdup_printf("In der Gartenstraße %zu ist ein Schlagloch.", i + 3);
    town_fixture_advance(town, rows[i].after_ms);
    town_fixture_timers(town);
    town_say(town, &(TownMail){.from = from, .text = text});
    g_assert_cmpuint(town_sent_count(town, "confirmation") - confirmations, ==,
                     rows[i].confirmations);
    g_assert_cmpuint(town_sent_count(town, "service-closed") - closed, ==,
                     rows[i].closed);
    if (rows[i].ticket_to == NULL)
      continue;
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    g_assert_true(g_str_has_prefix(ticket->to, rows[i].ticket_to));
    g_assert_true((strstr(ticket->mail->full_text, "Testbetrieb") != NULL) ==
                  rows[i].test);
  }
  g_autofree char *kept = town_fixture_text(
      town, "SELECT group_concat(state || ' ' || COALESCE(phase, '-')"
            " || ' ' || ((at_ms - 1779350400000) / 1000), ', ')"
            " FROM (SELECT * FROM service_state ORDER BY at_ms)");
  g_assert_cmpstr(kept, ==,
                  "shadow still 0, internal haus 3600, test probe 7200, "
                  "regular ernst 10800, paused umzug 14400, regular - 18000");
}

/* Shadow and internal: the desk reads whose it would be, and that nobody heard
 * of it. */
static void
test_days_proposal_to_the_desk(void)
{
  static const struct {
    const char *service, *words;
  } rows[] = {
      {"shadow", "SCHATTENBETRIEB: Nach außen ist nichts gegangen."},
      {"internal", "INTERNER BETRIEB: Nach außen ist nichts gegangen."},
      {"regular", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_in(rows[i].service);
    town_say(town, &(TownMail){0});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    const char *text = ticket->mail->full_text;
    if (rows[i].words == NULL) {
      assert_lacks(text, "BETRIEB");
      continue;
    }
    assert_contains(text, rows[i].words);
    assert_contains(text, "Vorschlag: Tiefbauamt.");
    assert_contains(ticket->raw, "BETRIEB");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/days/by-the-towns-calendar",
                  test_days_by_the_towns_calendar);
  g_test_add_func("/services/days/by-state", test_days_by_state);
  g_test_add_func("/services/days/tell-once-a-day", test_days_tell_once_a_day);
  g_test_add_func("/services/days/in-the-writers-language",
                  test_days_in_the_writers_language);
  g_test_add_func("/services/days/sms", test_days_sms);
  g_test_add_func("/services/days/too-large", test_days_too_large);
  g_test_add_func("/services/days/phase-by-phase", test_days_phase_by_phase);
  g_test_add_func("/services/days/proposal-to-the-desk",
                  test_days_proposal_to_the_desk);
  return g_test_run();
}

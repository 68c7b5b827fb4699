/* SPDX-License-Identifier: Apache-2.0
 *
 * Suspected advertising: held and listed once a week, a ticket when the desk
 * wants it; who sends it is taught.  And letters that the desk alone gets.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)
#define SHOP "angebote@shop.example.org"

static const TownMail offer = {
    .from = "Shop <" SHOP ">",
    .subject = "Nur diese Woche: 20 % Rabatt auf alle Quittenpressen",
    .text = "Sehr geehrte Damen und Herren,\n\nsichern Sie sich jetzt unser "
            "Angebot: 20 % Rabatt auf alle Quittenpressen. Jetzt bestellen!\n\n"
            "Newsletter abbestellen: https://shop.example.org/ab",
};

static TownFixture *
town_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenpressen");
  town_fixture_secret(town, SHOP);
  return town;
}

static void
assert_text(TownFixture *town, const char *sql, const char *want)
{
  g_autofree char *got = town_fixture_text(town, sql);
  g_assert_cmpstr(got, ==, want);
}

static int64_t
tickets(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket");
}

/* Thursday 10 a.m. to Monday 7 a.m. */
static void
wait_for_list(TownFixture *town)
{
  town_fixture_advance(town, 4 * DAY_MS - 3 * HOUR_MS);
  town_fixture_timers(town);
}

static void
test_listed_once_a_week(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &offer);
  g_assert_cmpint(tickets(town), ==, 0);
  g_assert_cmpuint(town_sent_all(town), ==, 0);
  assert_text(town, "SELECT state FROM inbox", "hold");
  town_fixture_advance(town, 4 * DAY_MS - 4 * HOUR_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_all(town), ==, 0);
  town_fixture_advance(town, HOUR_MS);
  town_fixture_timers(town);
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", "zentrale");
  g_assert_nonnull(list);
  assert_contains(list->mail->subject, "1 Schreiben");
  assert_contains(list->mail->full_text,
                  "1.  " SHOP ", vom 21. Mai: Nur diese Woche: 20 % Rabatt");
  /* Nothing new: no mail. */
  town_fixture_advance(town, 7 * DAY_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_all(town), ==, 1);
}

/* The clerk hears what came of his answer. */
static void
assert_told(TownFixture *town, const char *words)
{
  g_autoptr(TownSent) told = town_sent(town, "advertising-answer", "zentrale");
  g_assert_nonnull(told);
  if (told != NULL)
    assert_contains(told->mail->full_text, words);
}

static void
test_listed_is_wanted(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &offer);
  wait_for_list(town);
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", NULL);
  town_reply(town, list, &(TownMail){.text = "2"}); /* there is none */
  g_assert_cmpint(tickets(town), ==, 0);
  assert_told(town, "nicht auf der Liste: 2.");
  town_reply(town, list, &(TownMail){.text = "Nummer 1 bitte, 1"});
  g_assert_cmpint(tickets(town), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  assert_told(town, "Nr. 1 ist nun ein Anliegen: " SHOP ", Nur diese Woche");
  /* Pressed by two: one ticket. */
  town_reply(town, list, &(TownMail){.text = "1"});
  g_assert_cmpint(tickets(town), ==, 1);
  assert_told(town, "Nicht mehr offen oder nicht auf der Liste: 1.");
  town_reply(town, list, &(TownMail){.text = "Danke!"});
  assert_told(town, "keine Nummer der Liste");
  g_assert_cmpuint(town_sent_count(town, "advertising-answer"), ==, 4);
}

static void
test_listed_is_the_desks(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &offer);
  wait_for_list(town);
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", NULL);
  town_reply(town, list, &(TownMail){.text = "1", .from = "x@example.com"});
  town_reply(town, list, &(TownMail){.text = "1", .auth = "fail"});
  g_assert_cmpint(tickets(town), ==, 0);
}

static const TownMail plain = {
    .from = "Ayse Kaya <" SHOP ">",
    .subject = "Treffen",
    .text = "Guten Tag,\n\nes ging um Quittenpressen, Sie wissen schon.",
};

/* Another matter, or it were told once more. */
static const TownMail other = {
    .subject = "Noch etwas",
    .text = "Guten Tag,\n\nheute geht es um Birnenmost, wie besprochen.",
};

/* #werbung teaches, #rückgängig and the list's answer unteach. */
static void
test_listed_learns_the_sender(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &plain);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  town_reply(town, ticket, &(TownMail){.text = "#werbung"});
  town_say(town, &plain);
  g_assert_cmpint(tickets(town), ==, 1);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM report_listed"), ==, 1);
  wait_for_list(town);
  g_autoptr(TownSent) list = town_sent(town, "advertising-list", NULL);
  town_reply(town, list, &(TownMail){.text = "1"});
  g_assert_cmpint(tickets(town), ==, 2);
  town_say(town, &other);
  g_assert_cmpint(tickets(town), ==, 3);
}

static void
test_listed_unlearns_by_undo(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &plain);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  town_reply(town, ticket, &(TownMail){.text = "#werbung"});
  town_reply(town, ticket, &(TownMail){.text = "#rückgängig"});
  town_say(town, &other);
  g_assert_cmpint(tickets(town), ==, 2);
}

/* Whoever sent advertising once may be in danger, or object. */
static void
test_listed_never_what_is_grave(void)
{
  static const char *const texts[] = {
      "Hier riecht es stark nach Gas, Gartenstr. 12. Quittenpressen.",
      "Hiermit lege ich Widerspruch gegen Ihren Bescheid vom 3. Mai ein. "
      "Quittenpressen.",
  };
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &plain);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  town_reply(town, ticket, &(TownMail){.text = "#werbung"});
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    town_say(town, &(TownMail){.from = plain.from, .text = texts[i]});
    g_assert_cmpint(tickets(town), ==, (int64_t)i + 2);
  }
}

/* To the desk, whatever category its words name; nothing is repeated. */
static void
test_listed_abuse_is_the_desks(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town, &(TownMail){
                     .subject = "Schlagloch",
                     .text = "Ihr verdammten Arschlöcher vom Tiefbauamt, ihr "
                             "Idioten! Fickt euch mit euren Quittenpressen!"});
  assert_text(town, "SELECT department FROM ticket", "zentrale");
  g_assert_null(town_sent(town, "ticket", "tiefbau"));
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  assert_contains(ticket->mail->subject, "Beschimpfung");
  assert_contains(ticket->mail->full_text, "BESCHIMPFUNG ODER DROHUNG.");
  g_autoptr(TownSent) told = town_sent(town, "confirmation", NULL);
  g_assert_nonnull(told);
  assert_lacks(told->mail->full_text, "Idioten");
}

/* A suspicion of something legal beside a category: the desk, neutrally. */
static void
test_listed_doubt_is_the_desks(void)
{
  g_autoptr(TownFixture) town = town_new();
  town_say(town,
           &(TownMail){.subject = "Schlagloch vor der Tür",
                       .text = "Wegen des Schlaglochs: Der Bescheid dazu, mein "
                               "Aktenzeichen 4711. Quittenpressen."});
  assert_text(town, "SELECT coalesce(category, '-') || department FROM ticket",
              "-zentrale");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "zentrale");
  assert_contains(ticket->mail->full_text, "• #kategorie strassenschaden");
  g_autoptr(TownSent) told = town_sent(town, "confirmation", NULL);
  assert_contains(told->mail->full_text, "Unsere zentrale Stelle liest");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/listed/once-a-week", test_listed_once_a_week);
  g_test_add_func("/report/listed/is-wanted", test_listed_is_wanted);
  g_test_add_func("/report/listed/is-the-desks", test_listed_is_the_desks);
  g_test_add_func("/report/listed/learns-the-sender",
                  test_listed_learns_the_sender);
  g_test_add_func("/report/listed/unlearns-by-undo",
                  test_listed_unlearns_by_undo);
  g_test_add_func("/report/listed/never-what-is-grave",
                  test_listed_never_what_is_grave);
  g_test_add_func("/report/listed/abuse-is-the-desks",
                  test_listed_abuse_is_the_desks);
  g_test_add_func("/report/listed/doubt-is-the-desks",
                  test_listed_doubt_is_the_desks);
  return g_test_run();
}

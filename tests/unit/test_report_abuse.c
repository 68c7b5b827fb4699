/* SPDX-License-Identifier: Apache-2.0
 *
 * Insults and threats in what a citizen writes about his ticket: the desk reads
 * them, not those they are aimed at; what he wishes is done all the same.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define INSULT "Ihr seid alle Idioten, Haselnuss!"
#define POTHOLE "In der Gartenstraße 12 ist ein Schlagloch.\n"

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = POTHOLE});
  return town;
}

static void
answer(TownFixture *town, const char *kind, const char *text)
{
  g_autoptr(TownSent) last = town_sent(town, kind, NULL);
  town_reply(town, last, &(TownMail){.text = text});
}

/* Both mails of one addition. */
static void
assert_apart(TownFixture *town, const char *heading)
{
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale@");
  g_autoptr(TownSent) office = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(desk);
  g_assert_nonnull(office);
  if (desk == NULL || office == NULL)
    return;
  assert_contains(desk->mail->full_text, "Haselnuss");
  assert_contains(desk->mail->full_text, "beschimpft oder droht");
  assert_contains(desk->mail->full_text, "Tiefbauamt weiß nur");
  assert_lacks(office->mail->full_text, "Haselnuss");
  assert_contains(office->mail->full_text, "liegt bei der zentralen Stelle");
  assert_contains(office->mail->subject, heading);
}

static void
test_abuse_goes_to_the_desk(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "confirmation", INSULT " Es ist vor dem Tor.");
  assert_apart(town, "Ergänzung");
  g_autoptr(TownSent) told = town_sent(town, "addition-confirmed", NULL);
  g_assert_nonnull(told);
  assert_lacks(told == NULL ? "" : told->mail->full_text, "Haselnuss");
  answer(town, "confirmation", INSULT " Wann kommt endlich jemand?");
  assert_apart(town, "Noch einmal gemeldet");
}

/* His NEIN counts, however he says it. */
static void
test_abuse_reopens(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "ticket", "#erledigt");
  town_fixture_advance(town, INT64_C(3600000));
  answer(town, "status-solved", "NEIN. " INSULT);
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "open");
  assert_apart(town, "Wieder offen");
}

/* What answers the one question is a letter like any other. */
static void
test_abuse_in_an_answer(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "", .text = "Siehe Foto"});
  answer(town, "ask-what", POTHOLE INSULT);
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale@");
  g_assert_nonnull(desk);
  assert_contains(desk == NULL ? "" : desk->mail->full_text, "Haselnuss");
  g_assert_null(town_sent(town, "ticket", "tiefbau"));
}

/* Who is in danger may curse. */
static void
test_abuse_danger_first(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "confirmation",
         INSULT " Hier riecht es jetzt stark nach Gas, es zischt!");
  g_autoptr(TownSent) office = town_sent(town, "ticket", "tiefbau");
  assert_contains(office->mail->full_text, "nach Gas");
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/abuse/goes-to-the-desk",
                  test_abuse_goes_to_the_desk);
  g_test_add_func("/report/abuse/reopens", test_abuse_reopens);
  g_test_add_func("/report/abuse/in-an-answer", test_abuse_in_an_answer);
  g_test_add_func("/report/abuse/danger-first", test_abuse_danger_first);
  return g_test_run();
}

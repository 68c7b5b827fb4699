/* SPDX-License-Identifier: Apache-2.0
 *
 * Where is it?  The question, its answers by mail and SMS, and whose the ticket
 * is then.
 */
#include <string.h>

#include "daemon/services/report/intake/report_place.h"
#include "tests/support/talk.h"
#include "tests/support/town_places.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define LAMP "Die Straßenlaterne in der Bergstraße 3 ist aus."
#define HOLE "In der Bergstraße 3 ist ein Schlagloch."

static int64_t
waiting(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket"
                                  " WHERE state = 'waiting'");
}

/* Which lamp it is decides whose it is: nobody has it before the answer. */
static void
test_place_answered_by_mail(void)
{
  static const struct {
    const char *answer, *place, *department, *to;
  } rows[] = {
      {"2", "Bergstraße 3, Süd", "gruen", "stadtgruen"},
      {"die zweite", "Bergstraße 3, Süd", "gruen", "stadtgruen"},
      {"Nord\n\nViele Grüße\nAyse", "Bergstraße 3, Nord", "stadtwerke",
       "stoerung"},
      {"b) die beim Bäcker", "Bergstraße 3, Süd", "gruen", "stadtgruen"},
      {"In Süd, vor dem Bäcker.", "Bergstraße 3, Süd", "gruen", "stadtgruen"},
      {"Nein, es war im Mühlenweg 5.", "Mühlenweg 5", "gruen", "stadtgruen"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].answer);
    g_autoptr(TownFixture) town = town_with_places();
    town_say(town, &(TownMail){.subject = "Laterne", .text = LAMP});
    g_assert_cmpint(waiting(town), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
    g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
    assert_contains(asked->mail->full_text, "1 – Bergstraße 3, Nord");
    assert_contains(asked->mail->full_text, "2 – Bergstraße 3, Süd");
    g_assert_null(strstr(asked->mail->full_text, "Zuständig"));
    town_reply(town, asked, &(TownMail){.text = rows[i].answer});
    town_assert_place(town, rows[i].place, rows[i].department);
    g_assert_cmpint(waiting(town), ==, 0);
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", rows[i].to);
    assert_contains(ticket->mail->full_text, rows[i].place);
    g_autoptr(TownSent) told = town_sent(town, "place-confirmed", "ayse");
    assert_contains(told->mail->full_text, rows[i].place);
    /* Later words are an addition like any other. */
    town_reply(town, told, &(TownMail){.text = "1"});
    town_assert_place(town, rows[i].place, rows[i].department);
  }
}

/* A hole is the same department's everywhere: it has it at once, and learns
 * the place when it is told. */
static void
test_place_handed_over_meanwhile(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Loch", .text = HOLE});
  g_assert_cmpint(waiting(town), ==, 0);
  g_autoptr(TownSent) first = town_sent(town, "ticket", "tiefbau");
  assert_contains(first->mail->full_text, "ORT OFFEN");
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
  assert_contains(asked->mail->full_text, "1 – Bergstraße 3, Nord");
  assert_contains(asked->mail->full_text, "Zuständig");
  town_reply(town, asked, &(TownMail){.text = "1"});
  town_assert_place(town, "Bergstraße 3, Nord", "tiefbau");
  g_autoptr(TownSent) then = town_sent(town, "ticket", "tiefbau");
  assert_contains(then->mail->full_text, "Bergstraße 3, Nord");
}

/* Nobody answers: after a day its category's department has it.  A later
 * answer moves it, and both hear of it. */
static void
test_place_answered_late(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Laterne", .text = LAMP});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
  talk_wait(town, REPORT_PLACE_DAYS * DAY_MS - 1000);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 0);
  talk_wait(town, 2000);
  g_autoptr(TownSent) first = town_sent(town, "ticket", "stoerung");
  assert_contains(first->mail->full_text, "ORT UNKLAR");
  g_assert_cmpint(waiting(town), ==, 0);
  talk_wait(town, DAY_MS);
  town_reply(town, asked, &(TownMail){.text = "2"});
  town_assert_place(town, "Bergstraße 3, Süd", "gruen");
  g_autoptr(TownSent) then = town_sent(town, "ticket", "stadtgruen");
  assert_contains(then->mail->full_text, "Bergstraße 3, Süd");
  g_autoptr(TownSent) former =
      town_sent(town, "ticket-assigned-away", "stoerung");
  assert_contains(former->mail->full_text, "Amt für Stadtgrün");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket_event"
                                           " WHERE what = 'moved-by-place'"),
                  ==, 1);
}

/* What says nothing of a place lets it go at once: no better answer comes. */
static void
test_place_answered_with_nothing(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Laterne", .text = LAMP});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
  town_reply(town, asked,
             &(TownMail){.text = "Das weiß ich leider nicht mehr so genau."});
  g_assert_cmpint(waiting(town), ==, 0);
  town_assert_place(town, "Bergstraße 3", "stadtwerke");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stoerung");
  assert_contains(ticket->mail->full_text, "weiß ich leider nicht");
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
}

/* "Wo genau?", "Bergstraße 3", "Welche?", "2". */
static void
test_place_asked_twice(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Laterne",
                             .text = "Eine Straßenlaterne ist dunkel."});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
  assert_contains(asked->mail->full_text, "Wo genau ist das?");
  town_reply(town, asked, &(TownMail){.text = "In der Bergstraße 3."});
  g_assert_cmpint(waiting(town), ==, 1);
  g_autoptr(TownSent) which = town_sent(town, "place-question", "ayse");
  assert_contains(which->mail->full_text, "2 – Bergstraße 3, Süd");
  town_reply(town, which, &(TownMail){.text = "2"});
  town_assert_place(town, "Bergstraße 3, Süd", "gruen");
  g_assert_cmpint(waiting(town), ==, 0);
}

/* Two names are as near to what he wrote. */
static void
test_place_misspelt(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Laterne",
                             .text = "Straßenlaterne aus, Lndenstraße 4"});
  g_autoptr(TownSent) asked = town_sent(town, "confirmation", "ayse");
  assert_contains(asked->mail->full_text, "Lindenstraße 4");
  assert_contains(asked->mail->full_text, "Landenstraße 4");
  town_reply(town, asked, &(TownMail){.text = "Landenstraße"});
  town_assert_place(town, "Landenstraße 4", "gruen");
}

/* Danger waits for nobody's answer. */
static void
test_place_danger(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Gasgeruch",
                             .text = "Gasgeruch an der Laterne Bergstraße 3!"});
  g_assert_cmpint(waiting(town), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "ticket"), >=, 1);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM question"), ==,
                  0);
}

/* Who cannot be asked is not waited for. */
static void
test_place_not_asked(void)
{
  g_autoptr(TownFixture) town = town_with_places();
  town_say(town, &(TownMail){.subject = "Laterne",
                             .text = LAMP,
                             .headers = "Precedence: list\r\n"});
  g_assert_cmpint(waiting(town), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_set_nonfatal_assertions();
  g_test_add_func("/report/place/answered-by-mail",
                  test_place_answered_by_mail);
  g_test_add_func("/report/place/handed-over-meanwhile",
                  test_place_handed_over_meanwhile);
  g_test_add_func("/report/place/answered-late", test_place_answered_late);
  g_test_add_func("/report/place/answered-with-nothing",
                  test_place_answered_with_nothing);
  g_test_add_func("/report/place/asked-twice", test_place_asked_twice);
  g_test_add_func("/report/place/misspelt", test_place_misspelt);
  g_test_add_func("/report/place/danger", test_place_danger);
  g_test_add_func("/report/place/not-asked", test_place_not_asked);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * What is somebody else's: its writer is told, nobody gets a ticket, and he can
 * say that it is here.
 */
#include "daemon/services/report/elsewhere/report_elsewhere.h"
#include "tests/support/talk.h"
#include "tests/support/town_places.h"
#include "tests/support/words.h"

#define ROAD "Schlagloch im Asphalt der B 105 bei Kilometer 7."

static const char rows[] = "- id: bund\n"
                           "  name: Straßenbauamt\n"
                           "  contact: Telefon 030 23125 400\n"
                           "  words: [B 105]\n"
                           "- id: bahn\n"
                           "  name: Bahn\n"
                           "  words: [Bahnsteig]\n"
                           "  ticket: true\n";

static TownFixture *
new_town(void)
{
  TownFixture *town = town_with_places();
  town_write_file(town, "responsible.yaml", rows);
  return town;
}

static int64_t
counted(TownFixture *town)
{
  return town_fixture_count(town, "SELECT COALESCE(sum(value), 0) FROM counter"
                                  " WHERE name LIKE 'elsewhere|%'");
}

/* He is told; nobody gets a ticket; after a week it is done. */
static void
test_elsewhere_is_told(void)
{
  g_autoptr(TownFixture) town = new_town();
  town_say(town, &(TownMail){.subject = "Loch", .text = ROAD});
  g_autoptr(TownSent) told = town_sent(town, "elsewhere", "ayse");
  assert_contains(told->mail->full_text, "Straßenbauamt");
  assert_contains(told->mail->full_text, "Telefon 030 23125 400");
  g_assert_cmpint(talk_tickets(town), ==, 0);
  g_assert_cmpint(counted(town), ==, 1);
  talk_wait(town, (REPORT_ELSEWHERE_DAYS + 1) * TALK_DAY_MS);
  town_fixture_decide(town);
  g_assert_cmpint(talk_held(town), ==, 0);
  g_assert_cmpint(talk_tickets(town), ==, 0);
  g_assert_cmpuint(town_sent_all(town), ==, 1);
  g_assert_cmpint(counted(town), ==, 1);
}

static void
test_elsewhere_is_here(void)
{
  static const char *const answers[] = {"Doch hier!", "Nein, das ist bei uns."};
  for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
    g_test_message("%s", answers[i]);
    g_autoptr(TownFixture) town = new_town();
    town_say(town, &(TownMail){.subject = "Loch", .text = ROAD});
    g_autoptr(TownSent) told = town_sent(town, "elsewhere", "ayse");
    town_reply(town, told, &(TownMail){.text = answers[i]});
    town_fixture_decide(town);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpint(talk_held(town), ==, 0);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
    assert_contains(ticket->mail->full_text, "Kilometer 7");
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 1);
  }
}

static void
test_elsewhere_by_sms(void)
{
  g_autoptr(TownFixture) town = new_town();
  town_text(town, TALK_PHONE, ROAD);
  assert_said(town, "elsewhere", "Straßenbauamt (Telefon 030 23125 400)");
  g_assert_cmpint(talk_tickets(town), ==, 0);
  town_text(town, TALK_PHONE, "Danke");
  g_assert_cmpint(talk_tickets(town), ==, 0);
  town_text(town, TALK_PHONE, "doch hier");
  town_fixture_decide(town);
  g_assert_cmpint(talk_tickets(town), ==, 1);
  assert_said(town, "confirmation", "Meldung 26-00001-4");
}

/* The town keeps a ticket, and says who is in charge. */
static void
test_elsewhere_is_kept(void)
{
  g_autoptr(TownFixture) town = new_town();
  town_say(town, &(TownMail){.subject = "Müll",
                             .text = "Auf dem Bahnsteig liegt Sperrmüll."});
  g_assert_cmpint(talk_tickets(town), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "confirmation", "ayse");
  assert_contains(told->mail->full_text, "ist dafür Bahn zuständig");
  g_assert_cmpint(counted(town), ==, 0);
}

/* Danger is everybody's, and who cannot be told gets a ticket. */
static void
test_elsewhere_never(void)
{
  static const TownMail mails[] = {
      {.subject = "Gas", .text = "Gasgeruch aus dem Schacht an der B 105!"},
      {.subject = "Loch", .text = ROAD, .headers = "Precedence: list\r\n"},
      {.subject = "Loch", .text = ROAD, .auth = "fail"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = new_town();
    town_say(town, &mails[i]);
    g_assert_cmpint(talk_tickets(town), ==, 1);
    g_assert_cmpuint(town_sent_count(town, "elsewhere"), ==, 0);
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_set_nonfatal_assertions();
  g_test_add_func("/report/elsewhere/is-told", test_elsewhere_is_told);
  g_test_add_func("/report/elsewhere/is-here", test_elsewhere_is_here);
  g_test_add_func("/report/elsewhere/by-sms", test_elsewhere_by_sms);
  g_test_add_func("/report/elsewhere/is-kept", test_elsewhere_is_kept);
  g_test_add_func("/report/elsewhere/never", test_elsewhere_never);
  return g_test_run();
}

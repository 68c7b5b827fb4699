/* SPDX-License-Identifier: Apache-2.0
 *
 * A department that is away: deputy, desk, the end of it, and no loop.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)
#define TIEFBAU "tiefbau@musterhagen.example.org"
#define OOF "Auto-Submitted: auto-replied\r\n"

/* A ticket of the Tiefbauamt. */
static void
say(TownFixture *town)
{
  g_autofree char *text = g_strdup_printf(
      "In der Gartenstraße %u ist ein Schlagloch.", town->serial + 1);
  town_say(town, &(TownMail){.text = text});
}

static void
answer_as_machine(TownFixture *town, const char *to, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", to);
  g_assert_nonnull(ticket);
  town_reply(town, ticket,
             &(TownMail){.subject = "Automatische Antwort: Ihre Nachricht",
                         .text = text,
                         .headers = OOF});
}

static unsigned
tickets_to(TownFixture *town, const char *to)
{
  g_autoptr(GBytes) lookup = keyring_lookup(town->digest.ring, "mail", to);
  int64_t count;
  g_assert_true(store_get_int64(town->digest.store, &count, NULL,
                                "SELECT count(*) FROM outbox"
                                " WHERE kind = 'ticket' AND lookup = $1",
                                "b", lookup));
  return (unsigned)count;
}

static void
test_absence_deputy_and_desk(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_assert_cmpuint(tickets_to(town, "stadtgruen@musterhagen.example.org"), ==,
                   0);
  answer_as_machine(town, "tiefbau", "Ich bin bis 29.05. nicht im Büro.");
  /* The deputy has the ticket that was answered. */
  g_assert_cmpuint(tickets_to(town, "stadtgruen@musterhagen.example.org"), ==,
                   1);
  g_assert_cmpuint(tickets_to(town, TIEFBAU), ==, 1);
  g_autoptr(TownSent) deputy = town_sent(town, "ticket", "stadtgruen");
  assert_contains(deputy->mail->full_text, "In Vertretung: Tiefbauamt");
  assert_contains(deputy->mail->full_text, "30. Mai");
  g_assert_cmpuint(town_sent_count(town, "department-away"), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "department-away", "zentrale@");
  assert_contains(told->mail->full_text, "Tiefbauamt");
  assert_contains(told->mail->full_text, "Amt für Stadtgrün");
  /* New ones go to both, and the desk hears of it no more. */
  say(town);
  g_assert_cmpuint(tickets_to(town, TIEFBAU), ==, 2);
  g_assert_cmpuint(tickets_to(town, "stadtgruen@musterhagen.example.org"), ==,
                   2);
  answer_as_machine(town, "tiefbau", "Ich bin bis 29.05. nicht im Büro.");
  g_assert_cmpuint(town_sent_count(town, "department-away"), ==, 1);
  g_assert_cmpuint(tickets_to(town, "stadtgruen@musterhagen.example.org"), ==,
                   2);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket_event WHERE what ="
                               " 'department-away'"),
      ==, 2);
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket_event WHERE what ="
                               " 'deputy-told'"),
      ==, 2);
}

static void
test_absence_deputy_may_act(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  answer_as_machine(town, "tiefbau", "Ich bin bis 29.05. nicht im Büro.");
  g_autoptr(TownSent) deputy = town_sent(town, "ticket", "stadtgruen");
  town_reply(town, deputy, &(TownMail){.text = "#erledigt\n\nVerfüllt."});
  g_autofree char *state = town_fixture_text(town, "SELECT state FROM ticket");
  g_assert_cmpstr(state, ==, "solved");
  /* It wrote for somebody else: the department itself is still away. */
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM report_mailbox"), ==, 1);
}

/* It ends by its day, by three working days, by a person. */
static void
test_absence_ends(void)
{
  static const struct {
    const char *text;
    int days;
    bool person;
    unsigned deputies; /* tickets of the deputy then */
  } rows[] = {
      {"Ich bin bis 22.05. nicht im Büro.", 1, false, 2},
      {"Ich bin bis 22.05. nicht im Büro.", 2, false, 1},
      {"Ich bin nicht im Büro.", 4, false, 2}, /* Thursday to Tuesday */
      {"Ich bin nicht im Büro.", 6, false, 1},
      {"Ich bin bis 29.05. nicht im Büro.", 0, true, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    answer_as_machine(town, "tiefbau", rows[i].text);
    if (rows[i].person) {
      g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
      town_reply(town, ticket, &(TownMail){.text = "#übernommen"});
      g_assert_cmpint(town_fixture_count(town,
                                         "SELECT count(*) FROM ticket_event"
                                         " WHERE what = 'department-back'"),
                      ==, 1);
    }
    town_fixture_advance(town, rows[i].days * DAY_MS);
    say(town);
    g_assert_cmpuint(tickets_to(town, "stadtgruen@musterhagen.example.org"), ==,
                     rows[i].deputies);
  }
}

/* What is no absence of a department changes nothing. */
static void
test_absence_only_from_there(void)
{
  static const struct {
    const char *from, *text, *auth;
  } rows[] = {
      {NULL, "Ihre Nachricht ist eingegangen.", NULL},
      {NULL, "Ab 18.05. bin ich wieder im Büro.", NULL},
      {"k.beispiel@musterhagen.example.org", "Ich bin nicht im Büro.", NULL},
      {"fremd@example.com", "Ich bin nicht im Büro.", NULL},
      {NULL, "Ich bin nicht im Büro.", "fail"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    unsigned before = town_sent_all(town);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
    town_reply(town, ticket,
               &(TownMail){.from = rows[i].from,
                           .text = rows[i].text,
                           .auth = rows[i].auth,
                           .headers = OOF});
    g_assert_cmpuint(town_sent_all(town), ==, before);
    g_assert_cmpint(
        town_fixture_count(town, "SELECT count(*) FROM report_mailbox"), ==, 0);
  }
}

/* Everybody is away and answers everything: it comes to rest. */
static void
test_absence_never_a_loop(void)
{
  static const char *const readers[] = {"tiefbau", "stadtgruen", "zentrale"};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  unsigned sent = 0;
  for (int round = 0; round < 4; round++) {
    sent = town_sent_all(town);
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
      g_autoptr(TownSent) ticket = town_sent(town, "ticket", readers[i]);
      if (ticket != NULL)
        answer_as_machine(town, readers[i], "Bin bis 29.05. im Urlaub .");
      g_autoptr(TownSent) told = town_sent(town, "department-away", readers[i]);
      if (told != NULL)
        town_reply(town, told,
                   &(TownMail){.text = "Bin im Urlaub .", .headers = OOF});
    }
  }
  g_assert_cmpuint(town_sent_all(town), ==, sent);
  /* The deputy is away, too: the desk has it in the end. */
  say(town);
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(desk);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/absence/deputy-and-desk",
                  test_absence_deputy_and_desk);
  g_test_add_func("/services/report/absence/deputy-may-act",
                  test_absence_deputy_may_act);
  g_test_add_func("/services/report/absence/ends", test_absence_ends);
  g_test_add_func("/services/report/absence/only-from-there",
                  test_absence_only_from_there);
  g_test_add_func("/services/report/absence/never-a-loop",
                  test_absence_never_a_loop);
  return g_test_run();
}

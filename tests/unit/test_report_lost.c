/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to a department come back: who gets its tickets then, and until when.
 */
#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DAY_MS INT64_C(86400000)
#define TIEFBAU "tiefbau@musterhagen.example.org"

static void
say(TownFixture *town)
{
  g_autofree char *text = g_strdup_printf(
      "In der Gartenstraße %u ist ein Schlagloch.", town->serial + 1);
  town_say(town, &(TownMail){.text = text});
  town_fixture_run(town,
                   "UPDATE outbox SET state = 'sent' WHERE state = 'queued'");
}

/* The first ticket's mail comes back. */
static void
bounce(TownFixture *town)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", TIEFBAU);
  town_post_bounce(town, TIEFBAU, "5.1.1", ticket->mail->message_id);
  town_fixture_timers(town);
}

static unsigned
tickets_at_desk(TownFixture *town)
{
  g_autoptr(GBytes) lookup = keyring_lookup(town->digest.ring, "mail",
                                            "zentrale@musterhagen.example.org");
  int64_t count;
  g_assert_true(store_get_int64(town->digest.store, &count, NULL,
                                "SELECT count(*) FROM outbox"
                                " WHERE kind = 'ticket' AND lookup = $1",
                                "b", lookup));
  return (unsigned)count;
}

static void
test_lost_falls_back_to_the_desk(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_assert_cmpuint(tickets_at_desk(town), ==, 0);
  bounce(town);
  g_assert_cmpuint(town_sent_count(town, "ticket-undelivered"), ==, 1);
  g_assert_cmpuint(tickets_at_desk(town), ==, 1);
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale");
  assert_contains(desk->mail->full_text, "Ersatzweise");
  town_fixture_run(town,
                   "UPDATE outbox SET state = 'sent' WHERE state = 'queued'");
  /* It may act on what it got, and is not told every day. */
  town_fixture_advance(town, 2 * DAY_MS);
  town_fixture_timers(town);
  g_assert_cmpuint(town_sent_count(town, "ticket-undelivered"), ==, 1);
  /* Further ones go there at once, none into the void. */
  unsigned before = town_sent_count(town, "ticket");
  say(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, before + 1);
  g_assert_cmpuint(tickets_at_desk(town), ==, 2);
  town_reply(town, desk, &(TownMail){.text = "#erledigt"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE state = 'solved'"),
                  ==, 1);
}

/* A mail from there, a person's or a machine's, shows that it works again. */
static void
test_lost_until_a_mail(void)
{
  for (int machine = 0; machine < 2; machine++) {
    g_test_message("machine %d", machine);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    say(town);
    bounce(town);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", TIEFBAU);
    town_reply(town, ticket,
               &(TownMail){.text = "Ist angekommen.",
                           .headers = machine
                                          ? "Auto-Submitted: auto-replied\r\n"
                                          : NULL});
    unsigned before = tickets_at_desk(town);
    say(town);
    g_assert_cmpuint(tickets_at_desk(town), ==, before);
  }
}

/* Another address in departments.yaml is another mailbox. */
static void
test_lost_until_the_file_changes(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  bounce(town);
  const Department *department = town_department(town->config->town, "tiefbau");
  g_free(department->addresses->pdata[0]);
  department->addresses->pdata[0] = g_strdup("neu@musterhagen.example.org");
  say(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "neu@");
  g_assert_nonnull(ticket);
  g_assert_cmpuint(tickets_at_desk(town), ==, 1);
}

/* Of two addresses the other one goes on. */
static void
test_lost_one_of_two(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  const Department *department = town_department(town->config->town, "tiefbau");
  g_ptr_array_add(department->addresses,
                  g_strdup("zwei@musterhagen.example.org"));
  say(town);
  bounce(town);
  g_assert_cmpuint(tickets_at_desk(town), ==, 0);
  unsigned before = town_sent_count(town, "ticket");
  say(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, before + 1);
  g_assert_cmpuint(tickets_at_desk(town), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/lost/falls-back-to-the-desk",
                  test_lost_falls_back_to_the_desk);
  g_test_add_func("/services/report/lost/until-a-mail", test_lost_until_a_mail);
  g_test_add_func("/services/report/lost/until-the-file-changes",
                  test_lost_until_the_file_changes);
  g_test_add_func("/services/report/lost/one-of-two", test_lost_one_of_two);
  return g_test_run();
}

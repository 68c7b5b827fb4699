/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk said of letters in the same doubt orders what it is offered of
 * the next one, and decides nothing.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define DOUBT "Der Bescheid dazu, mein Aktenzeichen 471%u. Quittenmus."

static TownFixture *
town_new(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "Quittenmus");
  return town;
}

/* One more letter in the same doubt; the desk's mail about it. */
static TownSent *
say(TownFixture *town, unsigned writer)
{
  g_autofree char *from = g_strdup_printf("writer%u@example.net", writer);
  g_autofree char *text = g_strdup_printf(DOUBT, writer);
  town_say(town, &(TownMail){.from = from, .subject = "Meldung", .text = text});
  TownSent *ticket = town_sent(town, "ticket", "zentrale");
  g_assert_nonnull(ticket);
  return ticket;
}

static void
decide(TownFixture *town, unsigned writer, const char *command)
{
  g_autoptr(TownSent) ticket = say(town, writer);
  town_reply(town, ticket, &(TownMail){.text = command});
}

/* Does the first line to send back begin like this? */
static bool
begins(const TownSent *ticket, const char *line)
{
  const char *first = strstr(ticket->mail->full_text, "  • #");
  return first != NULL && g_str_has_prefix(first + strlen("  • "), line);
}

static void
test_similar_orders(void)
{
  g_autoptr(TownFixture) town = town_new();
  decide(town, 1, "#zda");
  decide(town, 2, "#zda");
  g_autoptr(TownSent) two = say(town, 3);
  g_assert_false(begins(two, "#zda"));
  assert_lacks(two->mail->full_text, "meist so entschieden");
  town_reply(town, two, &(TownMail){.text = "#zda"});
  decide(town, 4, "#weiter gruen");
  g_autoptr(TownSent) five = say(town, 5);
  g_assert_true(begins(five, "#zda"));
  assert_contains(five->mail->full_text,
                  "meist so entschieden: #zda (3 von 4 Personen).");
  /* It decides nothing. */
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE department = 'zentrale'"
                                           " AND state = 'new'"),
                  ==, 1);
  assert_contains(five->mail->full_text, "• #art legal");
}

/* Taken back, it does not count; nor does one who writes often. */
static void
test_similar_counts_people(void)
{
  g_autoptr(TownFixture) town = town_new();
  for (unsigned writer = 1; writer <= 2; writer++)
    decide(town, writer, "#zda");
  decide(town, 2, "#zda");
  decide(town, 3, "#zda");
  g_autoptr(TownSent) told = town_sent(town, "transcript", "zentrale");
  town_reply(town, told, &(TownMail){.text = "#rückgängig"});
  g_autoptr(TownSent) next = say(town, 4);
  g_assert_false(begins(next, "#zda"));
}

/* Another doubt is another matter; of what nobody doubted nothing is kept. */
static void
test_similar_by_the_doubt(void)
{
  g_autoptr(TownFixture) town = town_new();
  for (unsigned writer = 1; writer <= 3; writer++)
    decide(town, writer, "#zda");
  town_say(town, &(TownMail){.from = "other@example.net",
                             .subject = "Hallo",
                             .text = "Gestern war ich bei Ihnen. Quittenmus."});
  g_autoptr(TownSent) other = town_sent(town, "ticket", "zentrale");
  g_assert_false(begins(other, "#zda"));
  town_reply(town, other, &(TownMail){.text = "#zda"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*)"
                                           " FROM report_decision"
                                           " WHERE doubt LIKE 'legal %'"),
                  ==, 3);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*)"
                                           " FROM report_decision"
                                           " WHERE doubt IS NULL"),
                  ==, 1);
}

/* The kind itself may be what is mostly said. */
static void
test_similar_names_kinds(void)
{
  g_autoptr(TownFixture) town = town_new();
  static const char *const commands[] = {"#art Antrag oder Rechtsbehelf",
                                         "#art legal", "#kind legal"};
  for (unsigned i = 0; i < G_N_ELEMENTS(commands); i++)
    decide(town, i, commands[i]);
  g_autoptr(TownSent) next = say(town, 9);
  g_assert_true(begins(next, "#art legal"));
  assert_contains(next->mail->full_text,
                  "meist so entschieden: #art legal (3 von 3 Personen).");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/similar/orders", test_similar_orders);
  g_test_add_func("/report/similar/counts-people", test_similar_counts_people);
  g_test_add_func("/report/similar/by-the-doubt", test_similar_by_the_doubt);
  g_test_add_func("/report/similar/names-kinds", test_similar_names_kinds);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Citizens who do not want to be named: what departments, firms, the desk and
 * the public see of them.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define POTHOLE "In der Gartenstraße 12 ist ein Schlagloch.\n"
#define CLOSING "\n\nViele Grüße\nAyse Kaya\nTel. 030 23125 777"

static void
assert_hidden(const TownSent *sent)
{
  g_assert_nonnull(sent);
  assert_contains(sent->mail->full_text, "Schlagloch");
  assert_lacks(sent->raw, "Kaya");
  assert_lacks(sent->raw, "ayse@");
  assert_lacks(sent->mail->full_text, "23125 777");
}

static void
test_unnamed_department(void)
{
  static const char *const wishes[] = {"Bitte anonym behandeln.",
                                       "Ich möchte nicht genannt werden."};
  for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
    g_test_message("%s", wishes[i]);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *text =
        g_strconcat(POTHOLE "Ich bin Frau Kaya. ", wishes[i], CLOSING, NULL);
    town_say(town, &(TownMail){.text = text});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
    assert_hidden(ticket);
    assert_contains(ticket->mail->full_text, "möchte nicht genannt werden");
    g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                             " WHERE confidential"),
                    ==, 1);
    town_reply(town, ticket, &(TownMail){.text = "#übernommen"});
    g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
    assert_lacks(transcript->raw, "Kaya");
    g_autoptr(TownSent) news = town_sent(town, "status-accepted", NULL);
    assert_contains(news->mail->full_text, "Guten Tag Ayse Kaya");
  }
}

static void
test_unnamed_is_confirmed(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = POTHOLE "Bitte anonym behandeln."});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text, "sieht nur unsere zentrale Stelle");
  town_text(town, "+491722881738",
            "Schlagloch Ringstr. 4, bitte anonym behandeln");
  g_autoptr(TownSent) sms = town_sent(town, "confirmation", NULL);
  assert_contains(sms->raw, "bleiben in der Zentrale");
}

/* The desk may have to ask; so it sees who he is. */
static void
test_unnamed_desk(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.subject = "Frage",
                             .text = "Ich bin Frau Kaya und frage etwas, bitte"
                                     " anonym behandeln."});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "Ich bin Frau Kaya");
}

/* Said in a later mail, it counts from then on. */
static void
test_unnamed_later(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = POTHOLE});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  town_reply(town, answer,
             &(TownMail){.text = "Das Schlagloch sah auch Frau Kaya. "
                                 "Bitte behandeln Sie mich anonym."});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_hidden(ticket);
  g_autoptr(TownSent) confirmed = town_sent(town, "addition-confirmed", NULL);
  assert_contains(confirmed->mail->full_text, "zentrale Stelle");
}

/* No ticket mail names who wrote, unless his own words do. */
static void
test_unnamed_name_stays_here(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = POTHOLE});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_hidden(ticket);
  assert_lacks(ticket->mail->full_text, "möchte nicht genannt werden");
}

/* Third persons do not reach a firm. */
static void
test_unnamed_third_persons(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town,
           &(TownMail){.text = "Die Laterne in der Lindenstr. 3 ist aus. Herr "
                               "Thal mit HRO-AB 123 fuhr dagegen, IBAN DE02 "
                               "1203 0000 0000 2020 51, thal@example.com."});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stoerung");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Laterne in der Lindenstr. 3");
  static const char *const secrets[] = {"Thal", "AB 123", "2020 51", "thal@"};
  for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++)
    assert_lacks(ticket->mail->full_text, secrets[i]);
}

/* What he said of the letter holds for each matter of it. */
static void
test_unnamed_split(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town,
           &(TownMail){.text = "Bitte anonym behandeln.\n\n"
                               "1. Vor der Gartenstra\303\237e 12 ist ein "
                               "tiefes Schlagloch.\n"
                               "2. Im Parkweg 7 liegt wilder M\303\274ll, das "
                               "sah auch Frau Kaya.\n"});
  g_autoptr(TownSent) whole = town_sent(town, "ticket", NULL);
  town_reply(town, whole, &(TownMail){.text = "#teilen"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"
                                           " WHERE confidential"),
                  ==, 2);
  g_assert_cmpint(town_fixture_count(town,
                                     "SELECT count(*) FROM ticket_event"
                                     " WHERE what = 'asked-not-to-be-named'"),
                  ==, 2);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/unnamed/department",
                  test_unnamed_department);
  g_test_add_func("/services/report/unnamed/is-confirmed",
                  test_unnamed_is_confirmed);
  g_test_add_func("/services/report/unnamed/desk", test_unnamed_desk);
  g_test_add_func("/services/report/unnamed/later", test_unnamed_later);
  g_test_add_func("/services/report/unnamed/name-stays-here",
                  test_unnamed_name_stays_here);
  g_test_add_func("/services/report/unnamed/third-persons",
                  test_unnamed_third_persons);
  g_test_add_func("/services/report/unnamed/split", test_unnamed_split);
  return g_test_run();
}

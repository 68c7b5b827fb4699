/* SPDX-License-Identifier: Apache-2.0
 *
 * AUCH and STATUS, by SMS and mail.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define BERND "bernd@example.com"
#define PHONE "+4915228817301"

/* Ayse's report of a pothole, 26-00001-4. */
static TownFixture *
town_with_one(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, BERND);
  town_fixture_secret(town, PHONE);
  town_say(town, &(TownMail){0});
  return town;
}

static int64_t
supporters(TownFixture *town)
{
  return town_fixture_count(
      town, "SELECT supporters FROM ticket ORDER BY id LIMIT 1");
}

static void
test_also_by_sms(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_text(town, PHONE, "AUCH 1");
  town_assert_states(town, "new duplicate");
  g_assert_cmpint(supporters(town), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "supporter", PHONE);
  g_assert_nonnull(told);
  assert_contains(told->raw, "26-00001-4");
  assert_contains(told->raw, "STOPP 26-00001-4");
  /* Its department has nothing new to read. */
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 1);
  /* Once more is once. */
  town_fixture_advance(town, INT64_C(3600000));
  town_text(town, PHONE, "Auch 26-00001-4");
  town_assert_states(town, "new duplicate");
  g_autoptr(TownSent) again = town_sent(town, "supporter", PHONE);
  assert_contains(again->raw, "schon dabei");
  /* He hears the news. */
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  g_assert_true(town_was_sent(town, "status-solved", PHONE));
}

/* The number he joined is the one he knows. */
static void
test_also_stop(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_text(town, PHONE, "AUCH 1");
  town_text(town, PHONE, "STOPP 1");
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  g_assert_false(town_was_sent(town, "status-solved", PHONE));
}

/* Also what waits already: written for his number, about the other one. */
static void
test_also_stop_takes_back(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_text(town, PHONE, "AUCH 1");
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  town_text(town, PHONE, "STOPP 1");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", PHONE);
  g_assert_nonnull(news);
  g_assert_cmpstr(news->state, ==, "cancelled");
}

static void
test_also_by_mail(void)
{
  static const struct {
    const char *subject, *text;
    bool has_words;
  } rows[] = {
      {"AUCH 26-00001-4", "", false},
      {"auch 1", "Viele Grüße", true},
      {"Meldung", "Auch 26-00001-4\n\nMein Reifen ist seit gestern platt.",
       true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_with_one();
    town_say(town, &(TownMail){.from = BERND,
                               .subject = rows[i].subject,
                               .text = rows[i].text});
    town_assert_states(town, "new duplicate");
    g_autoptr(TownSent) told = town_sent(town, "supporter", "bernd");
    g_assert_nonnull(told);
    assert_contains(told->mail->full_text, "jetzt bei der Meldung 26-00001-4");
    assert_lacks(told->mail->full_text, "Ayse");
    g_assert_cmpuint(town_sent_count(town, "ticket"), ==,
                     rows[i].has_words ? 2 : 1);
  }
}

/* What he says besides reaches the department as another person's. */
static void
test_also_with_words(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  town_text(town, PHONE, "auch 26-00001-4, hier ist ein Rad gebrochen");
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->subject, "26-00001-4");
  assert_contains(addition->mail->full_text, "Von einer weiteren Person, zu");
  assert_contains(addition->mail->full_text, "ein Rad gebrochen");
  town_fixture_advance(town, INT64_C(3600000));
  town_text(town, PHONE, "auch 26-00001-4, nun ist das zweite Rad gebrochen");
  town_assert_states(town, "new duplicate");
  g_autoptr(TownSent) more = town_sent(town, "ticket", NULL);
  assert_contains(more->mail->full_text, "das zweite Rad");
}

static void
test_also_own(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  town_fixture_advance(town, INT64_C(7200000));
  town_say(town, &(TownMail){.subject = "AUCH 1", .text = ""});
  town_assert_state(town, "new");
  g_autoptr(TownSent) told = town_sent(town, "supporter", "ayse");
  g_assert_nonnull(told);
  assert_contains(told->mail->full_text, "ist Ihre eigene");
}

/* What nobody may know of is not there; what has ended says so. */
static void
test_also_refused(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_text(town, PHONE, "AUCH 4711");
  g_assert_true(town_was_sent(town, "status-unknown", PHONE));
  town_fixture_advance(town, INT64_C(3600000));
  town_text(town, PHONE, "AUCH 26-00001-5");
  g_assert_cmpuint(town_sent_count(town, "status-unknown"), ==, 2);
  g_assert_cmpint(supporters(town), ==, 0);
  town_reply(town, ticket, &(TownMail){.text = "#vertraulich"});
  town_say(town, &(TownMail){.from = BERND, .subject = "AUCH 1", .text = ""});
  g_autoptr(TownSent) none = town_sent(town, "status", "bernd");
  g_assert_nonnull(none);
  assert_contains(none->mail->full_text, "finden wir keine Meldung");
  assert_lacks(none->mail->full_text, "Schlagloch");
  g_assert_cmpint(supporters(town), ==, 0);
}

static void
test_also_ended(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
  town_text(town, PHONE, "AUCH 1");
  town_assert_states(town, "solved");
  g_autoptr(TownSent) told = town_sent(town, "status", PHONE);
  assert_contains(told->raw, "ist erledigt");
  /* What he sees there is a matter of its own. */
  town_fixture_advance(town, INT64_C(3600000));
  town_text(town, PHONE, "AUCH 26-00001-4: es ist noch immer ein Loch da");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  2);
}

static void
test_status_by_mail(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  town_say(
      town,
      &(TownMail){.from = BERND, .subject = "STATUS 26-00001-4", .text = ""});
  g_autoptr(TownSent) told = town_sent(town, "status", "bernd");
  g_assert_nonnull(told);
  assert_contains(told->mail->full_text, "26-00001-4");
  assert_contains(told->mail->full_text, "ist angekommen");
  assert_lacks(told->mail->full_text, "Ayse");
  assert_lacks(told->mail->full_text, "Gartenstr");
  town_assert_state(town, "new");
  /* All of one's own. */
  town_say(town, &(TownMail){.subject = "Laterne",
                             .text = "Die Laterne in der Lindenstraße 3 ist "
                                     "aus."});
  town_fixture_advance(town, INT64_C(7200000));
  town_say(town, &(TownMail){.subject = "Status", .text = ""});
  g_autoptr(TownSent) all = town_sent(town, "status", "ayse");
  g_assert_nonnull(all);
  assert_contains(all->mail->full_text, "26-00001-4");
  assert_contains(all->mail->full_text, "26-00002-3");
  /* A matter of that name is one. */
  town_say(town, &(TownMail){.subject = "Status",
                             .from = "carl@example.org",
                             .text = "Am Parkweg 7 liegt wilder Müll, alte "
                                     "Matratzen und Reifen."});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  3);
}

static void
test_status_of_all_by_sms(void)
{
  g_autoptr(TownFixture) town = town_with_one();
  town_text(town, PHONE, "AUCH 1");
  town_text(town, PHONE, "Die Laterne in der Lindenstr. 3 ist aus");
  town_fixture_advance(town, INT64_C(7200000));
  town_text(town, PHONE, "STATUS");
  g_autoptr(TownSent) told = town_sent(town, "status", PHONE);
  g_assert_nonnull(told);
  assert_contains(told->raw, "26-00002-");
  assert_contains(told->raw, "26-00003-");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/also/by-sms", test_also_by_sms);
  g_test_add_func("/services/report/also/stop", test_also_stop);
  g_test_add_func("/services/report/also/stop-takes-back",
                  test_also_stop_takes_back);
  g_test_add_func("/services/report/also/by-mail", test_also_by_mail);
  g_test_add_func("/services/report/also/with-words", test_also_with_words);
  g_test_add_func("/services/report/also/own", test_also_own);
  g_test_add_func("/services/report/also/refused", test_also_refused);
  g_test_add_func("/services/report/also/ended", test_also_ended);
  g_test_add_func("/services/report/status/by-mail", test_status_by_mail);
  g_test_add_func("/services/report/status/of-all-by-sms",
                  test_status_of_all_by_sms);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Two reports of the same thing: #doppelt, who hears what, and to which of
 * them a reply belongs.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define BERND "bernd@example.com"
#define CLARA "clara@example.org"

/* Ayse's report, and Bernd's of the same pothole. */
static TownFixture *
town_with_two(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "ayse@example.net");
  town_fixture_secret(town, BERND);
  town_say(town, &(TownMail){0});
  town_say(town, &(TownMail){.from = BERND});
  return town;
}

static char *
number_of(TownFixture *town, const char *contact)
{
  g_autoptr(TownSent) confirmation = town_sent(town, "confirmation", contact);
  const char *tag = strstr(confirmation->mail->subject, "26-");
  g_assert_nonnull(tag);
  return g_strndup(tag, strcspn(tag, "]"));
}

/* The department's answer to the newest ticket mail, which is Bernd's. */
static void
answer_newest(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = text});
}

/* Bernd's is joined to Ayse's. */
static void
join(TownFixture *town)
{
  g_autofree char *number = number_of(town, "ayse");
  g_autofree char *text = g_strdup_printf("#doppelt %s", number);
  answer_newest(town, text);
}

/* A command for Ayse's ticket, by the department's first ticket mail. */
static void
command_first(TownFixture *town, TownSent *first, const char *text)
{
  town_reply(town, first, &(TownMail){.text = text});
}

static void
test_same_hears_the_other_news(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  join(town);
  town_assert_states(town, "new duplicate");
  g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
  command_first(town, first, "#erledigt\nDie Fahrbahn ist geflickt.");
  g_autoptr(TownSent) ayse = town_sent(town, "status-solved", "ayse");
  g_autoptr(TownSent) bernd = town_sent(town, "status-solved", "bernd");
  g_assert_nonnull(ayse);
  g_assert_nonnull(bernd);
  assert_contains(bernd->mail->full_text, "Die Fahrbahn ist geflickt.");
  g_autofree char *number = number_of(town, "bernd");
  assert_contains(bernd->mail->subject, number);
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "dasselbe gemeldet haben: 1");
  /* One step back takes both. */
  town_reply(town, transcript, &(TownMail){.text = "#rückgängig"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox WHERE"
                                           " kind = 'status-solved' AND"
                                           " state = 'cancelled'"),
                  ==, 2);
}

/* A sentence that names Ayse is for her alone; so are questions. */
static void
test_same_keeps_names_and_questions(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  join(town);
  command_first(town, first, "#rückfrage\nWo genau?");
  g_assert_cmpuint(town_sent_count(town, "status-question"), ==, 1);
  command_first(town, first, "#erledigt\nWie mit Ayse besprochen: geflickt.");
  g_autoptr(TownSent) ayse = town_sent(town, "status-solved", "ayse");
  g_autoptr(TownSent) bernd = town_sent(town, "status-solved", "bernd");
  assert_contains(ayse->mail->full_text, "besprochen");
  assert_lacks(bernd->mail->full_text, "Ayse");
  assert_lacks(bernd->mail->full_text, "besprochen");
}

static void
test_same_reply_lands_on_the_other(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  join(town);
  g_autofree char *number = number_of(town, "ayse");
  g_autoptr(TownSent) own = town_sent(town, "confirmation", "bernd");
  town_reply(town, own, &(TownMail){.text = "Es ist noch tiefer geworden."});
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "noch tiefer geworden");
  assert_contains(addition->mail->subject, number);
  town_assert_states(town, "new duplicate");
  /* He may object to the end, and be content for himself alone. */
  command_first(town, first, "#erledigt");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", "bernd");
  town_reply(town, news, &(TownMail){.text = "Ja"});
  town_assert_states(town, "solved duplicate");
  town_reply(town, news, &(TownMail){.text = "Nein"});
  town_assert_states(town, "open duplicate");
}

static void
test_same_refuses(void)
{
  g_autoptr(TownFixture) town = town_with_two();
  g_autofree char *own = number_of(town, "bernd");
  g_autofree char *mistyped = number_of(town, "ayse");
  size_t last = strlen(mistyped) - 1;
  mistyped[last] = mistyped[last] == '9' ? '0' : (char)(mistyped[last] + 1);
  g_autofree char *swapped = number_of(town, "ayse");
  swapped[4] = '7';
  const struct {
    const char *number, *said;
  } rows[] = {
      {own, "diese Meldung selbst"},   {mistyped, "falsch geschrieben"},
      {swapped, "falsch geschrieben"}, {"4711", "gibt es nicht"},
      {"siehe oben", "nicht lesen"},   {"", "fehlt"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].number);
    g_autofree char *text = g_strdup_printf("#doppelt %s", rows[i].number);
    answer_newest(town, text);
    g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
    g_assert_nonnull(failed);
    if (failed != NULL)
      assert_contains(failed->mail->full_text, rows[i].said);
    town_assert_states(town, "new new");
  }
}

/* Taken back, each stands for itself again. */
static void
test_same_undo(void)
{
  g_autoptr(TownFixture) town = town_with_two();
  join(town);
  answer_newest(town, "#rückgängig");
  town_assert_states(town, "new open");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(duplicate_of)"
                                           " FROM ticket"),
                  ==, 0);
}

/* One mail with the codes of both: none is carried out. */
static void
test_same_mail_to_two_tickets(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  g_autoptr(TownSent) second = town_sent(town, "ticket", NULL);
  g_autofree char *copy = g_strdup_printf("Cc: %s\r\n", first->reply_to);
  town_reply(town, second, &(TownMail){.text = "#erledigt", .headers = copy});
  town_assert_states(town, "new new");
  g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
  g_assert_nonnull(failed);
  if (failed != NULL)
    assert_contains(failed->mail->full_text, "ging an mehrere Meldungen");
}

/* The reports of a pothole by Ayse, Bernd and Clara, each joined to the one
 * before. */
static TownFixture *
town_with_chain(void)
{
  TownFixture *town = town_with_two();
  g_autoptr(TownSent) second = town_sent(town, "ticket", NULL);
  g_autofree char *first = number_of(town, "ayse");
  g_autofree char *middle = number_of(town, "bernd");
  town_say(town, &(TownMail){.from = CLARA});
  g_autofree char *to_second = g_strdup_printf("#doppelt %s", middle);
  answer_newest(town, to_second);
  g_autofree char *to_first = g_strdup_printf("#doppelt %s", first);
  town_reply(town, second, &(TownMail){.text = to_first});
  return town;
}

/* How many people told of each ticket besides its own, in their order. */
static void
assert_supporters(TownFixture *town, const char *counts)
{
  g_autofree char *all = town_fixture_text(
      town, "SELECT group_concat(supporters, ' ')"
            " FROM (SELECT supporters FROM ticket ORDER BY id)");
  g_assert_cmpstr(all, ==, counts);
}

/* Of a chain each stands with the first; taken apart in the middle, what was
 * joined there goes along. */
static void
test_same_chain(void)
{
  g_autoptr(TownFixture) town = town_with_chain();
  town_assert_states(town, "new duplicate duplicate");
  assert_supporters(town, "2 0 0");
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket WHERE duplicate_of"
                               " = (SELECT min(id) FROM ticket)"),
      ==, 2);
  g_autoptr(TownSent) done = town_sent(town, "transcript", NULL);
  town_reply(town, done, &(TownMail){.text = "#rückgängig"});
  town_assert_states(town, "new open duplicate");
  assert_supporters(town, "0 1 0");
}

/* Who wrote twice is one; the department is told how many they are. */
static void
test_same_counts_people_once(void)
{
  g_autoptr(TownFixture) town = town_with_two();
  join(town);
  town_say(town, &(TownMail){.from = BERND,
                             .subject = "Laterne",
                             .text = "Die Laterne in der Lindenstraße 3 ist "
                                     "aus."});
  g_autofree char *number = number_of(town, "ayse");
  g_autofree char *text = g_strdup_printf("#doppelt %s", number);
  answer_newest(town, text);
  assert_supporters(town, "1 0 0");
  g_autoptr(TownSent) own = town_sent(town, "supporter", "bernd");
  assert_contains(own->mail->full_text, number);
  town_reply(town, own, &(TownMail){.text = "Es ist noch tiefer."});
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "2 Personen");
  assert_contains(addition->mail->full_text, "Von einer weiteren Person, zu");
  town_reply(town, addition, &(TownMail){.text = "#erledigt"});
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM outbox WHERE"
                                           " kind = 'status-solved'"),
                  ==, 2);
}

/* A department that gets it later gets what all of them wrote. */
static void
test_same_words_go_along(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND,
                             .text = "In der Gartenstraße 12 klafft ein Loch, "
                                     "mein Rad ist hin."});
  join(town);
  command_first(town, first, "#weiter gruen");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stadtgruen");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "Dasselbe meldete eine weitere");
  assert_contains(ticket->mail->full_text, "mein Rad ist hin");
  assert_contains(ticket->mail->full_text, "2 Personen");
}

/* What a department answers to the joined one's mail is for the first one; it
 * says so. */
static void
test_same_staff_lands_on_the_other(void)
{
  g_autoptr(TownFixture) town = town_with_two();
  g_autoptr(TownSent) old = town_sent(town, "ticket", NULL);
  g_autofree char *first = number_of(town, "ayse");
  g_autofree char *second = number_of(town, "bernd");
  join(town);
  town_reply(town, old, &(TownMail){.text = "#übernommen"});
  town_assert_states(town, "open duplicate");
  g_autoptr(TownSent) done = town_sent(town, "transcript", NULL);
  assert_contains(done->mail->subject, first);
  assert_contains(done->mail->full_text, second);
  town_reply(town, old, &(TownMail){.text = "Wir schauen morgen."});
  g_assert_cmpint(
      town_fixture_count(town, "SELECT count(*) FROM ticket_event WHERE what"
                               " = 'note' AND ticket_id = (SELECT min(id)"
                               " FROM ticket)"),
      ==, 1);
}

/* Of the other one, which another department has, it commands nothing. */
static void
test_same_staff_of_another_department(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND});
  g_autoptr(TownSent) old = town_sent(town, "ticket", NULL);
  join(town);
  command_first(town, first, "#weiter gruen");
  town_reply(town, old, &(TownMail){.text = "#erledigt"});
  town_assert_states(town, "open duplicate");
  g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
  g_assert_nonnull(failed);
  assert_contains(failed->mail->full_text, "liegt bei einem anderen Amt");
  /* Taken apart it is theirs again, and its writer knows. */
  town_reply(town, old, &(TownMail){.text = "#doppelt nein"});
  town_assert_states(town, "open open");
  assert_supporters(town, "0 0");
  g_autoptr(TownSent) parted = town_sent(town, "supporter", "bernd");
  assert_contains(parted->mail->full_text, "wieder für sich");
  town_reply(town, old, &(TownMail){.text = "#doppelt nein"});
  g_autoptr(TownSent) again = town_sent(town, "transcript-failed", NULL);
  assert_contains(again->mail->full_text, "mit keiner anderen");
}

/* Each hears it in his own language; who stopped the other's number does not.
 */
static void
test_same_news_in_own_language(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = BERND,
                             .subject = "Pothole",
                             .text = "There is a deep pothole in the street in "
                                     "front of Gartenstraße 12, please repair "
                                     "it soon."});
  join(town);
  command_first(town, first, "#geplant 28.5.");
  g_autoptr(TownSent) planned = town_sent(town, "status-planned", "bernd");
  assert_contains(planned->mail->full_text, "28 May");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/same/hears-the-other-news",
                  test_same_hears_the_other_news);
  g_test_add_func("/services/report/same/keeps-names-and-questions",
                  test_same_keeps_names_and_questions);
  g_test_add_func("/services/report/same/reply-lands-on-the-other",
                  test_same_reply_lands_on_the_other);
  g_test_add_func("/services/report/same/refuses", test_same_refuses);
  g_test_add_func("/services/report/same/mail-to-two-tickets",
                  test_same_mail_to_two_tickets);
  g_test_add_func("/services/report/same/undo", test_same_undo);
  g_test_add_func("/services/report/same/chain", test_same_chain);
  g_test_add_func("/services/report/same/counts-people-once",
                  test_same_counts_people_once);
  g_test_add_func("/services/report/same/words-go-along",
                  test_same_words_go_along);
  g_test_add_func("/services/report/same/staff-lands-on-the-other",
                  test_same_staff_lands_on_the_other);
  g_test_add_func("/services/report/same/staff-of-another-department",
                  test_same_staff_of_another_department);
  g_test_add_func("/services/report/same/news-in-own-language",
                  test_same_news_in_own_language);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Recording for others: what a colleague writes down becomes the matter of
 * whoever told it, by the way he is reached.
 */
#include "tests/support/town_record.h"
#include "tests/support/words.h"

/* A call with a mobile number: everything goes by SMS. */
static void
test_record_call_by_sms(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(
      town,
      "#neu\n#kanal telefon\n#von Öznur Beispiel, 0172 2881738\n\n" WORDS);
  town_record_assert(town, "channel", "sms");
  town_record_assert(town, "origin", "phone");
  town_record_assert(town, "mailbox", "sms");
  town_record_assert(town, "department", "tiefbau");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_nonnull(answer);
  g_assert_cmpstr(answer->channel, ==, "sms");
  g_assert_cmpstr(answer->to, ==, MOBILE);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "am Telefon");
  assert_contains(ticket->mail->full_text, "tiefes Schlagloch");
  assert_contains(ticket->mail->full_text, "Gartenstr");
  assert_lacks(ticket->mail->full_text, "2881738");
  assert_lacks(ticket->mail->full_text, "Öznur");
  assert_lacks(ticket->mail->full_text, "ANTWORT");
}

/* Later news, and what he answers, go as with any other. */
static void
test_record_goes_on_by_sms(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(town, "#von Öznur Beispiel, 0172 2881738\n\n" WORDS);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#rückfrage\nWelche Seite?"});
  g_autoptr(TownSent) question = town_sent(town, "status-question", NULL);
  g_assert_cmpstr(question->to, ==, MOBILE);
  town_fixture_advance(town, 60000);
  town_text(town, MOBILE, "Die linke Seite");
  g_autoptr(TownSent) addition = town_sent(town, "ticket", "tiefbau");
  assert_contains(addition->mail->full_text, "Die linke Seite");
  g_assert_cmpint(town_record_tickets(town), ==, 1);
}

/* With an address: by mail, which quotes nothing to whom somebody spelt. */
static void
test_record_letter_by_mail(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(
      town, "#new\n#channel letter\n"
            "#from Öznur Beispiel, oeznur@example.net, 0172 2881738\n\n" WORDS);
  town_record_assert(town, "channel", "mail");
  town_record_assert(town, "origin", "letter");
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpstr(answer->to, ==, "oeznur@example.net");
  assert_contains(answer->mail->full_text, "Guten Tag Öznur Beispiel");
  assert_lacks(answer->mail->full_text, "tiefes Schlagloch");
  g_assert_cmpuint(answer->mail->in_reply_to->len, ==, 0);
  town_reply(town, answer, &(TownMail){.text = "Es wird größer."});
  g_assert_cmpint(town_record_tickets(town), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "repeat-confirmed"), ==, 1);
}

/* With neither nobody is told, and the department learns it. */
static void
test_record_without_a_channel(void)
{
  static const struct {
    const char *von, *channel, *told;
  } rows[] = {
      {"", "none", "keine per E-Mail oder SMS"},
      {"#von Öznur Beispiel\n", "none", "keine per E-Mail oder SMS"},
      {"#von Öznur Beispiel, 030 23125 001\n", "phone",
       "die Zentrale hat eine Telefonnummer"},
      {"#von Öznur Beispiel, 231250\n", "phone",
       "die Zentrale hat eine Telefonnummer"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].von);
    g_autoptr(TownFixture) town = town_record_new();
    town_fixture_secret(town, "3023125001");
    g_autofree char *text = g_strconcat("#neu\n#kanal vorsprache\n",
                                        rows[i].von, "\n", WORDS, NULL);
    town_dictate(town, text);
    town_record_assert(town, "channel", rows[i].channel);
    town_record_assert(town, "origin", "visit");
    g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, 0);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    assert_contains(ticket->mail->full_text, rows[i].told);
    assert_lacks(ticket->mail->full_text, "23125");
    town_reply(town, ticket, &(TownMail){.text = "#erledigt"});
    g_autoptr(TownSent) done = town_sent(town, "transcript", NULL);
    assert_contains(done->mail->full_text, "weder E-Mail-Adresse noch");
    g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  }
}

static void
test_record_confidential(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(town, "#neu\n#vertraulich\n\n" WORDS);
  town_record_assert(town, "confidential", "1");
  g_autoptr(TownSent) told = town_sent(town, "transcript-recorded", LISTED);
  assert_contains(told->mail->full_text, "#vertraulich");
}

/* Two who leave no number are two persons. */
static void
test_record_nobody_twice(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(town, "#von Öznur\n\n" WORDS);
  town_dictate(town, "#von Öznur\n\nDie Laterne ist aus.");
  g_assert_cmpint(town_fixture_count(town, "SELECT count(DISTINCT person_id)"
                                           " FROM ticket"),
                  ==, 2);
}

/* One mail back: the number, and what was understood. */
static void
test_record_transcript(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_dictate(town,
               "#neu\n#kanal fax\n#von Öznur Beispiel, 0172 2881738\n\n" WORDS);
  g_assert_cmpuint(town_sent_count(town, "transcript-recorded"), ==, 1);
  g_autoptr(TownSent) told = town_sent(town, "transcript-recorded", LISTED);
  g_assert_nonnull(told);
  assert_contains(told->mail->subject, "26-00001-4");
  const char *text = told->mail->full_text;
  assert_contains(text, "#kanal fax");
  assert_contains(text, "#von Öznur Beispiel");
  assert_contains(text, "Schlagloch");
  assert_contains(text, "+49172…38");
  assert_lacks(text, "2881738");
  /* What he answers is a note for the department. */
  town_reply(town, told, &(TownMail){.text = "Es war Gartenstraße 14."});
  g_assert_cmpint(town_record_tickets(town), ==, 1);
}

/* All or nothing, as with other commands. */
static void
test_record_mistakes(void)
{
  static const struct {
    const char *text, *said;
  } rows[] = {
      {"#neu\n#kanal taube\n\n" WORDS, "telefon, vorsprache, brief, fax"},
      {"#neu\n#kanl telefon\n\n" WORDS, "#kanal"},
      {"#neu\n#von Öznur, 0172 28\n\n" WORDS, "kann nicht stimmen"},
      {"#neu\n#von Öznur, oeznur@\n\n" WORDS, "kann nicht stimmen"},
      {"#neu\n#von A\n#von B\n\n" WORDS, "nur einmal"},
      {"#neu\n#kanal fax\n#kanal fax\n\n" WORDS, "nur einmal"},
      {"#neu\n#erledigt\n\n" WORDS, "gilt nicht"},
      {"#neu\n#kanal telefon\n", "was die Person gesagt hat"},
      {"#neu\n#kanal\n\n" WORDS, "fehlt die Angabe"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_record_new();
    town_dictate(town, rows[i].text);
    g_assert_cmpint(town_record_tickets(town), ==, 0);
    g_autoptr(TownSent) failed = town_sent(town, "record-failed", LISTED);
    g_assert_nonnull(failed);
    if (failed == NULL)
      continue;
    assert_contains(failed->mail->full_text, rows[i].said);
    assert_contains(failed->mail->full_text, "Wir haben nichts erfasst");
    g_assert_cmpuint(town_sent_all(town), ==, 1);
  }
}

/* An e-mail box for nothing else: its citizens answer to the desk's. */
static void
test_record_own_mailbox(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(
      &(TownOptions){.record = TOWN_MAILBOX, .no_domain = true});
  town_say(town, &(TownMail){.from = LISTED,
                             .text = "Frau Öz war da: die Laterne ist aus."});
  town_record_assert(town, "origin", "phone");
}

/* A scan alone: its subject says what it is. */
static void
test_record_scan(void)
{
  g_autoptr(TownFixture) town = town_record_new();
  town_say(town, &(TownMail){.from = LISTED,
                             .to = RECORD,
                             .subject = "Schlagloch Gartenstraße 12",
                             .text = "#neu\n#kanal brief\n",
                             .attachment = "gescannt"});
  town_record_assert(town, "origin", "letter");
  town_record_assert(town, "category", "strassenschaden");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/record/call-by-sms",
                  test_record_call_by_sms);
  g_test_add_func("/services/report/record/goes-on-by-sms",
                  test_record_goes_on_by_sms);
  g_test_add_func("/services/report/record/letter-by-mail",
                  test_record_letter_by_mail);
  g_test_add_func("/services/report/record/without-a-channel",
                  test_record_without_a_channel);
  g_test_add_func("/services/report/record/nobody-twice",
                  test_record_nobody_twice);
  g_test_add_func("/services/report/record/confidential",
                  test_record_confidential);
  g_test_add_func("/services/report/record/transcript", test_record_transcript);
  g_test_add_func("/services/report/record/mistakes", test_record_mistakes);
  g_test_add_func("/services/report/record/own-mailbox",
                  test_record_own_mailbox);
  g_test_add_func("/services/report/record/scan", test_record_scan);
  return g_test_run();
}

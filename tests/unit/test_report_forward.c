/* SPDX-License-Identifier: Apache-2.0
 *
 * What staff and council pass on is the matter of who wrote it: he hears of it,
 * they get its number, what they wrote above stays within.  Of anybody else it
 * is his own.
 */
#include <string.h>

#include "tests/support/town_forward.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

static void
test_forward_by_mayor(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_pass_on(town, FORWARD_MAYOR, FORWARD_HEAD);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpstr(answer->to, ==, "erika@example.net");
  assert_contains(answer->mail->full_text, FORWARD_SENTENCE);
  assert_contains(answer->mail->full_text, "Guten Tag Erika Muster");
  /* Nothing of the mail goes back to an address that nobody has proved. */
  assert_lacks(answer->mail->full_text, "Vor der Garten");
  assert_lacks(answer->raw, "dauernd");
  assert_lacks(answer->raw, "In-Reply-To");
  g_assert_cmpuint(answer->mail->attachments->len, ==, 0);

  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  assert_contains(ticket->mail->full_text, "\342\224\202 " FORWARD_WORDS);
  assert_contains(ticket->mail->full_text, "Notiz von Rainer Kunz:");
  assert_contains(ticket->mail->full_text, "\342\224\202 " FORWARD_NOTE);
  assert_lacks(ticket->mail->full_text, "erika@");

  g_autoptr(TownSent) line = town_sent(town, "passed-on-noted", NULL);
  g_assert_cmpstr(line->to, ==, "buergermeister@musterhagen.example.org");
  assert_contains(line->mail->full_text, "hat die Nummer 26-00001-");
  assert_contains(line->mail->full_text, "Tiefbauamt");
  assert_contains(line->mail->full_text, "bekommt Bescheid");
  g_assert_null(line->reply_to);
  g_assert_cmpuint(town_sent_all(town), ==, 3);
}

/* What may be told of it to people, and what stays within. */
static void
test_forward_history(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_pass_on(town, FORWARD_COUNCIL, FORWARD_HEAD);
  town_assert_text(town,
                   "SELECT group_concat(what || ' ' || actor, ', ') FROM"
                   " (SELECT what, actor FROM ticket_event ORDER BY id)",
                   "letter town, passed-on council, created citizen");
  town_assert_text(town, "SELECT verified FROM contact", "0");
  town_assert_text(town, "SELECT count(*) FROM contact", "1");
  /* His first answer shows that he is behind the address. */
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  town_reply(town, answer,
             &(TownMail){.text = "Ja, das schrieb ich.", .auth = ""});
  town_assert_text(town, "SELECT verified FROM contact", "1");
  town_assert_text(town, "SELECT count(*) FROM ticket", "1");
  g_autoptr(TownSent) addition = town_sent(town, "ticket", NULL);
  assert_contains(addition->mail->full_text, "Ja, das schrieb ich.");
}

/* What the citizen gets in the end holds no note either. */
static void
test_forward_note_stays(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_pass_on(town, FORWARD_COUNCIL, FORWARD_HEAD);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket, &(TownMail){.text = "#erledigt\nDas Loch ist zu."});
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  g_assert_cmpstr(news->to, ==, "erika@example.net");
  assert_contains(news->mail->full_text, "Das Loch ist zu.");
  assert_lacks(news->raw, "dauernd");
  assert_lacks(news->raw, "Vogt");
}

/* As mail programs write it; what they do not tell is left out. */
static const struct {
  const char *name, *head, *sentence;
} programs[] = {
    {"Outlook, English",
     "From: Erika Muster <erika@example.net>\nSent: Sunday, May 3, 2026 "
     "8:14 AM\nTo: Kunz, Rainer <bm@example.com>\nSubject: "
     "Schlagloch\n\n",
     "Ihre Nachricht vom 3. Mai an Rainer Kunz wurde an uns weitergegeben."},
    {"Outlook, marked",
     "-----Urspr\303\274ngliche Nachricht-----\nVon: Erika Muster "
     "[mailto:erika@example.net]\nGesendet: Sonntag, 3. Mai 2026 08:14\n"
     "An: bm@example.com\nBetreff: Schlagloch\n\n",
     "Ihre Nachricht vom 3. Mai an bm@example.com wurde"},
    {"Gmail",
     "---------- Forwarded message ---------\nVon: Erika Muster "
     "<erika@example.net>\nDate: So., 3. Mai 2026 um 08:14 Uhr\nSubject: "
     "Schlagloch\nTo: <bm@example.com>\n\n\n",
     "Ihre Nachricht vom 3. Mai an bm@example.com wurde"},
    {"Apple Mail",
     "Anfang der weitergeleiteten Nachricht:\n\nVon: Erika Muster "
     "<erika@example.net>\nBetreff: Schlagloch\nDatum: 3. Mai 2026 um "
     "08:14:09 MESZ\nAn: Herr Kunz <bm@example.com>\n\n",
     "Ihre Nachricht vom 3. Mai an Herrn Kunz wurde"},
    {"iOS, no addressee",
     "Anfang der weitergeleiteten E-Mail:\n\nVon: Erika Muster "
     "<erika@example.net>\nDatum: 3. Mai 2026 um 08:14:09 MESZ\n"
     "Betreff: Schlagloch\n\n",
     "Ihre Nachricht vom 3. Mai wurde an uns weitergegeben."},
    {"Thunderbird",
     "-------- Weitergeleitete Nachricht --------\nBetreff: \tSchlagloch"
     "\nDatum: \tSun, 3 May 2026 08:14:00 +0200\nVon: \tErika Muster "
     "<erika@example.net>\nAn: \tbm@example.com\n\n",
     "Ihre Nachricht vom 3. Mai an bm@example.com wurde"},
    {"last year, several addressees",
     "Von: Erika Muster <erika@example.net>\nGesendet: Samstag, 3. Mai "
     "2025 08:14\nAn: Kunz <bm@example.com>; Presse <p@example.com>\n"
     "Betreff: Schlagloch\n\n",
     "Ihre Nachricht vom 03.05.2025 wurde an uns weitergegeben."},
    {"no date that is one",
     "-------- Weitergeleitete Nachricht --------\nVon: Erika Muster "
     "<erika@example.net>\nDatum: gestern\nAn: Kunz <bm@example.com>"
     "\nBetreff: Schlagloch\n\n",
     "Ihre Nachricht an Kunz wurde an uns weitergegeben."},
    {"a date to come",
     "-------- Weitergeleitete Nachricht --------\nVon: Erika Muster "
     "<erika@example.net>\nDatum: 3. Mai 2027\nBetreff: Schlagloch"
     "\n\n",
     "Ihre Nachricht wurde an uns weitergegeben."},
};

static void
test_forward_programs(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
    g_test_message("%s", programs[i].name);
    g_autoptr(TownFixture) town = town_forward_new();
    town_pass_on(town, FORWARD_COUNCIL, programs[i].head);
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    g_assert_nonnull(answer);
    if (answer == NULL)
      continue;
    g_assert_cmpstr(answer->to, ==, "erika@example.net");
    assert_contains(answer->mail->full_text, programs[i].sentence);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    assert_contains(ticket->mail->full_text, "\342\224\202 " FORWARD_WORDS);
    assert_contains(ticket->mail->full_text, "\342\224\202 " FORWARD_NOTE);
  }
}

/* In the language of who wrote, whatever that of the note. */
static void
test_forward_in_english(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_say(town,
           &(TownMail){.from = FORWARD_COUNCIL,
                       .subject = "WG: Pothole",
                       .text = FORWARD_NOTE
                       "\n\nFrom: Erika Muster <erika@example.net>\n"
                       "Sent: Sunday, May 3, 2026 8:14 AM\nTo: Mayor Kunz "
                       "<bm@example.com>\nSubject: Pothole\n\n"
                       "There is a deep pothole in the road in front of the "
                       "house, and my bicycle broke there.\n"});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  assert_contains(answer->mail->full_text,
                  "Your message of 3 May to Mayor Kunz was passed on to us.");
}

/* The mail itself, attached; with a photo, which belongs to the matter. */
static void
test_forward_as_attachment(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_post_raw(
      town,
      "Return-Path: <karin.vogt@example.org>\r\n"
      "Authentication-Results: mail.example.org; dmarc=pass "
      "header.from=example.org\r\n"
      "From: " FORWARD_COUNCIL "\r\nTo: <" TOWN_MAILBOX
      ">\r\nSubject: Fwd: Schlagloch"
      "\r\nDate: Thu, 21 May 2026 10:00:00 +0200\r\nMessage-ID: <f1@x>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" FORWARD_NOTE
      "\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\n"
      "From: Erika Muster <erika@example.net>\r\n"
      "To: Herr =?utf-8?Q?B=C3=BCrgermeister?= Kunz <bm@example.com>\r\n"
      "Date: Sun, 3 May 2026 08:14:00 +0200\r\nSubject: Schlagloch\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
      "--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" FORWARD_WORDS
      "\r\n"
      "--c\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; "
      "filename=liste.csv\r\n\r\na;b\r\n--c--\r\n--b--\r\n",
      &(TownMail){.from = FORWARD_COUNCIL});
  town_fixture_decide(town);
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_cmpstr(answer->to, ==, "erika@example.net");
  assert_contains(answer->mail->full_text, FORWARD_SENTENCE);
  g_assert_cmpuint(answer->mail->attachments->len, ==, 0);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_cmpuint(ticket->mail->attachments->len, ==, 1);
  town_assert_text(town,
                   "SELECT count(*) FROM attachment a JOIN ticket t"
                   " ON t.id = a.ticket_id AND t.person_id = a.owner_id",
                   "1");
}

/* A firm gets no note: it names people. */
static void
test_forward_to_a_firm(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  town_say(town,
           &(TownMail){.from = FORWARD_COUNCIL,
                       .subject = "WG: Laterne",
                       .text = FORWARD_NOTE "\n\n" FORWARD_HEAD
                                            "Die Stra\303\237enlaterne vor der "
                                            "Gartenstra\303\237e 12 ist aus."});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "stoerung@");
  g_assert_nonnull(ticket);
  assert_contains(ticket->mail->full_text, "ist aus.");
  assert_lacks(ticket->raw, "dauernd");
  assert_lacks(ticket->raw, "Vogt");
}

/* Handed on, the note goes with it; not to a firm. */
static void
test_forward_handed_on(void)
{
  static const struct {
    const char *command;
    bool noted;
  } rows[] = {{"#weiter gruen", true}, {"#weiter stadtwerke", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_forward_new();
    town_say(town, &(TownMail){.from = FORWARD_MAYOR,
                               .subject = "WG: Frage",
                               .text = FORWARD_NOTE "\n\n" FORWARD_HEAD
                                                    "Ich habe da eine Sache."});
    g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
    town_reply(town, first, &(TownMail){.text = rows[i].command});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    g_assert_cmpstr(ticket->to, !=, first->to);
    if (!rows[i].noted) {
      assert_lacks(ticket->raw, "dauernd");
      continue;
    }
    assert_contains(ticket->mail->full_text, "Notiz von Rainer Kunz:");
    assert_contains(ticket->mail->full_text, "\342\224\202 " FORWARD_NOTE);
  }
}

/* 112 goes to the writer, who is on call is told, the mayor gets his line. */
static void
test_forward_danger(void)
{
  g_autoptr(TownFixture) town = town_forward_new();
  for (int i = 0; i < 2; i++)
    town_say(town, &(TownMail){.from = FORWARD_COUNCIL,
                               .subject = "WG: Gas",
                               .text = FORWARD_NOTE
                               "\n\n" FORWARD_HEAD
                               "In der Gartenstra\303\237e 12 riecht es "
                               "stark nach Gas."});
  g_autoptr(TownSent) answer = town_sent(town, "danger", NULL);
  g_assert_cmpstr(answer->to, ==, "erika@example.net");
  assert_contains(answer->mail->full_text,
                  "Ihre Nachricht vom 3. Mai an Herrn B\303\274rgermeister "
                  "Kunz wurde an uns weitergegeben und klingt dringend.");
  assert_lacks(answer->raw, "dauernd");
  /* Nobody has proved the address: the second one waits for an hour. */
  g_assert_cmpuint(town_sent_count(town, "danger"), ==, 1);
  g_assert_cmpuint(town_sent_count(town, "passed-on-noted"), ==, 2);
  town_assert_text(town, "SELECT count(*) > 0 FROM report_oncall", "1");
}

/* What stands below a note is where its writer works. */
static void
test_forward_place(void)
{
  static const struct {
    const char *note, *words, *place;
  } rows[] = {
      {"Bitte bald. Sie finden mich in der Lindenstra\303\237e 3.",
       "Vor der Gartenstra\303\237e 12 ist ein Schlagloch.",
       "Gartenstra\303\237e 12"},
      {"Das ist vor der Lindenstra\303\237e 3.", "Da ist ein Schlagloch.",
       "Lindenstra\303\237e 3"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_forward_new();
    g_autofree char *text =
        g_strconcat(rows[i].note, "\n\n", FORWARD_HEAD, rows[i].words, NULL);
    town_say(town, &(TownMail){.from = FORWARD_COUNCIL,
                               .subject = "WG: Schlagloch",
                               .text = text});
    g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
    assert_contains(answer->mail->full_text, rows[i].place);
  }
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/services/report/forward/by-mayor", test_forward_by_mayor);
  g_test_add_func("/services/report/forward/history", test_forward_history);
  g_test_add_func("/services/report/forward/note-stays",
                  test_forward_note_stays);
  g_test_add_func("/services/report/forward/programs", test_forward_programs);
  g_test_add_func("/services/report/forward/in-english",
                  test_forward_in_english);
  g_test_add_func("/services/report/forward/as-attachment",
                  test_forward_as_attachment);
  g_test_add_func("/services/report/forward/to-a-firm", test_forward_to_a_firm);
  g_test_add_func("/services/report/forward/handed-on", test_forward_handed_on);
  g_test_add_func("/services/report/forward/danger", test_forward_danger);
  g_test_add_func("/services/report/forward/place", test_forward_place);
  return g_test_run();
}

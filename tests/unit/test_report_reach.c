/* SPDX-License-Identifier: Apache-2.0
 *
 * How a citizen is reached stays with the town: no mail to a department carries
 * his address or his number, wherever he wrote it.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_sms.h"
#include "tests/support/words.h"

/* Everywhere a mail program or a person may put it. */
#define LETTER(words)                                                          \
  "Return-Path: <ayse@example.net>\r\n"                                        \
  "From: \"ayse@example.net\" <ayse@example.net>\r\n"                          \
  "Reply-To: Ayse Kaya <ayse.kaya@example.com>\r\n"                            \
  "To: <" TOWN_MAILBOX ">\r\n"                                                 \
  "Subject: ayse@example.net meldet ein Schlagloch\r\n"                        \
  "Date: Thu, 21 May 2026 10:00:00 +0200\r\n"                                  \
  "Message-ID: <0152-28817387.ayse@example.net>\r\n"                           \
  "MIME-Version: 1.0\r\n"                                                      \
  "Content-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\n"               \
  "Content-Type: text/plain; charset=utf-8\r\n"                                \
  "Content-Transfer-Encoding: 8bit\r\n\r\n" words "\r\n--xyz\r\n"              \
  "Content-Type: text/csv; name=\"Kaya 0152-28817387.csv\"\r\n"                \
  "Content-Disposition: attachment;"                                           \
  " filename=\"Kaya 0152-28817387.csv\"\r\n\r\na;b\r\n--xyz--\r\n"

static const char letter[] = LETTER(
    "In der Gartenstra\303\237e 12 ist ein Schlagloch am Quittenbaum.\r\n"
    "Meine Nummer ist 0152/28817387, sonst Ayse@Example.Net.\r\n\r\n"
    "Viele Gr\303\274\303\237e\r\nAyse Kaya\r\nTel. +49 (152) 288 173 87\r\n"
    "Mail: ayse.kaya@example.com");

/* Names of files, with what a cleaned one keeps of an address. */
static void
test_reach_of_file_names(void)
{
  static const struct {
    const char *name, *passed;
  } rows[] = {{"ayse@example.net.csv", "anlage-1.csv"},
              {"Kaya Ayse Plan.csv", "anlage-1.csv"},
              {"liste", "anlage-1"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autoptr(GString) raw = g_string_new(letter);
    g_string_replace(raw, "Kaya 0152-28817387.csv", rows[i].name, 0);
    town_post_raw(town, raw->str, &(TownMail){0});
    town_fixture_decide(town);
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
    const Attachment *file = ticket->mail->attachments->pdata[0];
    g_assert_cmpstr(file->filename, ==, rows[i].passed);
    assert_contains(ticket->mail->full_text, rows[i].passed);
    assert_lacks(ticket->mail->full_text, "Kaya_Ayse");
    assert_lacks(ticket->mail->full_text, "ayse_example");
  }
}

/* Nothing of it in a mail, encoded or not. */
static void
assert_out_of_reach(const TownSent *sent)
{
  static const char *const secrets[] = {
      "ayse@",   "ayse=40",     "ayse.kaya", "28817387",
      "288 173", "Example.Net", "ayse%40",
  };
  g_assert_nonnull(sent);
  if (sent == NULL)
    return;
  g_auto(GStrv) pieces = g_strsplit(sent->raw, "=\r\n", -1);
  g_autofree char *joined = g_strjoinv("", pieces);
  for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
    g_test_message("%s", secrets[i]);
    g_assert_null(strstr(joined, secrets[i]));
    g_assert_null(strstr(sent->mail->full_text, secrets[i]));
    assert_lacks(sent->mail->subject, secrets[i]);
    for (guint k = 0; k < sent->mail->attachments->len; k++) {
      const Attachment *file = sent->mail->attachments->pdata[k];
      if (file->filename != NULL)
        assert_lacks(file->filename, secrets[i]);
    }
  }
}

static void
answer(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  town_reply(town, ticket, &(TownMail){.text = text});
}

/* The ticket, what he adds, the transcripts, what the next department gets. */
static void
test_reach_of_a_mail(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_post_raw(town, letter, &(TownMail){0});
  town_fixture_decide(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_contains(ticket->mail->full_text, "am Quittenbaum");
  g_assert_cmpuint(ticket->mail->attachments->len, ==, 1);
  assert_out_of_reach(ticket);
  answer(town, "#r\303\274ckfrage\n\nWie tief?");
  g_autoptr(TownSent) asked = town_sent(town, "transcript", "tiefbau");
  assert_out_of_reach(asked);
  g_autoptr(TownSent) question = town_sent(town, "status-question", NULL);
  g_assert_nonnull(question);
  town_reply(town, question,
             &(TownMail){.text = "Tief. Rufen Sie an: 0152 28817387.\n"
                                 "Oder ayse.kaya@example.com"});
  g_autoptr(TownSent) added = town_sent(town, "ticket", "tiefbau");
  assert_contains(added->mail->full_text, "Tief. Rufen Sie an");
  assert_out_of_reach(added);
  answer(town, "#weiter gruen\nWurzeln");
  g_autoptr(TownSent) next = town_sent(town, "ticket", "stadtgruen");
  assert_contains(next->mail->full_text, "am Quittenbaum");
  assert_out_of_reach(next);
}

static void
test_reach_of_an_sms(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_text(town, "+4915228817387",
            "Schlagloch in der Gartenstr. 12, Rueckruf 015228817387");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  assert_out_of_reach(ticket);
  answer(town, "#erledigt");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", "tiefbau");
  assert_out_of_reach(transcript);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/reach/" name, function)
  ADD("of-a-mail", test_reach_of_a_mail);
  ADD("of-an-sms", test_reach_of_an_sms);
#undef ADD
  g_test_add_func("/services/report/reach/file-names",
                  test_reach_of_file_names);
  return g_test_run();
}

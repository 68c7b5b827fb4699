/* SPDX-License-Identifier: Apache-2.0
 *
 * Where nothing but the quoted text tells to what a reply belongs: a mailbox
 * without plus addresses, mail programs that drop References and do not mark
 * what they quote.
 */
#include <string.h>

#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

static TownFixture *
town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(&(TownOptions){.reply_token = "text"});
  town_say(town, &(TownMail){0});
  return town;
}

/* As Outlook on a phone: a new mail, a header block, the whole text. */
static void
answer_as(TownFixture *town, const TownSent *sent, const char *from,
          const char *text)
{
  g_autofree char *whole = g_strdup_printf(
      "%s\n\n________________________________\nVon: Musterhagen <%s>\n"
      "Gesendet: Donnerstag, 21. Mai 2026 10:00\nAn: %s\nBetreff: %s\n\n%s",
      text, TOWN_MAILBOX, sent->to, sent->mail->subject, sent->mail->full_text);
  g_autofree char *subject = g_strconcat("Re: ", sent->mail->subject, NULL);
  town_say(town, &(TownMail){.from = from, .subject = subject, .text = whole});
}

static void
answer(TownFixture *town, const char *kind, const char *to, const char *text)
{
  g_autoptr(TownSent) sent = town_sent(town, kind, to);
  g_assert_nonnull(sent);
  if (sent != NULL)
    answer_as(town, sent, sent->to, text);
}

static void
assert_tickets(TownFixture *town, int64_t count)
{
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  count);
}

/* The transcript shows what the citizen reads without the code he answers with:
 * it is not for staff, and a reply to the transcript would be his. */
static void
test_code_transcript_is_the_departments(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "ticket", NULL, "#erledigt\n\nDas Loch ist zu.");
  town_assert_state(town, "solved");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  assert_contains(news->mail->full_text, "Vorgangscode: c");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "│ Das Loch ist zu.");
  assert_contains(transcript->mail->full_text, "Vorgangscode: d");
  assert_lacks(transcript->mail->full_text, "Vorgangscode: c");
  answer(town, "transcript", NULL, "#rückgängig");
  g_assert_cmpuint(town_sent_count(town, "transcript-undone"), ==, 1);
  town_assert_state(town, "open");
  assert_tickets(town, 1);
}

/* Plain words are asked back, and the yes is found by the code. */
static void
test_code_of_a_proposal(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "ticket", NULL, "Erledigt, neue Haselnuss ist drin.");
  town_assert_state(town, "new");
  answer(town, "transcript-proposal", NULL, "Ja");
  town_assert_state(town, "solved");
  assert_tickets(town, 1);
}

/* Who is asked for a colleague is found by the code, and he alone. */
static void
test_code_of_a_colleague(void)
{
  static const struct {
    const char *from, *state;
  } rows[] = {
      {"tiefbau@musterhagen.example.org", "solved"},
      {"c.meier@musterhagen.example.org", "new"},
      {"fremd@example.com", "new"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].from);
    g_autoptr(TownFixture) town = town_with_ticket();
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    answer_as(town, ticket, "c.meier@musterhagen.example.org", "#erledigt");
    town_assert_state(town, "new");
    g_autoptr(TownSent) asked = town_sent(town, "authority-question", NULL);
    g_assert_nonnull(asked);
    if (asked == NULL)
      continue;
    g_assert_cmpstr(asked->to, ==, "tiefbau@musterhagen.example.org");
    answer_as(town, asked, rows[i].from, "Ja");
    town_assert_state(town, rows[i].state);
    assert_tickets(town, 1);
  }
}

/* A citizen answers a question, and what he answers stays one matter. */
static void
test_code_of_a_citizen(void)
{
  g_autoptr(TownFixture) town = town_with_ticket();
  answer(town, "ticket", NULL, "#r\303\274ckfrage\n\nWie tief?");
  town_assert_state(town, "waiting");
  answer(town, "status-question", NULL, "Sehr tief.");
  town_assert_state(town, "open");
  answer(town, "ticket", NULL, "#erledigt");
  answer(town, "status-solved", NULL, "NEIN");
  town_assert_state(town, "open");
  answer(town, "ticket", NULL, "#erledigt");
  answer(town, "status-solved", NULL, "JA");
  town_assert_state(town, "closed");
  assert_tickets(town, 1);
}

/* A new address confirms by the code in the question's quote. */
static void
test_code_of_an_address(void)
{
  g_autoptr(TownFixture) town =
      town_fixture_new(&(TownOptions){.reply_token = "text"});
  ((Town *)town->config->town)->confirm_addresses = true;
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) asked = town_sent(town, "address-confirm", NULL);
  g_assert_nonnull(asked);
  answer_as(town, asked, "fremd@example.com", "OK");
  g_autoptr(TownSent) none = town_sent(town, "ticket", "tiefbau");
  g_assert_null(none);
  answer_as(town, asked, asked->to, "OK");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(ticket);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/code/" name, function)
  ADD("transcript-is-the-departments", test_code_transcript_is_the_departments);
  ADD("of-a-proposal", test_code_of_a_proposal);
  ADD("of-a-colleague", test_code_of_a_colleague);
  ADD("of-a-citizen", test_code_of_a_citizen);
  ADD("of-an-address", test_code_of_an_address);
#undef ADD
  return g_test_run();
}

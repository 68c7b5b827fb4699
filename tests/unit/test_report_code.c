/* SPDX-License-Identifier: Apache-2.0
 *
 * Where nothing but the quoted text tells to what a reply belongs: a mailbox
 * without plus addresses, mail programs that drop References and do not mark
 * what they quote.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)

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
assert_state(TownFixture *town, const char *state)
{
  g_autofree char *is =
      town_fixture_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1");
  g_assert_cmpstr(is, ==, state);
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
  assert_state(town, "solved");
  g_autoptr(TownSent) news = town_sent(town, "status-solved", NULL);
  assert_contains(news->mail->full_text, "Vorgangscode: c");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  assert_contains(transcript->mail->full_text, "│ Das Loch ist zu.");
  assert_contains(transcript->mail->full_text, "Vorgangscode: d");
  assert_lacks(transcript->mail->full_text, "Vorgangscode: c");
  answer(town, "transcript", NULL, "#rückgängig");
  g_assert_cmpuint(town_sent_count(town, "transcript-undone"), ==, 1);
  assert_state(town, "open");
  assert_tickets(town, 1);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/code/" name, function)
  ADD("transcript-is-the-departments", test_code_transcript_is_the_departments);
#undef ADD
  return g_test_run();
}

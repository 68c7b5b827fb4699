/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of the town's own web form, from the spool to the answers.
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define SENDER "webformular@musterhagen.example.org"
#define FORM(address, words)                                                   \
  "Name: Ayse Kaya\nE-Mail: " address "\nOrt: Gartenstraße 12\n"              \
  "Ihre Nachricht: " words "\n"

static void
test_form_is_a_persons_letter(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.from = SENDER,
                             .text = FORM("ayse@example.net",
                                          "Da ist ein Schlagloch.")});
  g_autoptr(TownSent) answer = town_sent(town, "confirmation", NULL);
  g_assert_nonnull(answer);
  if (answer != NULL)
    g_assert_cmpstr(answer->to, ==, "ayse@example.net");
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  if (ticket == NULL)
    return;
  assert_contains(ticket->mail->full_text, "Da ist ein Schlagloch.");
  assert_contains(ticket->mail->full_text, "Gartenstraße 12");
  assert_lacks(ticket->mail->full_text, "Ihre Nachricht");
}

/* The sender forged: nothing goes to the address that is named. */
static void
test_form_forged(void)
{
  static const char *const verdicts[] = {"fail", ""};
  for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++) {
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town,
             &(TownMail){.from = SENDER,
                         .auth = verdicts[i],
                         .text = FORM("ayse@example.net", "Ein Schlagloch.")});
    g_autoptr(TownSent) answer = town_sent(town, NULL, "ayse@example.net");
    g_assert_null(answer);
  }
}

/* Who types a department's address into the form commands nothing. */
static void
test_form_commands_nothing(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_say(town, &(TownMail){.from = SENDER,
                             .to = ticket->reply_to,
                             .text = FORM("tiefbau@musterhagen.example.org",
                                          "\n#erledigt\nHaselnuss")});
  town_say(town, &(TownMail){.from = SENDER,
                             .to = ticket->reply_to,
                             .text = "#erledigt\n" FORM(
                                 "tiefbau@musterhagen.example.org", "Text")});
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  g_autofree char *state =
      town_fixture_text(town, "SELECT state FROM ticket ORDER BY id LIMIT 1");
  g_assert_cmpstr(state, ==, "new");
}

/* A signature beside a mail is no file that somebody sent. */
static void
test_form_shows_no_signature(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  g_autofree char *raw = NULL;
  g_assert_true(g_file_get_contents("tests/fixtures/smime/detached.eml", &raw,
                                    NULL, NULL));
  town_post_raw(town, raw, &(TownMail){0});
  town_fixture_decide(town);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  if (ticket == NULL)
    return;
  assert_contains(ticket->mail->full_text, "anlage-1.png");
  assert_lacks(ticket->mail->full_text, "p7s");
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/form/letter",
                  test_form_is_a_persons_letter);
  g_test_add_func("/services/report/form/no-signature",
                  test_form_shows_no_signature);
  g_test_add_func("/services/report/form/forged", test_form_forged);
  g_test_add_func("/services/report/form/commands", test_form_commands_nothing);
  return g_test_run();
}

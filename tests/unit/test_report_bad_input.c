/* SPDX-License-Identifier: Apache-2.0
 *
 * What departments send that is wrong, as a whole: what is done, and what is
 * said about it.  Others of the kind: commands that contradict
 * (test_report_filing.c), a mail to two tickets (test_report_same.c), a ticket
 * mail that a stranger passes on (test_report_forward_whose.c), cries and
 * floods (test_report_danger.c).
 */
#include <string.h>

#include "tests/support/town_post.h"
#include "tests/support/town_state.h"
#include "tests/support/words.h"

#define MINUTE_MS INT64_C(60000)
#define AUTOMATIC "Auto-Submitted: auto-replied\r\n"

/* A department's machine answers each of our mails, and its people answer what
 * their own machine wrote: that is one command and no loop. */
static void
test_bad_answers_its_own_machine(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  unsigned before = town_sent_all(town);
  town_reply(town, ticket,
             &(TownMail){.subject = "Automatische Antwort: Neu",
                         .text = "Ihre Nachricht ist bei uns eingegangen.",
                         .message_id = "<auto1@tiefbau.example.org>",
                         .headers = AUTOMATIC});
  g_assert_cmpuint(town_sent_all(town), ==, before);
  town_assert_state(town, "new");
  town_reply(town, ticket,
             &(TownMail){.subject = "AW: Automatische Antwort: Neu",
                         .text = "#übernommen\n\n"
                                 "> Ihre Nachricht ist bei uns eingegangen.\n",
                         .in_reply_to = "<auto1@tiefbau.example.org>"});
  g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 1);
  town_assert_state(town, "open");
  g_autoptr(TownSent) transcript = town_sent(town, "transcript", NULL);
  unsigned settled = town_sent_all(town);
  for (int i = 0; i < 5; i++) {
    town_fixture_advance(town, 11 * MINUTE_MS);
    town_reply(town, i % 2 == 0 ? transcript : ticket,
               &(TownMail){.text = "Ihre Nachricht ist bei uns eingegangen.",
                           .headers = AUTOMATIC});
  }
  g_assert_cmpuint(town_sent_all(town), ==, settled);
  town_assert_state(town, "open");
}

/* What cannot be right is not carried out, and what is wrong with it is said,
 * with what may have been meant. */
static void
test_bad_values(void)
{
  static const struct {
    const char *text, *said, *also;
  } rows[] = {
      {"#frist 12.5.2025", "ist vorbei: Montag, 12. Mai 2025", "Meinten Sie"},
      {"#geplant 20.5.2026", "Dieses Datum ist vorbei", "Meinten Sie"},
      {"#doppelt 26-00001-5", "Die letzte Ziffer prüft die anderen",
       "#doppelt 26-00001-5"},
      {"#frist 31.6.", "können wir nicht lesen", "#frist 31.6."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].text);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    town_say(town, &(TownMail){0});
    g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
    g_autofree char *text =
        g_strconcat("#übernommen\n", rows[i].text, "\n", NULL);
    town_reply(town, ticket, &(TownMail){.text = text});
    g_autoptr(TownSent) failed = town_sent(town, "transcript-failed", NULL);
    g_assert_nonnull(failed);
    if (failed != NULL) {
      assert_contains(failed->mail->full_text, rows[i].said);
      assert_contains(failed->mail->full_text, rows[i].also);
    }
    town_assert_state(town, "new"); /* all or nothing */
    g_assert_cmpuint(town_sent_count(town, "status-accepted"), ==, 0);
  }
}

/* A sender that is forged, with the right token of a mail that leaked. */
static void
test_bad_spoofed_colleague(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){0});
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  town_reply(town, ticket,
             &(TownMail){.text = "#erledigt\n\nIst weg.", .auth = "fail"});
  town_assert_state(town, "new");
  g_assert_cmpuint(town_sent_count(town, "status-solved"), ==, 0);
  g_assert_cmpuint(town_sent_count(town, "transcript"), ==, 0);
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
#define ADD(name, function) g_test_add_func("/report/bad-input/" name, function)
  ADD("answers-its-own-machine", test_bad_answers_its_own_machine);
  ADD("values", test_bad_values);
  ADD("spoofed-colleague", test_bad_spoofed_colleague);
#undef ADD
  return g_test_run();
}

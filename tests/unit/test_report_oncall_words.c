/* SPDX-License-Identifier: Apache-2.0
 *
 * What people on call read of a citizen's words: the place and the danger, and
 * nothing of who wrote.
 */
#include "daemon/config.h"
#include "parsers/config/oncall.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

#define PHONE "+491722881738"
#define YARD "+491713920001"
#define MINUTE_MS INT64_C(60000)
#define GAS "Es riecht nach Gas, Gartenstraße 12 bei der Haselnuss"

/* Nobody on call learns who wrote; what and where stays.  The desk may ask. */
static void
test_oncall_names_nobody(void)
{
  static const char *const hidden[] = {"Kaya",    "23125 777",  "kaya@",
                                       "Schulze", "Hinter dem", "ayse@"};
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_say(town, &(TownMail){.text = GAS
                             ".\nFrau Schulze wohnt oben.\n\nViele Grüße\n"
                             "Ayse Kaya\nHinter dem Tor 3\nTel. 030 23125 777"
                             "\nkaya@example.com"});
  town_fixture_timers(town);
  g_autoptr(TownSent) mail = town_sent(town, "on-call", "bauhof@");
  assert_contains(mail->mail->full_text, "nach Gas, Gartenstraße 12");
  assert_contains(mail->mail->full_text, "Frau […] wohnt oben");
  for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
    assert_lacks(mail->mail->full_text, hidden[i]);
  for (int turn = 0; turn < 2; turn++) {
    town_fixture_advance(town, 5 * MINUTE_MS);
    town_fixture_timers(town);
  }
  g_autoptr(TownSent) desk = town_sent(town, "on-call", "zentrale@");
  assert_contains(desk->mail->full_text, "Frau Schulze");
}

/* Whom no mail reaches reads the words by SMS, of the writer as little. */
static void
test_oncall_sms_names_nobody(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  OncallShift *shift = town->config->town->oncall->shifts->pdata[0];
  g_clear_pointer(&shift->mail, g_free);
  town_text(town, PHONE,
            "Ich bin Frau Schulze, 0152 28817999. Im Keller am alten Wehr "
            "riecht es nach Gas");
  town_fixture_timers(town);
  g_autoptr(TownSent) sms = town_sent(town, "on-call", YARD);
  assert_contains(sms->raw, "Im Keller am alten Wehr riecht es nach Gas");
  assert_lacks(sms->raw, "Schulze");
  assert_lacks(sms->raw, "28817999");
}

int
main(int argc, char **argv)
{
  int role = town_fixture_main(&argc, &argv);
  if (role >= 0)
    return role;
  g_test_add_func("/report/oncall-words/mail", test_oncall_names_nobody);
  g_test_add_func("/report/oncall-words/sms", test_oncall_sms_names_nobody);
  return g_test_run();
}

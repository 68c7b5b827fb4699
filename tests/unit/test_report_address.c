/* SPDX-License-Identifier: Apache-2.0
 *
 * A new address of departments.yaml says OK before it gets citizens' letters.
 */
#include <string.h>

#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

static TownFixture *
town_that_asks(void)
{
  TownFixture *town = town_fixture_new(NULL);
  ((Town *)town->config->town)->confirm_addresses = true;
  return town;
}

static void
say(TownFixture *town)
{
  g_autofree char *text = g_strdup_printf(
      "In der Gartenstraße %u ist ein Schlagloch.", town->serial + 1);
  town_say(town, &(TownMail){.text = text});
}

static void
assert_not_at_tiefbau(TownFixture *town)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  g_assert_null(ticket);
}

static void
test_address_waits_for_ok(void)
{
  g_autoptr(TownFixture) town = town_that_asks();
  say(town);
  say(town);
  /* The desk has both, the new address a question, once. */
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 2);
  g_autoptr(TownSent) desk = town_sent(town, "ticket", "zentrale");
  assert_contains(desk->mail->full_text, "noch nicht bestätigt");
  assert_not_at_tiefbau(town);
  g_assert_cmpuint(town_sent_count(town, "address-confirm"), ==, 1);
  g_autoptr(TownSent) asked = town_sent(town, "address-confirm", "tiefbau");
  g_assert_null(strstr(asked->raw, "Gartenstra"));
  town_reply(town, asked, &(TownMail){.text = "OK"});
  /* It gets what lay at the desk, and what comes. */
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 4);
  say(town);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, 5);
  g_assert_cmpint(town_fixture_count(town, "SELECT count(*) FROM ticket"), ==,
                  3);
}

static void
test_address_stranger_confirms_nothing(void)
{
  static const struct {
    const char *from, *text, *headers, *auth;
  } rows[] = {
      {NULL, "Wer sind Sie?", NULL, NULL},
      {"fremd@example.com", "OK", NULL, NULL},
      {NULL, "OK", "Auto-Submitted: auto-replied\r\n", NULL},
      {NULL, "OK", NULL, "fail"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_that_asks();
    say(town);
    g_autoptr(TownSent) asked = town_sent(town, "address-confirm", NULL);
    town_reply(town, asked,
               &(TownMail){.from = rows[i].from,
                           .text = rows[i].text,
                           .headers = rows[i].headers,
                           .auth = rows[i].auth});
    say(town);
    assert_not_at_tiefbau(town);
  }
}

/* Nobody who did not ask for it is asked. */
static void
test_address_off(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  say(town);
  g_assert_cmpuint(town_sent_count(town, "address-confirm"), ==, 0);
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", "tiefbau");
  g_assert_nonnull(ticket);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/address/waits-for-ok",
                  test_address_waits_for_ok);
  g_test_add_func("/services/report/address/stranger-confirms-nothing",
                  test_address_stranger_confirms_nothing);
  g_test_add_func("/services/report/address/off", test_address_off);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote digest -n` as digest answers it: what would go, and nothing goes.
 */
#include "daemon/admin/request.h"
#include "daemon/config.h"
#include "tests/support/town_post.h"
#include "tests/support/words.h"

/* From 10 a.m. of Thursday, 21 May, to half past seven of the Friday. */
#define TO_FRIDAY_MS (INT64_C(21) * 3600000 + 1800000)
#define TIEFBAU "tiefbau@musterhagen.example.org"

/* Owned. */
static char *
would_hold(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  g_assert_true(request_answer(&town->digest,
                               "{\"verb\":\"digest.list\",\"arguments\":{}}",
                               1000, out, &error));
  g_assert_no_error(error);
  return g_strdup(out->str);
}

static TownFixture *
town_new(void)
{
  static const TownOptions quiet = {.quiet = "tiefbau"};
  g_autoptr(GError) error = NULL;
  TownFixture *town = town_fixture_new(&quiet);
  g_assert_true(digest_upkeep(&town->digest, &error));
  g_assert_no_error(error);
  return town;
}

static void
say(TownFixture *town)
{
  town_say(town, &(TownMail){.text = "Vor der Gartenstraße 12 ist ein "
                                     "Schlagloch."});
}

/* It takes nothing from the list that goes later. */
static void
test_digest_shows_before(void)
{
  g_autoptr(TownFixture) town = town_new();
  g_autofree char *nothing = would_hold(town);
  assert_lacks(nothing, "department");
  say(town);
  for (int i = 0; i < 2; i++) {
    g_autofree char *rows = would_hold(town);
    assert_contains(rows, "\"department\":\"tiefbau\",\"what\":\"fresh\","
                          "\"number\":\"26-00001-4\"");
    assert_lacks(rows, "Gartenstraße");
  }
  g_assert_cmpuint(town_sent_count(town, "morning"), ==, 0);
  town_fixture_advance(town, TO_FRIDAY_MS);
  town_fixture_timers(town);
  g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
  g_assert_nonnull(list);
  assert_contains(list->mail->full_text, "NEU (1)");
}

static void
test_digest_shows_who_is_away(void)
{
  for (int with = 0; with < 2; with++) {
    g_autoptr(TownFixture) town = town_new();
    Department *department =
        (Department *)town_department(town->config->town, "tiefbau");
    if (with == 0)
      g_clear_pointer(&department->deputy, g_free);
    say(town);
    town_fixture_advance(town, TO_FRIDAY_MS);
    town_fixture_timers(town);
    g_autoptr(TownSent) list = town_sent(town, "morning", TIEFBAU);
    town_reply(town, list,
               &(TownMail){.text = "Ich bin bis 29.05.2026 abwesend.",
                           .headers = "Auto-Submitted: auto-replied\r\n"});
    g_autofree char *away = would_hold(town);
    assert_contains(away, "\"department\":\"tiefbau\",\"what\":\"away\"");
    if (with != 0)
      assert_contains(away, "\"deputy\":\"gruen\"");
    else
      assert_lacks(away, "deputy");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/requests/digest/shows-before", test_digest_shows_before);
  g_test_add_func("/requests/digest/shows-who-is-away",
                  test_digest_shows_who_is_away);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine's clock jumps by a year and back while digest runs: no answer is
 * given up or written twice, and none waits for that year.
 */
#include <string.h>

#include "tests/support/town_post.h"

#define YEAR_MS INT64_C(31536000000)

static void
upkeep(TownFixture *town)
{
  g_autoptr(GError) error = NULL;
  g_assert_true(digest_upkeep(&town->digest, &error));
  g_assert_no_error(error);
}

static int64_t
answers(TownFixture *town, const char *from)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM outbox WHERE kind = 'confirmation' %s", from);
  return town_fixture_count(town, sql);
}

static void
test_clock_forward_gives_nothing_up(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  upkeep(town);
  town_say(town, &(TownMail){0});
  g_assert_cmpint(answers(town, ""), ==, 1);
  town_fixture_advance(town, YEAR_MS);
  town_fixture_timers(town);
  upkeep(town);
  g_assert_cmpint(answers(town, ""), ==, 1);
  g_assert_cmpint(answers(town, "AND state = 'queued'"), ==, 1);
}

static void
test_clock_back_plans_anew(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_advance(town, YEAR_MS);
  upkeep(town);
  town_say(town, &(TownMail){0});
  town_fixture_advance(town, -YEAR_MS);
  town_say(town, &(TownMail){.from = "b@example.net"});
  g_assert_cmpint(answers(town, ""), ==, 2);
  upkeep(town);
  g_autofree char *late = g_strdup_printf("AND due_at_ms > %" G_GINT64_FORMAT,
                                          town->now_ms + 3600 * 1000);
  g_assert_cmpint(answers(town, late), ==, 0);
  g_autofree char *log = NULL;
  g_assert_true(g_file_get_contents(town->log_file, &log, NULL, NULL));
  g_assert_nonnull(strstr(log, "event=clock-set-back"));
}

/* A start does not know what the clock was before. */
static void
test_clock_back_while_digest_was_away(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  town_fixture_advance(town, YEAR_MS);
  town_say(town, &(TownMail){0});
  town_fixture_close(town);
  town_fixture_advance(town, -YEAR_MS);
  town_fixture_open(town);
  upkeep(town);
  int64_t due_ms = 0;
  g_autoptr(GError) error = NULL;
  digest_begin(&town->digest);
  g_assert_true(outbox_next_due(&town->digest.queue, "mail", &due_ms, &error));
  g_assert_cmpint(due_ms, <=, town->now_ms);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/digest/clock/forward-gives-nothing-up",
                  test_clock_forward_gives_nothing_up);
  g_test_add_func("/digest/clock/back-plans-anew", test_clock_back_plans_anew);
  g_test_add_func("/digest/clock/back-while-away",
                  test_clock_back_while_digest_was_away);
  return g_test_run();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The brake of the whole system: so many answers in ten minutes, then
 * everything is recorded and nobody answered.
 */
#include "daemon/status.h"
#include "tests/support/town_post.h"

enum { LIMIT = 200, MORE = 205 };

static void
post(TownFixture *town, int number)
{
  g_autofree char *from = g_strdup_printf("p%d@example.net", number);
  g_autofree char *text = g_strdup_printf("Schlagloch Nummer %d", number);
  town_post_mail(town, &(TownMail){.from = from, .text = text});
}

static void
test_brake_holds_and_lets_go(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (int i = 0; i < MORE; i++)
    post(town, i);
  town_fixture_decide(town);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, LIMIT);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, MORE);
  g_assert_cmpint(status_get(town->digest.status, "answers_braked"), ==, 1);
  town_fixture_close(town);
  town_fixture_open(town);
  post(town, MORE);
  town_fixture_decide(town);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, LIMIT);
  g_assert_cmpuint(town_sent_count(town, "ticket"), ==, MORE + 1);
  town_fixture_advance(town, INT64_C(10) * 60000);
  post(town, MORE + 1);
  town_fixture_decide(town);
  g_assert_cmpuint(town_sent_count(town, "confirmation"), ==, LIMIT + 1);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/services/report/brake/holds-and-lets-go",
                  test_brake_holds_and_lets_go);
  return g_test_run();
}

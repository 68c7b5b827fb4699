/* SPDX-License-Identifier: Apache-2.0
 *
 * Mail that comes days late: answers pause after many, however slowly they come
 * in, and a person's word to let them go holds for what is still to come.
 */
#include "daemon/admin/request.h"
#include "tests/support/town_post.h"

enum { LOT = 20, DAY_MS = 86400000 };

/* Some late mails, decided before the next ones are there. */
static void
post_late(TownFixture *town, unsigned count)
{
  for (unsigned i = 0; i < count; i++) {
    g_autofree char *from =
        g_strdup_printf("b%u@example.net", town->serial + 1);
    g_autofree char *text = g_strdup_printf(
        "In der Gartenstraße %u ist ein Schlagloch.", town->serial + 1);
    town_post_mail(town,
                   &(TownMail){.from = from,
                               .text = text,
                               .received_at_ms = town->now_ms - 2 * DAY_MS});
  }
  town_fixture_decide(town);
}

static int64_t
held(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox"
                                  " WHERE state = 'hold'"
                                  " AND kind = 'confirmation'");
}

static void
let_go(TownFixture *town)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(request_answer(&town->digest, "{\"verb\":\"outbox.go\"}", 0,
                               out, &error));
  g_assert_no_error(error);
}

static void
test_late_pauses_however_slow(void)
{
  g_autoptr(TownFixture) town = town_fixture_new(NULL);
  for (unsigned i = 0; i < DIGEST_PAUSE_WAITING / LOT; i++)
    post_late(town, LOT);
  g_assert_cmpint(held(town), ==, 0);
  post_late(town, LOT);
  g_assert_cmpint(held(town), ==, LOT);
  let_go(town);
  g_assert_cmpint(held(town), ==, 0);
  /* The person knows: what is late by the same outage pauses nothing. */
  post_late(town, DIGEST_PAUSE_WAITING + LOT);
  g_assert_cmpint(held(town), ==, 0);
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/daemon/digest/late/pauses-however-slow",
                  test_late_pauses_however_slow);
  return g_test_run();
}

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

/* Numbered anew and stamped with today: what is old by its own date waits for a
 * person, whose word lets it go. */
static void
test_late_restamped(void)
{
  static const struct {
    const char *date;
    bool renumbered, held;
  } rows[] = {
      {"Thu, 01 Jan 2026 10:00:00 +0100", true, true},
      {"Thu, 01 Jan 2026 10:00:00 +0100", false, false},
      {"Tue, 19 May 2026 10:00:00 +0200", true, false},
      {"yesterday", true, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("row %zu", i);
    g_autoptr(TownFixture) town = town_fixture_new(NULL);
    g_autofree char *raw = g_strdup_printf(
        "Return-Path: <ayse@example.net>\r\nFrom: ayse@example.net\r\n"
        "To: " TOWN_MAILBOX "\r\nDate: %s\r\n\r\nEin Schlagloch.\r\n",
        rows[i].date);
    town_post_raw(town, raw, &(TownMail){.renumbered = rows[i].renumbered});
    town_fixture_decide(town);
    g_autofree char *state = town_fixture_text(town, "SELECT state FROM inbox");
    g_assert_cmpstr(state, ==, rows[i].held ? "hold" : "done");
    g_assert_cmpint(town_sent_all(town) == 0, ==, rows[i].held);
    if (!rows[i].held)
      continue;
    g_autofree char *id = town_fixture_text(town, "SELECT id FROM inbox");
    g_autofree char *ask = g_strdup_printf(
        "{\"verb\":\"inbox.retry\",\"arguments\":{\"id\":\"%s\"}}", id);
    g_autoptr(GString) out = g_string_new(NULL);
    g_assert_true(request_answer(&town->digest, ask, 0, out, NULL));
    town_fixture_decide(town);
    g_autofree char *after = town_fixture_text(town, "SELECT state FROM inbox");
    g_assert_cmpstr(after, ==, "done");
  }
}

int
main(int argc, char **argv)
{
  int code = town_fixture_main(&argc, &argv);
  if (code >= 0)
    return code;
  g_test_add_func("/daemon/digest/late/pauses-however-slow",
                  test_late_pauses_however_slow);
  g_test_add_func("/daemon/digest/late/restamped", test_late_restamped);
  return g_test_run();
}

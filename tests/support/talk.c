/* SPDX-License-Identifier: Apache-2.0
 *
 * A person with a telephone.
 */
#include "tests/support/talk.h"

#include "tests/support/words.h"

TownFixture *
talk_town_with_ticket(void)
{
  TownFixture *town = town_fixture_new(NULL);
  town_fixture_secret(town, "1722881738");
  town_text(town, TALK_PHONE, "Schlagloch Gartenstraße 12");
  return town;
}

TownFixture *
talk_town_with_two(const char *command)
{
  TownFixture *town = talk_town_with_ticket();
  g_autoptr(TownSent) first = town_sent(town, "ticket", NULL);
  town_text(town, TALK_PHONE, "Die Laterne am Markt ist aus");
  g_autoptr(TownSent) second = town_sent(town, "ticket", NULL);
  g_assert_cmpint(talk_tickets(town), ==, 2);
  town_reply(town, first, &(TownMail){.text = command});
  town_reply(town, second, &(TownMail){.text = command});
  talk_wait(town, TALK_DAY_MS / 24);
  return town;
}

void
talk_staff(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", NULL);
  g_assert_nonnull(ticket);
  if (ticket != NULL)
    town_reply(town, ticket, &(TownMail){.text = text});
}

void
talk_wait(TownFixture *town, int64_t ms)
{
  town_fixture_advance(town, ms);
  town_fixture_timers(town);
  town_fixture_decide(town);
}

int64_t
talk_tickets(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM ticket");
}

int64_t
talk_held(TownFixture *town)
{
  return town_fixture_count(town,
                            "SELECT count(*) FROM inbox WHERE state = 'hold'");
}

int64_t
talk_opt_outs(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM opt_out");
}

int64_t
talk_sms(TownFixture *town)
{
  return town_fixture_count(town, "SELECT count(*) FROM outbox WHERE channel ="
                                  " 'sms'");
}

void
assert_said(TownFixture *town, const char *kind, const char *words)
{
  g_autoptr(TownSent) sent = town_sent(town, kind, TALK_PHONE);
  g_assert_nonnull(sent);
  if (sent != NULL)
    assert_contains(sent->raw, words);
}

char *
talk_state(TownFixture *town, int serial)
{
  g_autofree char *sql = g_strdup_printf(
      "SELECT state FROM ticket ORDER BY id LIMIT 1 OFFSET %d", serial - 1);
  return town_fixture_text(town, sql);
}

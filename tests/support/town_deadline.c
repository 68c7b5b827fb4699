/* SPDX-License-Identifier: Apache-2.0
 *
 * A hole in the road.
 */
#include "tests/support/town_deadline.h"

TownFixture *
town_with_deadline(void)
{
  TownFixture *town = town_fixture_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(digest_upkeep(&town->digest, &error));
  town_say(town, &(TownMail){.text = "Vor der Gartenstraße 12 ist ein "
                                     "Schlagloch.\n\nRuth Beispiel"});
  return town;
}

void
town_tiefbau_replies(TownFixture *town, const char *text)
{
  g_autoptr(TownSent) ticket = town_sent(town, "ticket", TOWN_TIEFBAU);
  town_reply(town, ticket, &(TownMail){.from = TOWN_TIEFBAU, .text = text});
}

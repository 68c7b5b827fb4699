/* SPDX-License-Identifier: Apache-2.0
 *
 * States out of the store.
 */
#include "tests/support/town_state.h"

char *
town_state(TownFixture *town)
{
  return town_fixture_text(town,
                           "SELECT state FROM ticket ORDER BY id LIMIT 1");
}

void
town_assert_state(TownFixture *town, const char *state)
{
  g_autofree char *is = town_state(town);
  g_assert_cmpstr(is, ==, state);
}

void
town_assert_states(TownFixture *town, const char *states)
{
  g_autofree char *are = town_fixture_text(
      town, "SELECT group_concat(state, ' ') FROM (SELECT state FROM ticket"
            " ORDER BY id)");
  g_assert_cmpstr(are, ==, states);
}

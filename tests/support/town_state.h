/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of a scratch town's tickets.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_STATE_H
#define BOTE_TESTS_SUPPORT_TOWN_STATE_H

#include "tests/support/town_fixture.h"

/* The state of the first ticket; "" when there is none; owned. */
char *town_state(TownFixture *town);
/* Is it in this state? */
void town_assert_state(TownFixture *town, const char *state);
/* The states of all tickets in their order, "new open". */
void town_assert_states(TownFixture *town, const char *states);

#endif

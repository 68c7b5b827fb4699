/* SPDX-License-Identifier: Apache-2.0
 *
 * Crash walks of digest: its process ends at a chosen change of a state, and
 * the town goes on from there.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_WALK_H
#define BOTE_TESTS_SUPPORT_TOWN_WALK_H

#include "tests/support/town_fixture.h"

/* Decide what waits, in a process of its own that ends at the `change`-th
 * change of a state, counted from 1; then start again and decide the rest.
 * True: there were fewer changes, nothing was stopped. */
bool town_walk_step(TownFixture *town, int change);

/* Decide in a process of its own that ends when the `number`-th message of the
 * inbox is done (0: none), or the one with this id (NULL: none); digest is
 * started again, the rest is not decided.  True: nothing was stopped. */
bool town_walk_until_done(TownFixture *town, int number, const char *id);

#endif

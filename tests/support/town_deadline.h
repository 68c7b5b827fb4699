/* SPDX-License-Identifier: Apache-2.0
 *
 * A scratch town with a report that has a deadline, and its department.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_DEADLINE_H
#define BOTE_TESTS_SUPPORT_TOWN_DEADLINE_H

#include "tests/support/town_post.h"

#define TOWN_TIEFBAU "tiefbau@musterhagen.example.org"

/* It is Thursday, 21 May: a hole, due after five working days, on Friday,
 * 29 May. */
TownFixture *town_with_deadline(void);

/* The department replies to the report's newest mail. */
void town_tiefbau_replies(TownFixture *town, const char *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody with a telephone and a town: what tests of the SMS dialogue share.
 */
#ifndef BOTE_TESTS_SUPPORT_TALK_H
#define BOTE_TESTS_SUPPORT_TALK_H

#include "tests/support/town_post.h"

#define TALK_PHONE "+491722881738"
#define TALK_OTHER "+491722881739"
#define TALK_MINUTE_MS INT64_C(60000)
#define TALK_DAY_MS INT64_C(86400000)

/* A town to which TALK_PHONE reported a pothole (26-00001-4). */
TownFixture *talk_town_with_ticket(void);
/* And a lamp (26-00002-…); the department asks, or says that it is done, about
 * both: `command` is its reply. */
TownFixture *talk_town_with_two(const char *command);

/* The department of the newest ticket replies. */
void talk_staff(TownFixture *town, const char *text);

/* Time goes by, and what falls due is done. */
void talk_wait(TownFixture *town, int64_t ms);

int64_t talk_tickets(TownFixture *town);
int64_t talk_held(TownFixture *town);
int64_t talk_opt_outs(TownFixture *town);
/* All SMS of ours, in whatever state. */
int64_t talk_sms(TownFixture *town);

/* The newest SMS of a kind to TALK_PHONE holds these words. */
void assert_said(TownFixture *town, const char *kind, const char *words);

/* The state of the ticket with this serial; owned. */
char *talk_state(TownFixture *town, int serial);

#endif

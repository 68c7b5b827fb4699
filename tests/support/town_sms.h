/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS that digest writes to somebody who did not ask just now, and how many of
 * all SMS go out.
 */
#ifndef BOTE_TESTS_SUPPORT_TOWN_SMS_H
#define BOTE_TESTS_SUPPORT_TOWN_SMS_H

#include "daemon/config.h"
#include "daemon/desk.h"
#include "tests/support/town_fixture.h"

/* A town that brakes no number. */
TownFixture *town_sms_new(void);

/* The settings of its channel. */
ChannelSettings *town_sms_channel(TownFixture *town);

/* Write an SMS.
 *
 * like   members that are zero get the usual: a text of one segment, in German,
 *        to +491722881738
 * Returns what goes, owned, or NULL when nothing does.
 */
char *town_sms_write(TownFixture *town, const DeskSms *like);
/* The same so many times, in one transaction. */
void town_sms_write_many(TownFixture *town, const DeskSms *like, int count);

/* How many SMS are in this state. */
int64_t town_sms_count(TownFixture *town, const char *state);

/* Hand out all that may go; how many SMS are under way then. */
int64_t town_sms_hand_out(TownFixture *town);

#endif

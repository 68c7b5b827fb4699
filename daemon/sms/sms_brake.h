/* SPDX-License-Identifier: Apache-2.0
 *
 * What SMS may cost: a number gets only so many in a day
 * (limits.sms_per_number_per_day), a channel sends only so many segments in a
 * month (monthly_budget).  Days and months are the town's own.  SMS about
 * danger count, but nothing holds them; a table says which texts a spent budget
 * does not hold either.  Mails are none of its business.
 *
 * The day of a number counts rows of the outbox, the month of a channel is the
 * counter "segments|CHANNEL|2026-05".  Both count what is written: one that is
 * taken back later keeps its place, one that goes a second time is counted
 * twice.
 */
#ifndef BOTE_DAEMON_SMS_SMS_BRAKE_H
#define BOTE_DAEMON_SMS_SMS_BRAKE_H

#include "daemon/desk.h"

typedef struct ChannelSettings ChannelSettings;

/* One SMS, as far as it costs something.  All is borrowed. */
typedef struct SmsCharge {
  const ChannelSettings *channel;
  const char *to;   /* E.164 */
  const char *text; /* its name: "confirmation" */
  unsigned segments;
  bool danger;
} SmsCharge;

/* Which brake holds this SMS?
 *
 * out_why   a word for the history, "number-day" or "month-budget"; a literal;
 *           NULL when it may go
 * A STORE_ERROR ends the transaction, here and below.
 */
bool sms_brake_check(Desk *desk, const SmsCharge *charge, const char **out_why,
                     GError **error);

/* Count an SMS that goes once more, because it may not have arrived.
 *
 * text    as it is sent
 */
bool sms_brake_count_repeat(Desk *desk, const ChannelSettings *channel,
                            const char *text, GError **error);

/* Count an SMS after its row was written, and tell a person what there is to
 * tell: a number's cap once a day, 80 and 100 per cent of a budget once each.
 *
 * id    of the row, for the log
 * why   what sms_brake_check() said
 */
bool sms_brake_count(Desk *desk, const SmsCharge *charge, const Id *id,
                     const char *why, GError **error);

#endif

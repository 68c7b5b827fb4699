/* SPDX-License-Identifier: Apache-2.0
 *
 * Suspected advertising: never answered, never deleted unseen.  It is held, and
 * once a week the desk gets one mail with a line for each; the number of a line
 * sent back makes that letter a ticket like any other.
 *
 *   waiting --Monday's list--> listed --the desk's answer--> wanted
 *   listed --retention.hold_days after that mail was sent--> deleted
 *   listed --no mail of the list could be sent--> waiting
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LISTED_H
#define BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LISTED_H

#include "daemon/services/report/letter/report_letter.h"

#define REPORT_LISTED_TIMER "report-listed"
#define REPORT_LISTED_CLEAR_TIMER "report-listed-clear"

/* Does a new matter wait for the list?  A mail that looks like advertising, or
 * whose sender the desk said to send some (#werbung), and nothing else since.
 * Never one that may be a legal or a confidential matter, a colleague's, or one
 * that the desk has asked for. */
bool report_listed_takes(Desk *desk, const Incoming *incoming,
                         const ReportLetter *letter, bool *out_takes,
                         GError **error);
/* Let a mail wait for the next list. */
bool report_listed_add(Desk *desk, const Incoming *incoming, GError **error);

/* The timer: write to the desk what waits. */
bool report_listed_send(Desk *desk, GError **error);

/* The timer REPORT_LISTED_CLEAR_TIMER, daily while anything is listed: delete
 * what the desk could read of long enough, and list once more what it could
 * not.  report_listed_clear.c */
bool report_listed_clear(Desk *desk, GError **error);
/* Set that timer if anything is listed and none is set. */
bool report_listed_plan(Desk *desk, GError **error);

/* The desk answers a list. */
bool report_listed_answer(Desk *desk, const Incoming *incoming,
                          Handled *out_handled, GError **error);

#endif

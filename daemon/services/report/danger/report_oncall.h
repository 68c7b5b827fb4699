/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody on call is alarmed by mail and SMS, one person after the other,
 * until one answers OK (oncall.csv, parsers/config/oncall.h).
 *
 *   open --report_oncall_answer--> taken     open --report_oncall_due--> ended
 *   taken, ended --report_oncall_alarm--> open
 *
 * An alarm ends without an OK when its ticket does, or after some days.  The
 * history of the ticket names lines of oncall.csv, never a person.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_ONCALL_H
#define BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_ONCALL_H

#include "daemon/services/report/report_private.h"

typedef struct OncallShift OncallShift;

/* The timer's kind; its subject is the ticket. */
#define REPORT_ONCALL_TIMER "report-oncall"

/* Begin an alarm about a ticket; one that runs goes on with the new words.
 * Whoever tells of many dangers within an hour is heard in one alarm. */
bool report_oncall_alarm(Desk *desk, const Incoming *incoming,
                         const Ticket *ticket, GError **error);

/* It is time to tell the next person, or the desk. */
bool report_oncall_due(Desk *desk, const char *ticket_id, GError **error);

/* Service.claims: an SMS of somebody who was alarmed and says OK. */
bool report_oncall_claims(Desk *desk, Incoming *incoming, bool *out_claims,
                          GError **error);

/* An answer to an alarm, from whom it went to: OK ends it, all who were told
 * hear so. */
bool report_oncall_answer(Desk *desk, const Incoming *incoming,
                          Handled *out_handled, GError **error);

#endif

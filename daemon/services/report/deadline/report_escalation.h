/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of tickets whose deadline passed: on working mornings their
 * department's deputy and head are told step by step (report_ladder.h), each
 * person in one mail of all that concerns him; and their citizens, once, when a
 * whole working day has gone by.  Whoever acts begins it anew; a ticket that
 * waits for its citizen, or for the day of #wv, is left alone.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_ESCALATION_H
#define BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_ESCALATION_H

#include "daemon/desk.h"

#define REPORT_ESCALATION_TIMER "report-escalation"

/* Service.plan: set the timer of the town. */
bool report_escalation_plan(Desk *desk, GError **error);

/* The timer: look at all departments, once a day, and set it anew. */
bool report_escalation_due(Desk *desk, GError **error);

#endif

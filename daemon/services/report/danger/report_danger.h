/* SPDX-License-Identifier: Apache-2.0
 *
 * What a danger does to a ticket: it is marked, its department's mails say so,
 * whoever wrote is told 112 at once, and somebody on call is alarmed
 * (report_oncall.h).  That a message is about a danger was found before any
 * service saw it (Incoming.danger).
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_DANGER_H
#define BOTE_DAEMON_SERVICES_REPORT_DANGER_REPORT_DANGER_H

#include "daemon/services/report/forward/report_forward.h"

/* Write into a ticket's history what was found; mark it and have somebody
 * alarmed, unless it is long past.  Nothing is done without a danger. */
bool report_danger_mark(Desk *desk, const Incoming *incoming, Ticket *ticket,
                        GError **error);

/* Answer with 112 and 110, or note why not.
 *
 * forward   how the message came; NULL: from the ticket's contact himself
 */
bool report_danger_answer(Desk *desk, const Incoming *incoming,
                          const Ticket *ticket, const ReportForward *forward,
                          GError **error);

/* Add what a text may say of a ticket's danger: "danger_name" (none for a cry
 * for help), and "oncall_listed" where there is anybody to alarm. */
void report_danger_describe(const Desk *desk, const Ticket *ticket,
                            const char *language, json_t *data);

/* The contact of a ticket writes of a danger: his words go on, whatever else
 * they may say; a ticket that was over is open again. */
bool report_danger_follow(Desk *desk, const Incoming *incoming,
                          const char *words, GError **error);

#endif

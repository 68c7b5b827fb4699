/* SPDX-License-Identifier: Apache-2.0
 *
 * STATUS, with the number of a ticket or without, and AUCH.  Anybody can guess
 * numbers and forge a sender: who asks is told state and dates, what may be
 * counted with what, and nothing of anybody.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_STATUS_REPORT_STATUS_H
#define BOTE_DAEMON_SERVICES_REPORT_STATUS_REPORT_STATUS_H

#include "daemon/services/report/report_private.h"
#include "queue/person.h"

/* STATUS, and by SMS a ticket's number alone: the state of that ticket, or of
 * all of his.  By mail it stands in the subject or the first line, and nothing
 * else is said.
 *
 * out_done   false: the text is something else, go on
 */
bool report_handle_status(Desk *desk, const Incoming *incoming,
                          Handled *out_handled, bool *out_done, GError **error);

/* AUCH 417: its writer is counted with that ticket and hears its news, under a
 * number of his own.  Not for what is confidential or dangerous, which is as if
 * it did not exist.
 *
 * out_done   false: it says something else, or more than that of no ticket
 */
bool report_handle_also(Desk *desk, const Incoming *incoming,
                        Handled *out_handled, bool *out_done, GError **error);

/* --- shared --------------------------------------------------------------- */

/* May this message be such a request at all?  A danger is none, nor is what
 * belongs to a department, or what was passed on. */
bool report_may_request(const Incoming *incoming);
/* The line of a mail that may be one: its subject, or its first line; owned.
 *
 * index   0, 1; NULL: there is no such line
 */
char *report_request_line(const Incoming *incoming, unsigned index);
/* What stands in the mail besides that line; owned. */
char *report_request_rest(const Incoming *incoming, unsigned index);

/* Is this ticket nobody's but its contact's? */
bool report_is_secret(const Ticket *ticket);
/* Answer with the state of a ticket; NULL: there is none that he may know of.
 */
bool report_tell_status(Desk *desk, const Incoming *incoming,
                        const Contact *contact, const Ticket *ticket,
                        GError **error);

#endif

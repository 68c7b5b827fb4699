/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies of staff that are not carried out: what is kept of them, and who is
 * told.  Each writes within the transaction; false with a STORE_ERROR ends it.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_REFUSAL_H
#define BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_REFUSAL_H

#include "daemon/services/report/staff/report_authority.h"

/* Is there anything in it that was not to be just a note? */
bool report_asks_for_something(const CommandMail *commands);

/* Write what was said into the ticket's history.
 *
 * what   "note", "refused" */
bool report_add_note(Desk *desk, const Incoming *incoming, const char *what,
                     const char *words, GError **error);
/* The same, and why it does no more (bote inbox show). */
bool report_only_note(Desk *desk, const Incoming *incoming,
                      const CommandMail *commands, const char *why,
                      GError **error);

/* A foreign sender, or a false one: the desk is alarmed, at most once a day for
 * each ticket and sender; what came between stands in the next alarm. */
bool report_refuse(Desk *desk, const Incoming *incoming,
                   const CommandMail *commands, GError **error);

/* No token of this assignment: a note, and an answer if it was to be more.
 *
 * listed   he may have the token of the present one */
bool report_note_without_token(Desk *desk, const Incoming *incoming,
                               const CommandMail *commands, bool listed,
                               GError **error);

/* Nobody said that he may (report_authority_ask.c): a note, and he is told. */
bool report_deny(Desk *desk, const Incoming *incoming,
                 const CommandMail *commands, const ReportStanding *standing,
                 GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody wants something done with his data (ERASE, ACCESS, NEW NUMBER by
 * SMS): a ticket for the desk, which says whether the code that we sent to his
 * number came back.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_REQUEST_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_REQUEST_H

#include "daemon/service.h"

/* The text that confirms it; NULL: it is no such request.  A literal. */
const char *report_request_text(const Incoming *incoming);

/* Write into a new ticket's history what is wanted, and whether it is proved.
 * Nothing is done for any other message. */
bool report_request_remember(Desk *desk, const Incoming *incoming,
                             const Ticket *ticket, GError **error);

/* Add `request` to what the department is told; not for any other ticket. */
bool report_request_describe(Desk *desk, const Ticket *ticket, json_t *data,
                             GError **error);

#endif

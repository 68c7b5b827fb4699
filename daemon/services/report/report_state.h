/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom the report service serves in its state (town.yaml): everybody, listed
 * addresses only, nobody.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_REPORT_STATE_H
#define BOTE_DAEMON_SERVICES_REPORT_REPORT_STATE_H

#include "daemon/desk.h"

/* service_answers() for the contact of a ticket.  False: no answer goes there,
 * his matters go to the desk. */
bool report_answers_ticket(Desk *desk, const Ticket *ticket, bool *out_answers,
                           GError **error);

/* Add for the desk what the service would have done with a ticket if it were
 * open to the writer: whose it would be, and which state keeps it back. */
void report_state_describe(const Desk *desk, const Department *would_be,
                           json_t *data);

#endif

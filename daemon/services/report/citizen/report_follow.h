/* SPDX-License-Identifier: Apache-2.0
 *
 * A NEIN to what was closed too long ago to be opened again: a matter of its
 * own, which names the earlier one.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_FOLLOW_H
#define BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_FOLLOW_H

#include "daemon/services/report/report_private.h"

/* Make a ticket of what the contact of incoming->belonging.ticket writes: of
 * the same category and place where his words tell no other.  Both histories
 * name the other's number, confirmation and ticket mail the earlier one's. */
bool report_follow(Desk *desk, const Incoming *incoming, Handled *out_handled,
                   GError **error);

#endif

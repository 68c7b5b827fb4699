/* SPDX-License-Identifier: Apache-2.0
 *
 * Stars: asked for when a citizen says that it is solved, one row a ticket,
 * which he may change.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_RATING_H
#define BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_RATING_H

#include "daemon/services/report/report_private.h"

/* Ask him; once for each ticket. */
bool report_rating_ask(Desk *desk, const Incoming *incoming,
                       const Ticket *ticket, GError **error);

/* Keep the stars of incoming->belonging.ticket, and thank for them.
 *
 * text      his own first line
 * out_done  false: it gives none, or is a bare number that nobody asked for
 */
bool report_rating_take(Desk *desk, const Incoming *incoming, const char *text,
                        bool *out_done, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The confirmation of a new matter.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CONFIRM_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_CONFIRM_H

#include "daemon/services/report/intake/report_matter.h"

/* Did anything come that may show the matter?  The logo of a signature, a
 * business card and a signature's file show nothing. */
bool report_shows_something(const Incoming *incoming);

/* Confirm a new ticket to its contact, or note why not; sets
 * matter->is_told. */
bool report_confirm(Desk *desk, const Incoming *incoming, ReportMatter *matter,
                    const Ticket *ticket, GError **error);

#endif

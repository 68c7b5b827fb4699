/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk's mail about a letter says besides: what was understood of it
 * and why, and the likely answers, each a line to send back and a button.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_DESK_H
#define BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_DESK_H

#include "daemon/services/report/report_private.h"

/* Is it the desk's to say what this letter is and whose?  Not of what somebody
 * is in danger by, and not of a category that is the desk's own. */
bool report_desk_sorts(const Desk *desk, const Ticket *ticket);

/* Add "understood" and "choices" (templates/README.md) to a mail to the desk.
 */
bool report_desk_describe(Desk *desk, const Ticket *ticket,
                          const char *language, json_t *data, GError **error);

#endif

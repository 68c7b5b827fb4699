/* SPDX-License-Identifier: Apache-2.0
 *
 * Reports of the same thing (#doppelt): what its writers hear and say.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_SAME_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_SAME_H

#include "daemon/services/report/commands/report_commands.h"

/* The ticket that this one is the same as.
 *
 * out   owned by the caller; NULL: it stands for itself
 */
bool report_find_original(Desk *desk, const Ticket *ticket, Ticket **out,
                          GError **error);

/* Tell news of the call's ticket to everybody whose report is the same, each
 * about his own number, and note how many they are.  A text that names the
 * first one goes to nobody else.
 *
 * news   as it went to the first; its data are gone
 * data   what the command gives to the text; stolen
 */
bool report_tell_supporters(StaffCall *call, const ReportNews *news,
                            json_t *data, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers that people at the town hall gave past us.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_SENT_H
#define BOTE_DAEMON_SERVICES_REPORT_CITIZEN_REPORT_SENT_H

#include "daemon/service.h"

/* File what was sent to the citizen as the town's answer.  Nobody is written
 * to, and the state stays: what was meant by it is for a person to say. */
bool report_file_sent(Desk *desk, const Incoming *incoming, GError **error);

#endif

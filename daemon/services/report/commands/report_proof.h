/* SPDX-License-Identifier: Apache-2.0
 *
 * Photos attached to #erledigt as proof.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_PROOF_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_PROOF_H

#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/department/report_enclose.h"

/* The pictures of the call's mail that may go along to the citizen: copies
 * without metadata, no logo, no other file.  out: enclosures_init() it. */
bool report_enclose_proof(StaffCall *call, Enclosures *out, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * A department's plain words as a proposal: asked back once, carried out when
 * it says yes.
 *
 *   note -- "proposed" --> yes: executed as its own command
 *                      --> anything else: as if nobody had asked
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_PROPOSAL_H
#define BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_PROPOSAL_H

#include "daemon/services/report/commands/report_commands.h"

/* What a reply without a command proposes, as a mail with its command; NULL:
 * nothing, or it was asked about already.  Owned by the caller. */
bool report_find_proposal(StaffCall *call, char **out_text, GError **error);
/* Ask the sender whether that is meant, and remember it. */
bool report_propose(StaffCall *call, const char *proposed, GError **error);
/* The commands that a reply which says yes agrees to; *out NULL: it says no
 * such thing, or nothing is open.  Owned by the caller. */
bool report_agreed(StaffCall *call, CommandMail **out, GError **error);

#endif

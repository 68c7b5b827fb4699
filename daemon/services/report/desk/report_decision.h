/* SPDX-License-Identifier: Apache-2.0
 *
 * Decisions of the desk.  Several clerks read the same mail: the first decision
 * counts, and whoever answers that mail later learns of it.  A decision ends
 * the token of the mail it answers, so that nobody overrules it unknowingly;
 * with the mail that tells him of it he may.  All are kept to learn from.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_DECISION_H
#define BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_DECISION_H

#include "daemon/services/report/commands/report_commands.h"

/* Rows of report_decision d that stand; those about somebody who was erased
 * went with him. */
#define REPORT_DECISION_STANDING                                               \
  " d.undone_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM ticket t"             \
  " JOIN person p ON p.id = t.person_id WHERE t.id = d.ticket_id"              \
  " AND p.erased_at_ms IS NOT NULL)"

/* How a ticket was before a mail of commands was carried out. */
typedef struct ReportBefore {
  bool is_desks; /* it was the desk's */
  unsigned assignment;
} ReportBefore;

ReportBefore report_decision_before(const StaffCall *call);

/* Keep what the desk decided by a mail that was carried out, and who sends
 * advertising, whoever says so; both teach (report_taught.h).  Nothing when the
 * commands decide nothing. */
bool report_decision_keep(StaffCall *call, const CommandMail *commands,
                          const ReportBefore *before, GError **error);

/* The mail's commands were taken back. */
bool report_decision_undo(Desk *desk, const char *inbox_id, GError **error);

/* A mail of commands with the token of an assignment that is over.  Where a
 * decision of the desk ended it: his own goes on, or there is none any more,
 * then it is obeyed; somebody was first, then he is told, and nothing changes.
 *
 * out_done   false: no decision ended it, go on
 */
bool report_decision_meet(Desk *desk, const Incoming *incoming,
                          const CommandMail *commands, bool *out_done,
                          GError **error);

#endif

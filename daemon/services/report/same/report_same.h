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

/* Note with a ticket what the contact of one that is the same did, by the
 * message that belongs to that one. */
bool report_same_note(Desk *desk, const Incoming *incoming,
                      const Ticket *original, const char *what, GError **error);

/* The words and pictures of a ticket go to the department of the one that it is
 * the same as now, unless that is its own, which has them. */
bool report_same_hand_over(Desk *desk, const Ticket *ticket,
                           const Ticket *original, GError **error);

/* What a reply of staff to a ticket that is the same as another is about. */
typedef struct ReportLanding {
  Ticket *original; /* the other one; owned.  NULL: it is about that ticket, for
                       it is the same as none, or that is what it says */
  bool refused;     /* the other one is another department's */
} ReportLanding;

void report_landing_clear(ReportLanding *landing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportLanding, report_landing_clear)

bool report_same_land(Desk *desk, const Ticket *ticket,
                      const CommandMail *commands, ReportLanding *out,
                      GError **error);

/* What the text of a piece of news is told for a reader of this ticket; new. */
typedef json_t *(*ReportNewsData)(const StaffCall *call, const Ticket *reader,
                                  const void *user);

/* Tell news of the call's ticket to everybody whose report is the same: each
 * once, in his language and about his own number, unless he stopped that of
 * this one; and note how many they are.  A text that names the first one goes
 * to nobody else.
 *
 * news   as it went to the first; its data are gone
 */
bool report_tell_supporters(StaffCall *call, const ReportNews *news,
                            ReportNewsData data, const void *user,
                            GError **error);

#endif

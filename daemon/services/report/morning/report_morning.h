/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of the morning: one mail a department and working day, of what is
 * overdue, due and new to it.  In quiet mode (departments.yaml, `mail:
 * morning`) it stands in place of single ticket mails.
 *
 *   item: --report_morning_keep, report_morning_note--> noted --list--> told
 *
 * A list goes once a day, whatever crashes: what went is written with it.  A
 * morning that was missed is made up for until noon; later the next one tells
 * all.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_MORNING_REPORT_MORNING_H
#define BOTE_DAEMON_SERVICES_REPORT_MORNING_REPORT_MORNING_H

#include "daemon/services/report/department/report_handover.h"

#define REPORT_MORNING_TIMER "report-morning"

/* Why a ticket stands in the next list, in the order of the list. */
#define REPORT_MORNING_AGAIN "again"       /* #wv */
#define REPORT_MORNING_REOPENED "reopened" /* the citizen said NEIN */
#define REPORT_MORNING_NEW "new"
#define REPORT_MORNING_ADDED "added" /* the citizen wrote again */
#define REPORT_MORNING_GONE "gone"   /* was taken from them */

/* Service.plan: set the timers of all departments anew. */
bool report_morning_plan(Desk *desk, GError **error);

/* A department's timer is due: send its list if there is anything in it, and
 * set the timer for the next working morning. */
bool report_morning_due(Desk *desk, const char *department_id, GError **error);

/* Does a ticket wait for its department's list instead of going at once?
 * Dangers, what is confidential or of no category (which may be a legal
 * letter), and what is due before the list do not. */
bool report_morning_waits(const Desk *desk, const Department *department,
                          const Ticket *ticket, const ReportHandover *handover);
/* Note a ticket that waits. */
bool report_morning_keep(Desk *desk, const Department *department,
                         const Ticket *ticket, const ReportHandover *handover,
                         GError **error);

/* A department in quiet mode hears of this in its next list. */
bool report_morning_note(Desk *desk, const char *department_id,
                         const Ticket *ticket, const char *what,
                         GError **error);

/* Does a list go to this department at all? */
bool report_morning_has_list(const Department *department);
/* When a ticket that is to be seen again on a day has to be noted, so that the
 * list of that morning has it; minutes since midnight. */
int report_morning_minutes_before(const Department *department);

/* A reply to a list, which is about no ticket: nothing is carried out, the
 * writer is told how to answer.  From anybody outside the administration it is
 * a new matter. */
bool report_handle_morning_reply(Desk *desk, const Incoming *incoming,
                                 Handled *out_handled, GError **error);

/* --- report_morning_list.c, report_morning_desk.c ------------------------- */

/* A list as the text `morning` wants it. */
typedef struct MorningList {
  json_t *data;
  bool is_worth;   /* there is something to tell */
  GPtrArray *told; /* char *: ids of tickets that stood among the items */
} MorningList;

void morning_list_clear(MorningList *list);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MorningList, morning_list_clear)

/* Write the list of a department.
 *
 * language   of its reader
 * out        cleared by the caller
 */
bool report_morning_write(Desk *desk, const Department *department,
                          const char *language, MorningList *out,
                          GError **error);

/* One ticket of a list, as the text `morning` wants it; owned by the caller.
 *
 * language   of the reader
 */
json_t *report_morning_ticket(Desk *desk, const char *ticket_id,
                              const char *language, GError **error);

/* Add what the desk reads of all departments: overdue, lost, held. */
bool report_morning_add_town(Desk *desk, const char *language,
                             MorningList *list, GError **error);
/* Add who is away: for the desk all, for others themselves, their deputy and
 * those they stand in for. */
bool report_morning_add_absences(Desk *desk, const Department *department,
                                 const char *language, MorningList *list,
                                 GError **error);

#endif

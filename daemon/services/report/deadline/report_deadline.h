/* SPDX-License-Identifier: Apache-2.0
 *
 * The one date by which a citizen may expect to hear of his ticket, which is
 * the ticket's deadline: told with the confirmation, corrected once when it has
 * moved and nobody takes that back, and admitted when it has passed.  The clock
 * stands still while a ticket waits for its citizen.
 *
 *   known --the deadline moves--> moved --timer: a working day away--> known
 *   moved --the same day again, or news that tell it--> known
 *   known --its day is over--> missed --the deadline moves--> moved
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_DEADLINE_H
#define BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_DEADLINE_H

#include "daemon/services/report/report_private.h"

#define REPORT_EXPECTED_TIMER "report-expected"

/* Set a deadline, and have its citizen told of it unless other news do that.
 *
 * not_before_ms   until then it may be taken back
 */
bool report_deadline_set(Desk *desk, Ticket *ticket, int64_t due_at_ms,
                         int64_t not_before_ms, GError **error);

/* News of this mail of commands tell the date. */
bool report_deadline_told(Desk *desk, const Ticket *ticket, int64_t due_at_ms,
                          const char *inbox_id, GError **error);
/* They were taken back before they went. */
bool report_deadline_untold(Desk *desk, const Ticket *ticket,
                            const char *inbox_id, GError **error);

/* Its department did something: what is escalated begins anew. */
bool report_deadline_acted(Desk *desk, const Ticket *ticket, GError **error);

/* It begins to wait for its citizen, if it does not yet. */
bool report_deadline_pause(Desk *desk, const Ticket *ticket, GError **error);
/* If it waits it is open now, and the deadline moves by the working days that
 * it did.  What answers the citizen then tells the new one. */
bool report_deadline_resume(Desk *desk, Ticket *ticket, GError **error);

/* It is not solved after all, and open: the category's deadline runs anew.
 * What answers the citizen then tells the date. */
bool report_deadline_reopen(Desk *desk, Ticket *ticket, GError **error);

/* The category is about to change: a deadline that came from the old one comes
 * from the new one then; one that somebody set stays. */
bool report_deadline_recategorise(Desk *desk, Ticket *ticket,
                                  const Category *after, int64_t not_before_ms,
                                  GError **error);

/* The timer: tell the date if it is another day than its citizen knows. */
bool report_deadline_tell(Desk *desk, Ticket *ticket, GError **error);

/* May its citizen hear of dates?  Not of a letter that is no report, nor of
 * what is confidential. */
bool report_deadline_is_public(const Ticket *ticket);

/* A step of the escalation was taken (report_ladder.h). */
bool report_deadline_stepped(Desk *desk, const Ticket *ticket, int step,
                             GError **error);

/* The start of a day that is so many working days from now, and so many days
 * more. */
int64_t report_day_start_ms(const Desk *desk, int working_days, int days);

/* Tell its citizen that the date he knows has passed.
 *
 * told_ms   that date
 */
bool report_deadline_miss(Desk *desk, const Ticket *ticket, int64_t told_ms,
                          GError **error);

#endif

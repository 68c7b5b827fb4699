/* SPDX-License-Identifier: Apache-2.0
 *
 * Does a department read its mail?  A note of absence and a mail that came back
 * say no; a person who writes from there says yes.  And who gets its tickets
 * while it does not.
 *
 *   there --note of absence--> away --its day, or a person's mail--> there
 *   there --a ticket mail came back--> lost --any mail from there--> there
 *
 * An address that is changed in departments.yaml is another one, and there.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_PRESENCE_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_PRESENCE_H

#include "daemon/services/report/report_private.h"

enum { REPORT_AWAY_DAYS = 3 }; /* working days, when no day is named */

/* Service.hears: a machine wrote about a ticket.  It is believed when it came
 * from an address that gets tickets, with the token of one.  Nothing is ever
 * answered to it; the desk is told once, when the absence begins. */
bool report_hear_machine(Desk *desk, const Incoming *incoming, GError **error);

/* A person wrote: whoever it is, his department is there again. */
bool report_hear_person(Desk *desk, const Incoming *incoming, GError **error);

/* Mark the addresses of a ticket's department from which its mail came back,
 * and hand it to those who get it instead.  What was sent is not sent again.
 */
bool report_note_lost(Desk *desk, const Ticket *ticket, GError **error);

/* Mark the addresses of a department from which its last list of the morning
 * came back; what stood in it stands in the next one again. */
bool report_note_lost_list(Desk *desk, const Department *department,
                           GError **error);

/* Is the department away now?
 *
 * out_back_at_ms  when somebody is back; 0: it is not away
 */
bool report_is_away(Desk *desk, const Department *department,
                    int64_t *out_back_at_ms, GError **error);

/* Somebody who gets a ticket mail. */
typedef struct ReportReceiver {
  const char *address;              /* borrowed from the town */
  const Department *of;             /* whose address it is */
  const Department *for_department; /* for which it stands in; NULL: its own */
  int64_t back_at_ms;               /* when that one is back; 0: its mail does
                                       not arrive */
  bool unconfirmed; /* that one has to say OK first (report_address.h) */
  bool after_hours; /* nobody is there until back_at_ms, by its working hours */
} ReportReceiver;

/* Who gets the tickets of a department now (ReportReceiver), owned by the
 * caller: its addresses that work; outside its working hours, those of whoever
 * is named for that; while it is away, those of its deputy, or of
 * the desk when the deputy is away, too; the desk when none works.  Never
 * empty, no address twice. */
GArray *report_receivers(Desk *desk, const Department *department,
                         GError **error);

/* Tell in a mail why somebody gets what is another's (partial handover-why). */
void report_add_reason(Desk *desk, const ReportReceiver *receiver,
                       const char *language, json_t *data);

/* May this address act for the department: is it listed, or by who stands in
 * for it, or by the desk, which stands in for all? */
bool report_acts_for(const Town *town, const Department *department,
                     const char *address);

#endif

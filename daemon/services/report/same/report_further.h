/* SPDX-License-Identifier: Apache-2.0
 *
 * What a department gets to see of a ticket that several people told of: one
 * ticket, their number, and what each of the others wrote and showed.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_FURTHER_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_FURTHER_H

#include "daemon/services/report/department/report_handover.h"

/* Who wrote what is handed over: the ticket of one who told of the same, else
 * the ticket itself. */
const Ticket *report_teller(const Ticket *ticket,
                            const ReportHandover *handover);

/* Add `teller` to what is told of a handover: of which ticket he is who wrote.
 */
void report_further_tell(const ReportHandover *handover, json_t *data);

/* One mail to a department about a ticket. */
typedef struct ReportFurther {
  const Ticket *ticket;
  const ReportHandover *handover;
  const Department *reader;
} ReportFurther;

/* Add `further` to a ticket mail: the words of the others, as its reader may
 * see them.  Nothing for any other mail. */
bool report_further_describe(Desk *desk, const ReportFurther *mail,
                             json_t *data, GError **error);

/* Add their pictures and files (StoredAttachment *) to those of a ticket.  The
 * array owns them. */
bool report_further_attachments(Desk *desk, const Ticket *ticket,
                                const ReportHandover *handover,
                                GPtrArray *attachments, GError **error);

#endif

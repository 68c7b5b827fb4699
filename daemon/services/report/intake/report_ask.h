/* SPDX-License-Identifier: Apache-2.0
 *
 * "Siehe Foto", or nothing at all: what and where is asked once, by the channel
 * the message came.  Nobody gets a ticket without words or place meanwhile.
 *
 *   new --report_ask_begin()--> waiting (REPORT_ASK_TIMER is set)
 *   waiting --the answer, report_ask_complete()--> open, at its department
 *   waiting --REPORT_ASK_DAYS, report_ask_expire()--> open, at the desk
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_ASK_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_ASK_H

#include "daemon/services/report/department/report_handover.h"
#include "daemon/services/report/intake/report_matter.h"

#define REPORT_ASK_TIMER "report-ask"
enum { REPORT_ASK_DAYS = 3 };

/* Does a new matter say so little that only its citizen can tell more? */
bool report_ask_is_needed(const Incoming *incoming, const ReportMatter *matter,
                          const Ticket *ticket);
/* He was asked (ReportMatter.is_told): the ticket waits for him. */
bool report_ask_begin(Desk *desk, const Incoming *incoming, Ticket *ticket,
                      GError **error);
/* Does this ticket wait for that answer? */
bool report_ask_is_open(Desk *desk, const Ticket *ticket, bool *out_is,
                        GError **error);
typedef struct ReportAskAnswer {
  Ticket *ticket;
  const char *words;
  bool abuse; /* they may insult or threaten: the desk reads them first */
} ReportAskAnswer;

/* The answer: the same ticket has its words, place and department, and is
 * confirmed. */
bool report_ask_complete(Desk *desk, const Incoming *incoming,
                         const ReportAskAnswer *answer, GError **error);
/* The first mail to a department of what was held back, with the pictures of
 * the message and of the answer.
 *
 * incoming   the answer; NULL: none came
 * handover   words and marks; text, inbox_id and attachments are set here
 */
bool report_ask_hand_over(Desk *desk, const Incoming *incoming,
                          const Ticket *ticket, ReportHandover *handover,
                          GError **error);
/* Nobody answered: the desk gets what there is. */
bool report_ask_expire(Desk *desk, Ticket *ticket, GError **error);

#endif

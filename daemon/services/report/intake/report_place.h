/* SPDX-License-Identifier: Apache-2.0
 *
 * Where is it?  A report whose category needs a place, and of which none is
 * sure, is confirmed with one question: among numbered choices, or openly.
 * Where the place decides which department it is, the ticket waits for the
 * answer, but not for long; else the department has it meanwhile.
 *
 *   new --report_place_begin()--> new, with its department
 *   new --report_place_begin()--> waiting (REPORT_PLACE_TIMER is set)
 *   waiting --the answer, report_place_take()--> open, at its department
 *   waiting --REPORT_PLACE_DAYS, report_place_expire()--> open, at the
 *           category's department
 * A later answer moves the ticket to the department of the place.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_PLACE_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_PLACE_H

#include "daemon/services/report/intake/report_matter.h"
#include "queue/question.h"

#define REPORT_PLACE_TIMER "report-place"
enum {
  REPORT_PLACE_DAYS = 1,      /* so long a department waits */
  REPORT_PLACE_OPEN_DAYS = 7, /* so long an SMS may be the answer */
};

/* --- asking --------------------------------------------------------------- */

/* Does a new matter need the question?  Sets matter->where.  Who cannot be
 * asked, and a danger, never waits. */
bool report_place_look(Desk *desk, const Incoming *incoming,
                       ReportMatter *matter, const Ticket *ticket,
                       GError **error);
/* The number of a question's first choice.  By SMS nothing but the number says
 * which question is answered: those of a second one go on behind those of the
 * first. */
bool report_place_first(Desk *desk, const Contact *contact, unsigned *out_first,
                        GError **error);
/* What the text of a question is told: "ask_place" or "place_choices". */
void report_place_tell(Desk *desk, const ReportWhere *where,
                       const Ticket *ticket, json_t *data);
/* The question is on its way. */
bool report_place_begin(Desk *desk, const Incoming *incoming,
                        const ReportWhere *where, Ticket *ticket,
                        GError **error);

/* --- the answer: report_place_answer.c ------------------------------------ */

typedef struct ReportPlaceAnswer {
  Ticket *ticket;
  const char *words;
  bool abuse; /* they may insult or threaten, and say no place */
} ReportPlaceAnswer;

/* The question about this ticket that is open; *out NULL: none is; owned. */
bool report_place_question(Desk *desk, const Ticket *ticket, Question **out,
                           GError **error);
/* Does its department wait for the answer? */
bool report_place_is_held(Desk *desk, const Ticket *ticket, bool *out_is,
                          GError **error);

/* Take what the citizen of a ticket writes as the answer.
 *
 * out_taken   false: nothing was asked, or he says nothing of a place; a ticket
 *             that waited for it waits no longer
 */
bool report_place_take(Desk *desk, const Incoming *incoming,
                       const ReportPlaceAnswer *answer, bool *out_taken,
                       GError **error);
/* Nobody answered in time. */
bool report_place_expire(Desk *desk, Ticket *ticket, GError **error);
/* Somebody else said where it is: nobody is asked any more. */
bool report_place_settle(Desk *desk, const Ticket *ticket, GError **error);

#endif

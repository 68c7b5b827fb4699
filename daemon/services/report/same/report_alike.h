/* SPDX-License-Identifier: Apache-2.0
 *
 * Is what somebody writes now what he told before?  Pure: words, category and
 * place against those of a ticket of his.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_ALIKE_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_ALIKE_H

#include "queue/ticket.h"

/* What was written, and what was understood of it. */
typedef struct ReportSaid {
  const char *text;     /* never NULL */
  bool again, another;  /* what it asks for, see wish/wish.h */
  const char *category; /* id; NULL: none was found */
  const char *place;    /* in words; NULL: none was found */
  Place point;          /* has_point false: none */
  int64_t at_ms;
} ReportSaid;

/* Another category or another place make it another matter, and so does "noch
 * ein Schlagloch".  Else it is the same when it says so ("immer noch", and
 * nothing that the ticket knows nothing of), when category and place are the
 * same, or when the words are.  A ticket that has ended is meant only by who
 * says so. */
bool report_is_alike(const ReportSaid *said, const Ticket *before);

#endif

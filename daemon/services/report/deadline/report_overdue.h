/* SPDX-License-Identifier: Apache-2.0
 *
 * The mails of a morning about what is overdue: one for each person, with all
 * departments he is told about.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_OVERDUE_H
#define BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_OVERDUE_H

#include "daemon/desk.h"
#include "daemon/services/report/deadline/report_ladder.h"

typedef struct OverdueMails OverdueMails;

OverdueMails *report_overdue_new(void);
void report_overdue_free(OverdueMails *mails);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OverdueMails, report_overdue_free)

/* Tickets of a department. */
typedef struct OverdueGroup {
  const Department *department;
  ReportStep step;      /* who is told; none: the department, that they will be
                           due */
  const GPtrArray *ids; /* char *: of tickets, worst first */
} OverdueGroup;

/* Add them to the mails of all who are to be told. */
bool report_overdue_add(Desk *desk, OverdueMails *mails,
                        const OverdueGroup *group, GError **error);

/* Put the mails into the outbox.
 *
 * day   "2026-05-21": nobody gets two on one */
bool report_overdue_send(Desk *desk, OverdueMails *mails, const char *day,
                         GError **error);

#endif

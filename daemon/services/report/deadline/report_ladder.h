/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is told of an overdue ticket, and when: its department's deputy, then its
 * head (departments.yaml, `escalation`).  Knows no ticket.
 *
 *   none --deputy_days--> deputy --head_days--> head
 *
 * A step whose people the town does not name is left out.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_LADDER_H
#define BOTE_DAEMON_SERVICES_REPORT_DEADLINE_REPORT_LADDER_H

#include "parsers/config/department.h"

typedef enum ReportStep {
  REPORT_STEP_NONE,
  REPORT_STEP_DEPUTY,
  REPORT_STEP_HEAD,
} ReportStep;

/* "deputy" */
const char *report_step_to_string(ReportStep step);

/* The step that is due now.
 *
 * done   the last one that was taken
 * days   working days since the deadline, or since somebody acted on it
 * Returns REPORT_STEP_NONE when there is nothing to do.
 */
ReportStep report_ladder_next(const Department *department, ReportStep done,
                              int days);

/* The last one this department has. */
ReportStep report_ladder_top(const Department *department);

#endif

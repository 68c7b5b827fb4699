/* SPDX-License-Identifier: Apache-2.0
 *
 * One step a morning, never two.
 */
#include "daemon/services/report/deadline/report_ladder.h"

const char *
report_step_to_string(ReportStep step)
{
  static const char *const names[] = {"none", "deputy", "head"};
  return names[step];
}

static bool
has_head(const Department *department)
{
  return department->escalation.head->len > 0;
}

static bool
has_deputy(const Department *department)
{
  return department->deputy != NULL &&
         (has_head(department) || department->escalation.deputy_days > 0);
}

static int
deputy_days(const Department *department)
{
  int days = department->escalation.deputy_days;
  return days > 0 ? days : DEPARTMENT_DEPUTY_DAYS;
}

ReportStep
report_ladder_next(const Department *department, ReportStep done, int days)
{
  if (done < REPORT_STEP_DEPUTY && has_deputy(department))
    return days >= deputy_days(department) ? REPORT_STEP_DEPUTY
                                           : REPORT_STEP_NONE;
  return done < REPORT_STEP_HEAD && has_head(department) &&
                 days >= department->escalation.head_days
             ? REPORT_STEP_HEAD
             : REPORT_STEP_NONE;
}

ReportStep
report_ladder_top(const Department *department)
{
  if (has_head(department))
    return REPORT_STEP_HEAD;
  return has_deputy(department) ? REPORT_STEP_DEPUTY : REPORT_STEP_NONE;
}

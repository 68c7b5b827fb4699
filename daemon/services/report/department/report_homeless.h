/* SPDX-License-Identifier: Apache-2.0
 *
 * Open tickets of departments that the town's files have no more: the desk gets
 * them, or nobody would read them again.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_HOMELESS_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_HOMELESS_H

#include "daemon/services/report/report_private.h"

#define REPORT_HOMELESS_TIMER "report-homeless"

enum {
  /* So many mails at once can be read; the next ones come after a pause. */
  REPORT_HOMELESS_LOT = 20,
  REPORT_HOMELESS_PAUSE_MS = 10 * 60 * 1000,
};

/* At each start: log departments and categories that open tickets have and the
 * town has not, and plan to give such departments' tickets to the desk. */
bool report_homeless_plan(Desk *desk, GError **error);
/* The timer is due: give it some. */
bool report_homeless_due(Desk *desk, GError **error);

#endif

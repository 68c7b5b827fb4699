/* SPDX-License-Identifier: Apache-2.0
 *
 * The report of a month for a department's head and the council office: what
 * came and was solved, how long it took, what is overdue, the oldest open
 * reports, and what changed against the month before.  No persons; no median
 * and no average where few say little (REPORT_FEW).
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_MONTH_H
#define BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_MONTH_H

#include "daemon/services/report/figures/report_figures.h"

#define REPORT_MONTH_TIMER "report-month"

enum { REPORT_OLDEST_MAX = 10 };

/* A month of the town, and whose. */
typedef struct ReportMonth {
  ReportPeriod period, before;  /* it, and the one before it */
  const Department *department; /* NULL: of the whole town */
} ReportMonth;

/* Read "2026-10".
 *
 * False: it is no month, or has not begun. */
bool report_month_parse(const Desk *desk, const char *text, ReportMonth *out);
/* The month before the present one. */
void report_month_last(const Desk *desk, ReportMonth *out);

/* Count.
 *
 * Returns an object, owned by the caller; what it holds stands in the guide
 * (docs/guide/deadlines.md).  NULL: STORE_ERROR.
 */
json_t *report_month_figures(Desk *desk, const ReportMonth *month,
                             GError **error);

/* The variables of the text `month` in a language, owned. */
json_t *report_month_data(Desk *desk, const ReportMonth *month,
                          const json_t *figures, const char *language);

/* Service.plan: set the timer of the first working morning of a month. */
bool report_month_plan(Desk *desk, GError **error);
/* The timer: send last month's reports, each once. */
bool report_month_due(Desk *desk, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * How the report service did in a period: numbers only, of which none can be
 * taken back to a person.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_FIGURES_H
#define BOTE_DAEMON_SERVICES_REPORT_FIGURES_REPORT_FIGURES_H

#include "daemon/desk.h"

/* From the first millisecond to the one before the last. */
typedef struct ReportPeriod {
  int64_t from_ms, until_ms;
} ReportPeriod;

/* Fewer than these, and a share or a median says more than is known. */
enum { REPORT_FEW = 10 };

/* Count.
 *
 * Returns an object, owned by the caller; what it holds stands in the guide
 * (docs/guide/phases.md).  What is not known is not in it.  NULL: STORE_ERROR.
 */
json_t *report_figures(Desk *desk, const ReportPeriod *period, GError **error);

#endif

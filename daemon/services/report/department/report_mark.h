/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the addresses of departments: that nobody is there, that
 * mails come back, that one was asked whether it is right, that it said so.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_MARK_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_MARK_H

#include "daemon/desk.h"

typedef struct ReportMark {
  const Department *department;
  const char *address;
  const char *what; /* "away", "lost", "asked", "confirmed" */
  int64_t until_ms; /* "away": back then; 0: until one hears from there */
} ReportMark;

/* Keep it; where it is known, `until_ms` alone changes. */
bool report_mark_set(Desk *desk, const ReportMark *mark, GError **error);

/* Is it known, whatever its `until_ms`? */
bool report_mark_is_set(Desk *desk, const ReportMark *mark, bool *out_is,
                        GError **error);

#endif

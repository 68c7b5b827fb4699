/* SPDX-License-Identifier: Apache-2.0
 *
 * What is surely somebody else's: another municipality's, a road of the Land's
 * (town_elsewhere.h).  Its writer is told whose it is, and it is counted; where
 * the town wants a ticket all the same, its confirmation tells.
 *
 *   new --report_elsewhere_take()--> held, its writer is told
 *   held --"doch hier", report_elsewhere_hear()--> decided again, as the town's
 *   held --REPORT_ELSEWHERE_DAYS--> done, without a ticket
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_ELSEWHERE_REPORT_ELSEWHERE_H
#define BOTE_DAEMON_SERVICES_REPORT_ELSEWHERE_REPORT_ELSEWHERE_H

#include "daemon/services/report/intake/report_matter.h"

enum { REPORT_ELSEWHERE_DAYS = 7 };

/* A new matter that may be somebody else's. */
typedef struct ReportElsewhere {
  const Incoming *incoming;
  ReportMatter *matter;     /* its `elsewhere` is set where a ticket is kept */
  const Category *category; /* NULL: nobody knows it */
  Handled handled;          /* set with `taken` */
  bool taken; /* set; false: it is the town's, or nobody could be told */
} ReportElsewhere;

/* Tell its writer that it is not the town's, if that is sure. */
bool report_elsewhere_take(Desk *desk, ReportElsewhere *inout, GError **error);
/* He says by mail that it is here.
 *
 * out_done   false: the message says something else, or more; go on */
bool report_elsewhere_hear(Desk *desk, const Incoming *incoming,
                           Handled *out_handled, bool *out_done,
                           GError **error);

#endif

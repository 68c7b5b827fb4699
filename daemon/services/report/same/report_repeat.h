/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody tells once more what he told before: it is laid with the ticket he
 * has, which moves up, and opens none.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_REPEAT_H
#define BOTE_DAEMON_SERVICES_REPORT_SAME_REPORT_REPEAT_H

#include "daemon/services/report/intake/report_matter.h"
#include "daemon/services/report/same/report_alike.h"

/* A new matter that may be an old one; all is borrowed. */
typedef struct ReportRepeat {
  const Incoming *incoming;
  const ReportMatter *matter;
  const ReportSaid *said;
} ReportRepeat;

/* Lay it with the one ticket of his that it is about.  Of several, by SMS he is
 * asked which and it waits for that; by mail it is the newest, which the answer
 * names.
 *
 * out_taken   false: it is a new matter
 * error       as of Service.handle
 */
bool report_repeat_take(Desk *desk, const ReportRepeat *repeat,
                        Handled *out_handled, bool *out_taken, GError **error);

#endif

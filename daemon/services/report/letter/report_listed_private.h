/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of the weekly list share.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LISTED_PRIVATE_H
#define BOTE_DAEMON_SERVICES_REPORT_LETTER_REPORT_LISTED_PRIVATE_H

#include "daemon/services/report/letter/report_listed.h"

/* The columns of a line, in this order. */
#define LISTED_LINE "inbox_id, address, subject, received_at_ms"

/* A line's "from", "about" and "day" for texts, cut to what anybody reads.
 *
 * rows     stand at the line
 * Returns a new reference, NULL with a STORE_ERROR. */
json_t *listed_line(Desk *desk, StoreRows *rows, const char *language,
                    GError **error);

/* All lists are about the same: the subject of their timers. */
#define LISTED_SUBJECT "advertising"

/* When the next list goes. */
int64_t listed_next_ms(const Desk *desk);

#endif

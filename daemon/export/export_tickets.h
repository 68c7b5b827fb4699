/* SPDX-License-Identifier: Apache-2.0
 *
 * All tickets of a town, page by page from digest, to standard output.
 */
#ifndef BOTE_DAEMON_EXPORT_EXPORT_TICKETS_H
#define BOTE_DAEMON_EXPORT_EXPORT_TICKETS_H

#include "daemon/config.h"
#include "daemon/export/export_format.h"

/* What is asked for; NULL: all. */
typedef struct ExportTickets {
  const ExportFormat *format;
  const char *since, *until; /* first and last day of creation, 2026-05-21 */
  const char *state, *department;
} ExportTickets;

/* Ask and write.  Returns a code of sysexits.h; what failed was told. */
int export_tickets(const ExportTickets *wanted, const Config *config);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What comes of staff commands later: a ticket is shown again, its pictures
 * become public; and what its events remember.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_FILING_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_FILING_H

#include "daemon/services/report/report_private.h"

/* Kinds of timers; their subject is a ticket. */
#define REPORT_REMIND_TIMER "report-remind"
#define REPORT_PUBLISH_TIMER "report-publish"

/* Show a ticket to its department again, with what it noted to itself; nothing
 * when it has ended meanwhile. */
bool report_remind(Desk *desk, const Ticket *ticket, GError **error);

/* Write down where a ticket is, for report_undo_place(): what #rückgängig of
 * this mail needs. */
bool report_place_remember(Desk *desk, const Ticket *ticket,
                           const char *inbox_id, GError **error);

/* Release the pictures of a ticket, unless it became confidential. */
bool report_publish(Desk *desk, const Ticket *ticket, GError **error);

/* The newest event that fits. */
typedef struct ReportEventSearch {
  const char *what;
  const char *begins;   /* what its detail begins with; NULL: any */
  const char *inbox_id; /* NULL: any */
  bool found;
  char *note, *detail; /* owned; may be NULL */
} ReportEventSearch;

void report_event_search_clear(ReportEventSearch *search);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportEventSearch, report_event_search_clear)

bool report_find_event(Desk *desk, const Ticket *ticket,
                       ReportEventSearch *search, GError **error);

#endif

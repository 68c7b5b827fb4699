/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk said of letters that left it in the same doubt, between the
 * same two kinds.  It decides nothing: it orders the answers that the desk is
 * offered.  No word of a letter is kept for it.
 *
 * Only answers to at least three people count, of whom nobody was erased, and
 * none that was taken back.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_SIMILAR_H
#define BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_SIMILAR_H

#include "daemon/services/report/report_private.h"

/* Between which two kinds the words of a ticket leave it, "defect question",
 * "staff -"; whatever was decided about it.
 *
 * out   owned by the caller; NULL: its kind was sure when it came, or no word
 *       tells of any */
bool report_similar_doubt(Desk *desk, const Ticket *ticket, char **out,
                          GError **error);

typedef struct ReportSimilar {
  GHashTable *said; /* "zda", "kategorie", "art press" -> of how many people */
  unsigned all;     /* people, of all answers */
} ReportSimilar;

void report_similar_clear(ReportSimilar *similar);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportSimilar, report_similar_clear)

/* doubt   NULL: nothing was said */
bool report_similar_find(Desk *desk, const char *doubt, ReportSimilar *out,
                         GError **error);

/* What was said of that many people by a row of the command table, and of #art
 * its value; 0: of too few. */
unsigned report_similar_count(const ReportSimilar *similar, const char *command,
                              const char *value);
/* What was said of more than half of them: its words as of `said`, borrowed;
 * NULL: nothing. */
const char *report_similar_mostly(const ReportSimilar *similar);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Several matters in one letter.  It is recorded once, its department is shown
 * what seems to be in it; #teilen, or the town's `split_above`, gives each
 * matter a ticket of its own.
 *
 *   whole --report_split_new(), report_act_split()--> split
 *   split --report_undo_split(), in time--> whole
 *
 * The first ticket keeps its number and one matter; its event `split` keeps the
 * whole letter and names the others.
 *
 *   report_split.c       what is proposed, and when it is split by itself
 *   report_split_act.c   #teilen, and taken back
 *   report_split_open.c  the tickets, their pictures, the one confirmation
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_SPLIT_REPORT_SPLIT_H
#define BOTE_DAEMON_SERVICES_REPORT_SPLIT_REPORT_SPLIT_H

#include "daemon/services/report/intake/report_matter.h"
#include "parsers/matters/matters.h"

typedef struct ReportHandover ReportHandover;

/* A letter that is to be split. */
typedef struct ReportSplit {
  Desk *desk;
  Ticket *ticket; /* of the whole letter */
  const Matters *matters;
  bool leaves[MATTERS_MAX]; /* which get a ticket of their own; not all */
  const char *inbox_id;     /* what caused it */
  const char *actor;        /* "town", "department gruen" */
  const char *cancel_group; /* NULL: nobody takes it back */
  int64_t not_before_ms;
  const GPtrArray *places; /* Place *, of the message; NULL: not at hand */
  GPtrArray *tickets;      /* Ticket *, those that came of it; owned */
} ReportSplit;

void report_split_clear(ReportSplit *split);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportSplit, report_split_clear)

/* Was this ticket's letter split, and not put together again? */
bool report_split_is_done(Desk *desk, const Ticket *ticket, bool *out_is,
                          GError **error);
/* An objection with its reasons, an application, what is confidential: whoever
 * reads it reads all of it. */
bool report_split_stays_whole(const Desk *desk, const Ticket *ticket);
/* Add what a ticket mail says of the matters it seems to hold: "split".
 * Nothing, where it holds one. */
bool report_split_describe(Desk *desk, const Ticket *ticket,
                           const char *language, json_t *data, GError **error);
/* Add what a ticket mail says of where its matter came from. */
void report_split_tell_origin(const ReportHandover *handover, json_t *data);
/* Split a new letter, where the town wishes it and it is sure enough; else one
 * of several matters goes to nobody outside the administration.  Its
 * attachments have their rows.
 *
 * matter->split   set when it was split: the list for the confirmation
 */
bool report_split_new(Desk *desk, const Incoming *incoming,
                      ReportMatter *matter, Ticket *ticket, GError **error);

/* --- report_split_open.c -------------------------------------------------- */

/* Make the tickets, give them their words and pictures, hand them over, and
 * write what the first one keeps. */
bool report_split_open(ReportSplit *split, GError **error);
/* All numbers as texts tell them, the first ticket before the others; owned.
 *
 * language  of the reader
 * words     the beginnings of the words go along
 */
json_t *report_split_list(const ReportSplit *split, const char *language,
                          bool words);

#endif

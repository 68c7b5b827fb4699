/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose matter a message is, and in which words: the originator's own, that of
 * somebody for whom a colleague wrote it down, or that of whoever wrote the
 * mail that staff or council passed on.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_MATTER_H
#define BOTE_DAEMON_SERVICES_REPORT_INTAKE_REPORT_MATTER_H

#include "daemon/services/report/forward/report_forward.h"
#include "queue/person.h"

typedef struct ReportRecording ReportRecording;

/* That he is asked where it is (report_place.h). */
typedef struct ReportWhere {
  bool asks;
  bool holds;         /* whose it is depends on it: the department waits */
  unsigned first;     /* the number of the first choice */
  GPtrArray *choices; /* PlaceChoice *, among which; empty: none; owned */
} ReportWhere;

typedef struct ReportMatter {
  Contact *contact;    /* whose it is; owned */
  char *text;          /* his words; owned, never NULL */
  char *topic;         /* the subject for matching; owned, never NULL */
  const char *subject; /* as written; NULL: none */
  const char *source;  /* mailbox or SMS channel that news come from */
  const char *language;
  const ReportRecording *recording; /* NULL: nobody wrote it down for him */
  ReportForward forward;            /* of a mail that passes others on */
  const char *answer; /* the text of its one answer; NULL: the neutral one */
  bool is_unquoted;   /* no answer repeats his words */
  json_t *split; /* the tickets that his letter was split into; NULL; owned */
  bool asks;     /* he is asked what and where */
  ReportWhere where;
  json_t *elsewhere;     /* who else is in charge, for the text; NULL; owned */
  bool is_told;          /* an answer went to him */
  const Ticket *earlier; /* closed long ago, and not solved as he says; NULL:
                            none; borrowed */
  bool unnamed;          /* he does not want to be named */
  Ticket *twin; /* an open one of somebody else that this may be the same as;
                   owned; NULL: none */
} ReportMatter;

/* Find out, and know him from now on.
 *
 * recording   what a colleague wrote down; NULL: the message speaks for itself.
 *             Kept as a pointer.
 * out         cleared by report_matter_clear(), also after a failure
 */
bool report_matter_find(Desk *desk, const Incoming *incoming,
                        const ReportRecording *recording, ReportMatter *out,
                        GError **error);
void report_matter_clear(ReportMatter *matter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportMatter, report_matter_clear)

/* Did he write it himself, to us, so that the message's proof is his? */
bool report_matter_is_own(const ReportMatter *matter);

/* What the reader found in text, subject and photos (Place *, borrowed); of
 * what was passed on, but for where nothing else is told, without what stands
 * in the note: below that stands the address of an office.  The list is
 * owned. */
GPtrArray *report_matter_places(const Incoming *incoming,
                                const ReportMatter *matter);

/* A stranger replied with somebody else's token or number: note it, so that the
 * desk sees it. */
bool report_matter_note_link(Desk *desk, const Incoming *incoming,
                             GError **error);

/* The history of a new ticket begins, with whose it was at first. */
bool report_matter_note_created(Desk *desk, const Incoming *incoming,
                                const ReportMatter *matter,
                                const Ticket *ticket, GError **error);

/* Where it follows an earlier ticket, the history of each tells of the other.
 */
bool report_matter_name(Desk *desk, const Incoming *incoming,
                        const ReportMatter *matter, const Ticket *ticket,
                        GError **error);

#endif

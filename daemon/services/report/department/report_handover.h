/* SPDX-License-Identifier: Apache-2.0
 *
 * Handing a ticket to its department: with the citizen's words, pictures and
 * files, and what a department before it noted.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_HANDOVER_H
#define BOTE_DAEMON_SERVICES_REPORT_DEPARTMENT_REPORT_HANDOVER_H

#include "daemon/services/report/report_private.h"

/* Send a ticket, or an addition to it, to all addresses of its department.
 *
 * text       "ticket" or "ticket-addition"
 * inbox_id   whose attachments go along
 * words      the citizen's words to show
 * received_at_ms  when they came in; 0: with the ticket
 * note       of the department that hands it on; NULL: none
 * note_from  its name
 * link       the number of a ticket whose mail a stranger answered, or NULL
 * earlier    that of the ticket that was closed too long ago, or NULL
 * repeats    how often he told it once more; 0: this tells something new
 */
typedef struct ReportHandover {
  const char *text;
  const char *inbox_id;
  const char *words;
  int64_t received_at_ms;
  const char *note, *note_from;
  const char *link, *earlier;
  int64_t repeats;
  const char *silent; /* who did not answer in time and has it no more; NULL */
  const Department *kept_from; /* who would have it if the service were open to
                                  the writer; the desk reads it.  NULL */
  const char *owner_id; /* person whose words they are; NULL: the ticket's */
  const Ticket *teller; /* of who wrote them, where it is the same as the one
                           that is handed over; NULL: that one's contact did */
  bool reopened;
  bool again;  /* shown once more, because the department wished it so */
  bool shown;  /* the same by #zeigen: at once, whatever waits for a list */
  bool danger; /* what is handed over tells of one */
  int64_t not_before_ms;    /* 0: at once */
  const char *cancel_group; /* #rückgängig of this mail stops it; NULL */
  const char *split_from;   /* number of the ticket whose letter it came in;
                                NULL: its own */
  const char *photos_with;  /* number of the ticket that has the letter's
                                pictures; NULL: this one */
  bool unanswered;          /* nobody said what it is and where */
  bool place_asked;         /* the citizen is asked where it is */
  bool place_unknown;       /* he was, and did not say */
  bool abuse;    /* the words insult or threaten: the desk alone reads them, and
                 says what the department has to know */
  bool withheld; /* the department's side of that: no words, no files */
  bool small;    /* once more without attachments: they were too large */
  GPtrArray *attachments; /* StoredAttachment *; NULL: load them */
} ReportHandover;

bool report_hand_over(Desk *desk, const Ticket *ticket,
                      const ReportHandover *handover, GError **error);

/* A ticket mail was too large for its receiver: send it without its pictures
 * and files, which the town keeps. */
bool report_hand_over_small(Desk *desk, const char *outbox_id, GError **error);

/* A picture came after its SMS (the message's id): an addition without words.
 */
bool report_hand_over_picture(Desk *desk, const char *inbox_id, GError **error);

#endif

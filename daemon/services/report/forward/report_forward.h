/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose matter a mail is that passes others on.  Of staff or council, proved to
 * be them, it is that of whoever wrote to them; of anybody else his own.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_FORWARD_REPORT_FORWARD_H
#define BOTE_DAEMON_SERVICES_REPORT_FORWARD_REPORT_FORWARD_H

#include "daemon/services/report/report_private.h"

typedef struct Forwarded Forwarded;

typedef enum ReportForwardKind {
  REPORT_FORWARD_OWN,        /* the matter of whoever sent the mail */
  REPORT_FORWARD_OF_ANOTHER, /* of who wrote what staff or council pass on */
  REPORT_FORWARD_UNREADABLE, /* they pass on what does not tell its writer */
  REPORT_FORWARD_SEVERAL,    /* they pass on the letters of several at once */
} ReportForwardKind;

/* What a mail passes on; all is borrowed from the message. */
typedef struct ReportForward {
  ReportForwardKind kind;
  const Forwarded *original; /* OF_ANOTHER: whose matter it is; else NULL */
  guint index;               /* of it in Message.forwarded */
} ReportForward;

ReportForward report_forward_of(const Desk *desk, const Incoming *incoming);

/* The words of the matter: those of the original, without what they who passed
 * it on wrote above.  Owned by the caller. */
char *report_forward_words(const Incoming *incoming,
                           const ReportForward *forward);

/* Write into the ticket's history who passed it on, and what he wrote above, or
 * what is to be said of such a mail: never for the citizen.  Nothing of what is
 * the sender's own matter. */
bool report_forward_remember(Desk *desk, const Incoming *incoming,
                             const Ticket *ticket, const ReportForward *forward,
                             GError **error);
/* That note, and whose it is, for whom the ticket is handed to.  Both are owned
 * by the caller; NULL when it was not passed on. */
bool report_forward_recall(Desk *desk, const Ticket *ticket, char **out_from,
                           char **out_note, GError **error);

/* When and to whom the original was written, as far as it tells: "passed_on",
 * "passed_on_day", "passed_on_to" of the confirmation.  Nothing of what is
 * somebody's own matter. */
void report_forward_data(const Desk *desk, const ReportForward *forward,
                         const char *language, json_t *data);

/* Tell who passed it on the number, in one line.
 *
 * told   the one whose matter it is hears of it
 */
bool report_forward_tell(Desk *desk, const Incoming *incoming,
                         const Ticket *ticket, bool told, GError **error);

#endif

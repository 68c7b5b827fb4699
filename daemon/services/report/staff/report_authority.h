/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may command a ticket, who may record for others, and what is asked where
 * that is not proved.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_AUTHORITY_H
#define BOTE_DAEMON_SERVICES_REPORT_STAFF_REPORT_AUTHORITY_H

#include "daemon/services/report/report_private.h"

/* Who a sender is to the ticket's department. */
typedef enum ReportAuthority {
  REPORT_AUTHORITY_ACTS,   /* listed and authenticated: executed */
  REPORT_AUTHORITY_ASK,    /* a listed address is asked first */
  REPORT_AUTHORITY_NOTE,   /* no token of this assignment: at most a note */
  REPORT_AUTHORITY_AWAY,   /* the same from somebody who is not listed */
  REPORT_AUTHORITY_REFUSE, /* foreign: changes nothing, the desk is told */
} ReportAuthority;

ReportAuthority report_authority_of(const Desk *desk, const Incoming *incoming);
/* The same of who writes down what others told: somebody listed of any
 * department of the town's own ACTS, a colleague and whoever is not proved may
 * be let (ASK), nobody else (REFUSE). */
ReportAuthority report_recorder_authority(const Desk *desk,
                                          const Incoming *incoming);

/* Is he proved, and may he decide for the desk, listed or of its domain? */
bool report_is_clerk(const Desk *desk, const Incoming *incoming);
/* Does an address belong to the administration: listed of a department, or of
 * a domain in which one of the town's own has its mailbox? */
bool report_is_staff(const Town *town, const char *address);

typedef enum ReportReply {
  REPORT_REPLY_YES,
  REPORT_REPLY_NO,
  REPORT_REPLY_UNCLEAR, /* the question stays open */
} ReportReply;

/* What somebody answers who was asked for a JA. */
ReportReply report_read_reply(const Message *mail);
/* The two answers as mailto: URLs, "yes" and "no". */
json_t *report_reply_buttons(const MailboxSettings *mailbox,
                             const char *subject, const char *language,
                             const TokenRef *token);
/* May a mail be looked at for commands at all?  A machine's and an old one
 * change nothing and alarm nobody; whether a sender is proved is what authority
 * is about.  report_staff.c */
bool report_is_for_authority(const Incoming *incoming, const char **out_why);
/* Was the ticket closed so long ago that it takes no commands any more? */
bool report_is_past(const Desk *desk, const Ticket *ticket);

/* --- who is not listed, or not proved: report_authority_ask.c ------------ *
 *
 * Each sender is asked about once for each department.  The answer holds until
 * its question would have ended, for what surely comes from him:
 *
 *   unknown --report_authority_wait--> open --JA--> granted
 *                                           --NEIN--> refused
 *                                           --nobody answers--> expired
 */
typedef enum ReportLeave {
  REPORT_LEAVE_UNKNOWN, /* nobody was asked about him, or about this mail */
  REPORT_LEAVE_OPEN,
  REPORT_LEAVE_GRANTED,
  REPORT_LEAVE_REFUSED,
  REPORT_LEAVE_EXPIRED,
} ReportLeave;

typedef struct ReportStanding {
  ReportLeave leave;
  Id question; /* empty: there is none */
  bool waited; /* the mail was held for it, and is decided again */
} ReportStanding;

/* Agenda kind; its subject is a question. */
#define REPORT_AUTHORITY_TIMER "report-authority"

/* What became of the question about this mail or its sender.
 * error   a STORE_ERROR, here and below; it ends the transaction */
bool report_authority_standing(Desk *desk, const Incoming *incoming,
                               ReportStanding *out, GError **error);
/* Let a mail wait, which the caller holds, and ask a listed address unless a
 * question about its sender is open. */
bool report_authority_wait(Desk *desk, const Incoming *incoming,
                           const CommandMail *commands,
                           const ReportStanding *standing, GError **error);
/* Nobody answered: what waits is decided again. */
bool report_authority_expire(Desk *desk, const char *question_id,
                             GError **error);

#endif

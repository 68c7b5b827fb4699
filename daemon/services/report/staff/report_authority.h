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
/* Keep the commands and ask the listed address whether they are meant. */
bool report_ask_authority(Desk *desk, const Incoming *incoming,
                          const CommandMail *commands, GError **error);

#endif

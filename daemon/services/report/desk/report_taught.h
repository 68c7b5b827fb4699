/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk's decisions (report_decision.h) tell of the next letters of a
 * sender.  One mechanism for all kinds that belong to the sender (flag
 * of-sender in letters.yaml: press, council, advertising …):
 *
 *   - the newest decision that names a kind counts, until it is taken back
 *     (#rückgängig), forgotten (bote taught forget), or its writer erased;
 *   - advertising also ends with any other decision about him;
 *   - of others of his organisation it counts when the desk said the same of
 *     two of its senders and nothing else of any, and he is authenticated;
 *     never where everybody gets an address, and never of advertising.
 *
 * Whether it counts for what a letter says: letter_taught_counts().
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_TAUGHT_H
#define BOTE_DAEMON_SERVICES_REPORT_DESK_REPORT_TAUGHT_H

#include "daemon/services/report/commands/report_commands.h"
#include "daemon/services/report/letter/report_letter.h"

/* The kind that #werbung says. */
#define REPORT_TAUGHT_ADVERTISING "advertising"

typedef struct ReportTaught {
  const LetterKind *kind; /* borrowed from the town; NULL: nothing */
  int64_t at_ms;          /* when the desk decided so */
  bool by_others;         /* about others of his organisation */
} ReportTaught;

/* What was said of the writer of a mail; nothing of a colleague, of a stranger
 * who answers somebody else's mail, where his server denies that it is his, of
 * what was typed into a form, and of an SMS. */
bool report_taught_find(Desk *desk, const Incoming *incoming, ReportTaught *out,
                        GError **error);
/* The same of the contact of a ticket, believed to be who he says. */
bool report_taught_of_ticket(Desk *desk, const Ticket *ticket,
                             ReportTaught *out, GError **error);

/* Treat a new letter that its writer sent himself as the desk said, where its
 * words leave that open; but for what is listed once a week, of which
 * report_listed_takes() decides. */
bool report_taught_apply(Desk *desk, const Incoming *incoming,
                         ReportLetter *letter, GError **error);

/* Add "learnt" to the notes of a mail that said a kind, where it tells of the
 * sender's next letters.  NULL: it said none. */
bool report_taught_tell(const StaffCall *call, const char *kind_id,
                        GError **error);

/* What is in force, newest first.  A row for each sender: the id of the mail
 * that decided, its time, the kind, the digits of the ticket, and whether it
 * counts for others of his organisation.  NULL with a STORE_ERROR. */
StoreRows *report_taught_rows(Desk *desk, int64_t limit, GError **error);
/* Forget all that was said about the sender whom a decision was about.
 *
 * inbox_id   of the mail that decided */
bool report_taught_forget(Desk *desk, const char *inbox_id, GError **error);

/* Keyed hashes of who wrote the letter of a ticket, for its decision. */
typedef struct ReportSender {
  GBytes *sender; /* of nobody else where nobody vouches for the address */
  GBytes *domain; /* of his organisation; NULL: he has none */
} ReportSender;

bool report_taught_sender(Desk *desk, const Ticket *ticket, ReportSender *out,
                          GError **error);
void report_sender_clear(ReportSender *sender);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportSender, report_sender_clear)

#endif

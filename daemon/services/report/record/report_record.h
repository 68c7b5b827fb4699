/* SPDX-License-Identifier: Apache-2.0
 *
 * Recording for others: a colleague writes down what somebody told by
 * telephone, at the counter, in a letter or a fax.  It becomes a ticket like
 * any other (report_new.c), whose citizen is the one who told it.
 *
 *   report_record.c       whose mail is a recording, what it says, the answer
 *   report_record_ask.c   a colleague who is not listed: the desk is asked
 *   report_record_mail.c  the mails about it
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_RECORD_REPORT_RECORD_H
#define BOTE_DAEMON_SERVICES_REPORT_RECORD_REPORT_RECORD_H

#include "daemon/services/report/report_private.h"
#include "parsers/caller.h"

typedef struct Contact Contact;

/* Most matters that somebody records come by telephone. */
#define REPORT_USUAL_ORIGIN "phone"

/* What a colleague wrote down.  All is borrowed. */
typedef struct ReportRecording {
  const char *origin; /* "phone", "visit", "letter", "fax" */
  const Caller *caller;
  const char *told_of_caller; /* the same as written; NULL: nothing */
  const char *words;
  const char *actor; /* who recorded it: "department zentrale", "uid 1000" */
  bool confidential;
} ReportRecording;

/* Make a ticket of a message, route it, confirm it.
 *
 * recording   what it says of somebody else; NULL: its originator's own matter
 */
bool report_open_ticket(Desk *desk, const Incoming *incoming,
                        const ReportRecording *recording, Handled *out_handled,
                        GError **error);

/* The contact by which whoever is named hears of his matter: his e-mail
 * address, else a number that can take SMS, else none ("phone").
 *
 * out_source   the mailbox or SMS channel news come from, borrowed
 */
Contact *report_caller_contact(Desk *desk, const Incoming *incoming,
                               const Caller *caller, const char **out_source,
                               GError **error);

/* What is wrong with a mail to be recorded, or with the words of a command:
 * mistakes as texts are told them, an empty array for none.  Owned. */
typedef struct ReportDictation {
  CommandMail *commands;
  Caller *caller; /* NULL with a mistake */
  const char *origin, *told_of_caller;
  char *words;
  bool confidential;
  json_t *mistakes;
} ReportDictation;

void report_dictation_clear(ReportDictation *dictation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ReportDictation, report_dictation_clear)

/* Read what a colleague wrote: commands at the top, then the words.
 *
 * language   mistakes are told in
 */
void report_dictation_read(const Desk *desk, const Incoming *incoming,
                           const char *language, ReportDictation *out);

/* Is this new mail meant as a recording: written to the address for it
 * (MailboxSettings.record), or begun with #neu by somebody of the town's? */
bool report_is_recording(const Desk *desk, const Incoming *incoming);
/* Record it, answer with what was understood or what is wrong; from whom it may
 * not come, take it as a letter of his own. */
bool report_handle_recording(Desk *desk, const Incoming *incoming,
                             Handled *out_handled, GError **error);

/* --- a sender who is not listed or not proved: report_record_ask.c ------ */

typedef enum ReportRecordState {
  REPORT_RECORD_NOT_ASKED,
  REPORT_RECORD_OPEN, /* asked and not answered yet */
  REPORT_RECORD_GRANTED,
  REPORT_RECORD_REFUSED, /* or nobody answered in time */
} ReportRecordState;

/* Agenda kind; its subject is the message that waits. */
#define REPORT_RECORD_TIMER "report-record"

/* What became of the question about a mail that is decided again.
 * error   a STORE_ERROR, here and below; it ends the transaction */
bool report_record_state(Desk *desk, const Incoming *incoming,
                         ReportRecordState *out_state, GError **error);
/* Ask the sender's department, for an unlisted one the desk. */
bool report_record_ask(Desk *desk, const Incoming *incoming,
                       const ReportDictation *dictation, GError **error);
/* The answer: the mail that waits is decided again. */
bool report_handle_record_answer(Desk *desk, const Incoming *incoming,
                                 Handled *out_handled, GError **error);
/* Nobody answered: it is a letter of the colleague's own. */
bool report_record_expire(Desk *desk, const char *inbox_id, GError **error);

/* --- mails to who recorded: report_record_mail.c ------------------------ */

/* The department that somebody of the town's writes for; the desk, where he is
 * listed nowhere. */
const Department *report_recorder_department(const Desk *desk,
                                             const char *address);
/* Where news go, enough of it to see a slip of the pen, too little to write to:
 * "e…@example.net"; NULL: nowhere.  Owned by the caller. */
char *report_contact_hint(const Contact *contact);
/* One line with the number, and what was understood. */
bool report_record_tell(Desk *desk, const Incoming *incoming,
                        const ReportDictation *dictation, const Ticket *ticket,
                        GError **error);
/* Nothing was recorded, and why. */
bool report_record_tell_mistakes(Desk *desk, const Incoming *incoming,
                                 const ReportDictation *dictation,
                                 GError **error);

#endif

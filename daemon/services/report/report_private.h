/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pieces of the report service share.
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_REPORT_PRIVATE_H
#define BOTE_DAEMON_SERVICES_REPORT_REPORT_PRIVATE_H

#include "daemon/service.h"
#include "parsers/config/town.h"
#include "queue/attachment.h"

typedef struct CommandMail CommandMail;

enum {
  REPORT_CLOSE_DAYS = 28,      /* a solved ticket closes when nobody objects */
  REPORT_TOKEN_DAYS = 30,      /* a closed ticket takes commands so long */
  REPORT_OBJECTION_DAYS = 365, /* a citizen's NEIN opens it so long */
  REPORT_QUESTION_DAYS = 7,    /* a question of authority stays open */
  REPORT_QUOTE_CHARACTERS = 200,
  REPORT_FILES_BYTES = 10 * 1048576, /* files that go along to a department */
  REPORT_LATE_MS = 86400000,         /* older mail: name the date, apologise */
};

/* --- what texts are told: report_data.c ---------------------------------- */

/* Is there an answer to come by the ticket's date?  Not once it is solved, and
 * a date that went by promises nothing. */
bool report_is_awaited(const Desk *desk, const Ticket *ticket);
/* Does anything we write reach its citizen?  Whoever was recorded may have told
 * no more than a name. */
bool report_has_channel(const Ticket *ticket);
/* Category, place, department and dates of a ticket for a citizen. */
json_t *report_data(Desk *desk, const Ticket *ticket, const char *language);
/* The same, and what a department is told besides: channel, text, buttons. */
json_t *report_staff_data(Desk *desk, const Ticket *ticket,
                          const char *language);
/* A prepared mail of staff with one command, "kategorie schlagloch", as a
 * mailto: URL with the token of the present assignment; owned. */
char *report_command_url(Desk *desk, const Ticket *ticket, const char *language,
                         const char *line);
/* The language a department reads. */
const char *report_staff_language(const Desk *desk,
                                  const Department *department);
const Department *report_department(const Desk *desk, const Ticket *ticket);

/* The member of `state` that a text looks for; a literal. */
const char *report_state_member(TicketState state);

/* --- what goes to the citizen: report_tell.c ----------------------------- */

/* A piece of news for the citizen, by the channel he came by. */
typedef struct ReportNews {
  const char *text;              /* "status-solved" */
  const struct Contact *contact; /* the ticket's, where it is at hand; NULL */
  json_t *data; /* added to report_data(); stolen; may be NULL */
  const char *inbox_id, *cancel_group;
  int64_t not_before_ms;
  const struct MailPart *parts; /* go along with a mail */
  size_t part_count;
  bool unsolicited;
  bool held;
  bool dedupe_daily;   /* at most one of this text a day and ticket */
  int64_t once_for_ms; /* at most one of this text for this date and ticket; 0:
                          for its message */
  bool danger;         /* before all others, in every state of the service */
  const char *why_not; /* set when nothing went: "left", "unreachable",
                          "no_channel" */
} ReportNews;

/* out_preview   the text exactly as it will go, but for the code of his
 *               replies; owned by the caller; NULL when the citizen wants no
 *               news; may be NULL */
bool report_tell_citizen(Desk *desk, const Ticket *ticket, ReportNews *news,
                         char **out_preview, GError **error);

/* The same as the answer to his message, unless that may have none; its id and
 * whether answers are paused are set here. */
bool report_answer_citizen(Desk *desk, const Incoming *incoming,
                           const Ticket *ticket, ReportNews *news,
                           GError **error);
/* Add one to a figure of this month, "reopened". */
bool report_count(Desk *desk, const char *what, GError **error);

/* A reply of the ticket's contact.  report_citizen.c */
bool report_handle_citizen(Desk *desk, const Incoming *incoming,
                           Handled *out_handled, GError **error);

/* --- what goes to the department: report_department.c -------------------- */

/* A mail to one address of staff about a ticket. */
typedef struct ReportStaffMail {
  const char *text; /* "transcript" */
  const char *address;
  json_t *data;            /* stolen */
  const char *inbox_id;    /* what it answers; at most one of a text for each.
                           NULL: nothing */
  unsigned assignment;     /* whose token goes along; 0: the present one's */
  const char *in_reply_to; /* Message-ID of what it answers; NULL: nothing of
                              the receiver's own (RFC 3834 3.1.5) */
} ReportStaffMail;

bool report_tell_staff(Desk *desk, const Ticket *ticket,
                       const ReportStaffMail *mail, GError **error);
/* The same without the ticket's token: the reader is not to command it. */
bool report_tell_colleague(Desk *desk, const Ticket *ticket,
                           const ReportStaffMail *mail, GError **error);

/* Hours after a handover: if the department's mail did not go out, tell the
 * desk, and look again a day later.  report_alarm.c */
bool report_alarm_undelivered(Desk *desk, const Ticket *ticket, GError **error);

/* --- new matters: report_new.c ------------------------------------------- */

/* Make a ticket of a mail or an SMS, route it, confirm it.  Errors as of
 * Service.handle (daemon/service.h), here and below. */
bool report_handle_new(Desk *desk, const Incoming *incoming,
                       Handled *out_handled, GError **error);
/* Write the rows of a message's attachments, for its person and ticket. */
bool report_store_attachments(Desk *desk, const Incoming *incoming,
                              const Ticket *ticket, GError **error);

/* --- replies of staff: report_staff.c, report_authority.c ----------------- */

/* Carry out or refuse what a department wrote, and answer with a transcript. */
bool report_handle_staff(Desk *desk, const Incoming *incoming,
                         Handled *out_handled, GError **error);
/* Do what a sender asks for whose authority is proved.
 *
 * doubtful   where its text ends was not certain: nothing of it is passed on
 */
bool report_obey(Desk *desk, const Incoming *incoming,
                 const CommandMail *commands, bool doubtful, GError **error);
/* The answer of a listed address to a question of authority. */
bool report_handle_question(Desk *desk, const Incoming *incoming,
                            Handled *out_handled, GError **error);

#endif

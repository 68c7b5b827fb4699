/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands of the report service: what each does (report_actions.c), and
 * how all of one mail are executed, answered and taken back
 * (report_execute.c, report_undo.c).
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_COMMANDS_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_REPORT_COMMANDS_H

#include "daemon/services/report/report_private.h"
#include "parsers/command.h"

/* A mail of staff whose commands may be executed. */
typedef struct StaffCall {
  Desk *desk;
  Ticket *ticket;
  const char *inbox_id;     /* names the group that #rückgängig cancels */
  unsigned assignment;      /* of the ticket, as the sender had it */
  const char *message_id;   /* of the mail; NULL when it has none */
  const char *sender;       /* gets the transcript */
  const char *language;     /* of the sender's department */
  const char *text;         /* the mail's text, "" for none */
  const char *citizen_text; /* what of it may go to the citizen; "" for none */
  const GPtrArray *attachments; /* StoredAttachment *, of the mail */
  bool gives_away;              /* a command names the new department */
  int64_t not_before_ms;        /* news wait until then */
  GString *preview;             /* what goes to the citizen */
  json_t *notes;                /* facts for the transcript */
} StaffCall;

/* Find what stands against executing a command before any of them is
 * executed: an unknown department, a missing text.
 *
 * out_problem   a section of the text `mistakes`; NULL: nothing
 */
bool report_action_problem(StaffCall *call, const CommandCall *command,
                           const char **out_problem, GError **error);
/* Do two commands of one mail contradict each other: two ends, an end and what
 * goes on, taken and given away, the same with two values?  `one` stands above
 * the other. */
bool report_action_opposes(const CommandCall *one, const CommandCall *other);
/* Is it a decision that no second clerk is to make again; is it one that says
 * what a letter is, or whose? */
bool report_action_decides(const Command *command);
bool report_action_sorts(const Command *command);
bool report_action_run(StaffCall *call, const CommandCall *command,
                       GError **error);
/* Take back what one command of a mail did besides what every command may
 * change.
 *
 * name       of the row
 * inbox_id   the mail
 */
bool report_action_undo(StaffCall *call, const char *name, const char *inbox_id,
                        GError **error);
/* True when the command is executed by this service. */
bool report_action_exists(const Command *command);

/* Answer the sender.
 *
 * text   "transcript"
 * data   stolen
 *
 * With the token he used: a later one is not his. */
bool report_reply(StaffCall *call, const char *text, json_t *data,
                  GError **error);
/* Is the news of an earlier command no longer true after this one?  The same
 * once more, or anything that opens what that one ended.  Questions and
 * answers all go. */
bool report_action_contradicts(const Command *command, const char *before);

/* Answer that nothing was carried out: the mail is written to several tickets.
 */
bool report_ask_which_ticket(StaffCall *call, const Incoming *incoming,
                             GError **error);
/* Note its words with the others, too, as far as its sender may. */
bool report_note_with_others(Desk *desk, const Incoming *incoming,
                             const char *text, GError **error);

/* Execute all commands of a mail and answer with the transcript. */
bool report_execute(StaffCall *call, const CommandMail *commands,
                    GError **error);
bool report_undo(StaffCall *call, GError **error);
/* Another command while the news of the last one still waits, which it
 * contradicts: pressed twice, a better sentence, not solved after all.  Take
 * the last one back, so that the citizen hears what is so. */
bool report_replace(StaffCall *call, const CommandMail *commands,
                    GError **error);
/* The name of a command in the reader's language. */
const char *report_command_name(const Command *command, const char *language);
/* {"command", "value"} of each command, for texts. */
json_t *report_commands_data(const Desk *desk, const CommandMail *commands,
                             const char *language);
/* {"written", "suggestion", …} of each mistake. */
json_t *report_mistakes_data(const CommandMail *commands, const char *language);

#endif

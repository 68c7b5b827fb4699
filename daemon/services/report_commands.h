/* SPDX-License-Identifier: Apache-2.0
 *
 * Staff commands of the report service: what each does (report_actions.c), and
 * how all of one mail are executed, answered and taken back
 * (report_execute.c, report_undo.c).
 */
#ifndef BOTE_DAEMON_SERVICES_REPORT_COMMANDS_H
#define BOTE_DAEMON_SERVICES_REPORT_COMMANDS_H

#include "daemon/services/report_private.h"
#include "parsers/command.h"

/* A mail of staff whose commands may be executed. */
typedef struct StaffCall {
  Desk *desk;
  Ticket *ticket;
  const char *inbox_id;     /* names the group that #rückgängig cancels */
  const char *sender;       /* gets the transcript */
  const char *language;     /* of the sender's department */
  const char *text;         /* the mail's text, "" for none */
  const char *citizen_text; /* what of it may go to the citizen; "" for none */
  int64_t not_before_ms;    /* news wait until then */
  GString *preview;         /* what goes to the citizen */
  json_t *notes;            /* facts for the transcript */
} StaffCall;

/* Find what stands against executing a command before any of them is
 * executed: an unknown department, a missing text.  NULL: nothing. */
const char *report_action_problem(const StaffCall *call,
                                  const CommandCall *command);
bool report_action_run(StaffCall *call, const CommandCall *command,
                       GError **error);
/* True when the command is executed by this service. */
bool report_action_exists(const Command *command);

/* Execute all commands of a mail and answer with the transcript. */
bool report_execute(StaffCall *call, const CommandMail *commands,
                    GError **error);
bool report_undo(StaffCall *call, GError **error);
/* The same command again while its news still waits, pressed twice or with a
 * better sentence: take the first back, so that the citizen hears it once. */
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

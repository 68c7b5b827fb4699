/* SPDX-License-Identifier: Apache-2.0
 *
 * The tools below `bote sms`: what an SMS costs, what a number or a text is
 * taken for, what a provider's request holds, what would be sent.  None needs a
 * store, none sends anything; scripts and tests rely on their output.
 */
#ifndef BOTE_DAEMON_SMS_TOOL_SMS_TOOL_H
#define BOTE_DAEMON_SMS_TOOL_SMS_TOOL_H

#include <jansson.h>
#include <stdbool.h>

/* The tools; argv[0] is the tool's name.  Each returns a code of sysexits.h. */
int sms_segments_run(int argc, char **argv);
int sms_number_run(int argc, char **argv);
int sms_intent_run(int argc, char **argv);
int sms_replay_run(int argc, char **argv);
int sms_send_run(int argc, char **argv);

/* A tool that answers texts, one by one: those of the arguments, or those of
 * JSON Lines on standard input. */
typedef struct SmsLineTool {
  const char *member; /* of a line: "text" */
  bool joins;         /* all arguments together are one text */
  /* Add the answer's members.  text: valid UTF-8 without NUL. */
  void (*answer)(const char *text, const void *options, json_t *answer);
  /* The answer for a person, on one line of standard output. */
  void (*print)(const json_t *answer);
} SmsLineTool;

/* Take --json and the texts from what is left of the arguments, and answer
 * them; options is handed through. */
int sms_line_run(int argc, char **argv, const SmsLineTool *tool,
                 const void *options);

/* Drop the "--" that told where options end: it is no text. */
void sms_drop_dashes(int *argc, char **argv);

#endif

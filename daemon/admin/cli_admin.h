/* SPDX-License-Identifier: Apache-2.0
 *
 * Verbs that are questions to digest: `bote inbox list`, `bote ticket show
 * 417`.  A verb is a table of commands; this module takes the options, asks,
 * and prints.
 */
#ifndef BOTE_DAEMON_ADMIN_CLI_ADMIN_H
#define BOTE_DAEMON_ADMIN_CLI_ADMIN_H

#include <jansson.h>

#include "daemon/cli_print.h"

/* An option that becomes an argument of the request. */
typedef struct AdminOption {
  const char *option; /* "--state"; NULL ends the list */
  const char *member; /* "state" */
  char type;          /* 't' text, 'i' number above 0, 'f' flag, 's' all of
                         standard input, without being asked for; 'p' no
                         option: this member of the answer is a page, printed
                         as it is in the language of who asks */
  const char *words;  /* of a text: all there are, a blank between; or NULL */
} AdminOption;

typedef struct AdminCommand {
  const char *name; /* "list"; NULL ends the table; the first is the default */
  const char *request; /* "inbox.list" */
  bool takes_id;
  bool writes;                /* takes -n, prints what was done */
  const char *const *columns; /* of a list; NULL: records */
  const AdminOption *options; /* may be NULL */
} AdminCommand;

#define ADMIN_LIMIT_OPTION                                                     \
  {                                                                            \
    "--limit", "limit", 'i', NULL                                              \
  }
extern const AdminOption admin_content_options[]; /* --content */

/* Run a verb: argv[1] is the command's name.  Returns a code of sysexits.h. */
int cli_admin_run(int argc, char **argv, const AdminCommand *commands);

/* The same; `explain` adds to each row of the answer what is told in the
 * person's language. */
typedef void (*AdminExplain)(json_t *row);
int cli_admin_run_explained(int argc, char **argv, const AdminCommand *commands,
                            AdminExplain explain);

/* Tell why admin_ask() failed, and what to do.  Returns a code of sysexits.h.
 */
int cli_admin_not_reached(const GError *error);

/* The line of help on what all of them take. */
#define CLI_ADMIN_HELP_DE                                                      \
  "\n  --json         ein JSON-Objekt je Zeile, für Programme\n"              \
  "  --config FILE  bote.yaml; sonst $BOTE_CONFIG, /etc/bote/bote.yaml\n"      \
  "\nKENNUNG darf gekürzt werden, solange sie eindeutig ist. Gefragt wird\n"  \
  "digest über seinen Socket: als root oder in der Gruppe bote-admin."
#define CLI_ADMIN_HELP_EN                                                      \
  "\n  --json         one JSON object a line, for programs\n"                  \
  "  --config FILE  bote.yaml; else $BOTE_CONFIG, /etc/bote/bote.yaml\n"       \
  "\nAn ID may be shortened as long as it is the only one. Digest is asked\n"  \
  "over its socket: as root or a member of the group bote-admin."

#endif

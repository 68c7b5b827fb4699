/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the command line's table: `bote NAME …`.  Each row is the
 * file daemon/cli/NAME.c that defines `const Verb verb_NAME`; the Makefile
 * makes the table of them.
 */
#ifndef BOTE_DAEMON_VERB_H
#define BOTE_DAEMON_VERB_H

#include <stddef.h> /* the generated tables end with NULL */

typedef struct Verb {
  const char *name;       /* may hold a hyphen; the file has _ instead */
  const char *arguments;  /* for the usage line: "[--town DIR]", or "" */
  const char *summary_de; /* one line for the list of commands */
  const char *summary_en;
  const char *help_de; /* what --help prints below the usage; may be NULL */
  const char *help_en;

  /* Do it.  argv[0] is the verb's name, the options follow (daemon/cli_print.h
   * helps to take them); --help was dealt with.  Returns a code of sysexits.h.
   */
  int (*run)(int argc, char **argv);
} Verb;

/* All verbs by file name, ended by NULL. */
extern const Verb *const verb_registry[];

#endif

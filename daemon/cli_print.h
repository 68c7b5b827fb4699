/* SPDX-License-Identifier: Apache-2.0
 *
 * What every command of `bote` says and takes in the same way: the language of
 * its texts, the form of its errors, its options.
 */
#ifndef BOTE_DAEMON_CLI_PRINT_H
#define BOTE_DAEMON_CLI_PRINT_H

#include <glib.h>
#include <stdbool.h>
#include <sysexits.h>

#include "parsers/config/problems.h"

/* True when command-line texts shall be German: LC_ALL, LC_MESSAGES, LANG, the
 * first that is set and not empty, begins with "de". */
bool cli_german(void);

/* The one of two texts that fits cli_german(). */
const char *cli_text(const char *german, const char *english);

/* A thing that is counted: "mailbox", "mailboxes". */
typedef struct CliNoun {
  const char *one_de, *many_de, *one_en, *many_en;
} CliNoun;

/* "1 mailbox", "3 Postfächer"; owned by the caller. */
char *cli_count(size_t count, const CliNoun *noun);

/* Print "bote: what – why – what to do" to standard error.
 *
 * what    what did not work; not NULL.
 * why     the cause; NULL: left out.
 * remedy  what to do now; NULL: left out.
 * Returns `code` (sysexits.h), so that a verb can return at once. */
int cli_fail(int code, const char *what, const char *why, const char *remedy);

/* The same for a configuration that could not be loaded; EX_CONFIG. */
int cli_fail_config(const GError *error);

/* Print all problems to standard error, sorted, a line each. */
void cli_print_problems(Problems *problems);

/* Take "NAME VALUE" or "NAME=VALUE" out of the arguments.
 *
 * argc, argv  shortened by what was taken; argv[0] and what follows "--" stay.
 * name        "--town".
 * out_value   borrowed from argv; untouched when the option is not there.
 * Returns false when the value is missing (the error was printed: return
 * EX_USAGE).  Of several the last one holds.
 */
bool cli_take_option(int *argc, char **argv, const char *name,
                     const char **out_value);

/* The same for an option that may be given several times: all its values go to
 * `values`, borrowed from argv, in their order. */
bool cli_take_options(int *argc, char **argv, const char *name,
                      GPtrArray *values);

/* Take the flag `name` out of the arguments; true when it was there. */
bool cli_take_flag(int *argc, char **argv, const char *name);

/* Take -n and --dry-run, which mean the same; true when one was there. */
bool cli_take_dry_run(int *argc, char **argv);

/* Refuse options that nobody took and more than `max` other arguments: prints
 * the error and returns false (return EX_USAGE). */
bool cli_check_rest(int argc, char **argv, int max);

#endif

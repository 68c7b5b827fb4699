/* SPDX-License-Identifier: Apache-2.0
 *
 * Starts a program with a socket as its only descriptor but one for the town,
 * nothing but a word to the loader in its environment and no signal blocked or
 * ignored, and ends it again.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_SPAWN_H
#define BOTE_DAEMON_PARSE_PARSE_SPAWN_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

/* What to start. */
typedef struct ParseProgram {
  const char *program;     /* path */
  const char *const *argv; /* ended by NULL */
  int town_fd;             /* handed on as descriptor 4; borrowed; -1: none */
} ParseProgram;

/* Start it.
 *
 * program    borrowed.
 * out_pid    of the new process; end it with parse_spawn_end().
 * error      G_SPAWN_ERROR_FAILED.
 * Returns our end of the socket pair, owned by the caller, or -1.  The program
 * has the other end as descriptor 3, perhaps the town's as 4, and /dev/null as
 * 0 to 2. */
int parse_spawn(const ParseProgram *program, pid_t *out_pid, GError **error);

/* Kill it and take its place in the process table away. */
void parse_spawn_end(pid_t pid);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Access tokens from a configured command, e.g. one that asks a town's own
 * identity service.  No shell is involved.
 */
#ifndef BOTE_DAEMON_TOKEN_COMMAND_H
#define BOTE_DAEMON_TOKEN_COMMAND_H

#include <glib.h>

enum {
  TOKEN_COMMAND_MS = 30000,
  TOKEN_BYTES_MAX = 8192, /* signed tokens take 1 to 4 kB */
};

/* Run a command and take its first line as the token.
 *
 * command     absolute path and arguments, quoted as for a shell but with
 *             nothing expanded; started with PATH, HOME and LANG only
 * timeout_ms  real milliseconds; then it is killed with all it started
 * error       G_SPAWN_ERROR: cannot be started, failed, took too long, or
 *             printed nothing or too much.  Never holds what was printed.
 * Returns the token, owned by the caller, who wipes it.
 */
char *token_command_run(const char *command, int timeout_ms, GError **error);

#endif

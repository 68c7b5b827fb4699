/* SPDX-License-Identifier: Apache-2.0
 *
 * What every role but `parse` does first: options, signals, log, keys library,
 * configuration, clock.
 */
#ifndef BOTE_DAEMON_ROLE_START_H
#define BOTE_DAEMON_ROLE_START_H

#include "daemon/clock.h"
#include "daemon/config.h"

typedef struct RoleStart {
  Config *config;
  Clock *clock;
  const char *argument; /* ARG of the role, borrowed from argv; or NULL */
} RoleStart;

/* config_load(), or config_load_plain() for a role that judges no text. */
typedef Config *(*RoleLoad)(const char *path, Problems *problems,
                            GError **error);

/* Take --config and --clock and the role's argument, and load what they name.
 *
 * arguments   how many the role takes, 0 or 1
 * Returns EX_OK, or the code to exit with; the reason was logged.
 */
int role_start(int argc, char **argv, int arguments, RoleLoad load,
               RoleStart *out);
void role_start_clear(RoleStart *start);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RoleStart, role_start_clear)

/* Log why a role stops or cannot start, and what to do by the code of
 * sysexits.h; returns `code`. */
int role_fail(int code, const char *role, const char *what,
              const GError *error);

#endif

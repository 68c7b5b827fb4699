/* SPDX-License-Identifier: Apache-2.0
 *
 * The row type of the table of roles: `bote role NAME [ARG]`, one process each.
 * Each row is the file daemon/roles/NAME.c that defines
 * `const Role role_NAME`; the Makefile makes the table of them.
 */
#ifndef BOTE_DAEMON_ROLE_H
#define BOTE_DAEMON_ROLE_H

#include <stddef.h> /* the generated tables end with NULL */

typedef struct Role {
  const char *name;
  const char *argument; /* what ARG is, for the usage ("MAILBOX"); NULL: the
                           role takes none.  When set, it is obligatory. */
  const char *summary;  /* one line, English like the logs */

  /* Run in the foreground until killed.  argv[0] is the role's name, argv[1]
   * the argument if the role has one, then options such as --config FILE.
   * The role loads its configuration itself: `parse` must see none.
   * Returns a code of sysexits.h. */
  int (*run)(int argc, char **argv);
} Role;

/* All roles by file name, ended by NULL. */
extern const Role *const role_registry[];

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The processes of a supervisor: what supervise.c keeps of each and
 * supervise_child.c starts and ends.
 */
#ifndef BOTE_DAEMON_SUPERVISE_SUPERVISE_PRIVATE_H
#define BOTE_DAEMON_SUPERVISE_SUPERVISE_PRIVATE_H

#include <stdint.h>

#include "daemon/supervise/supervise.h"

typedef struct Child {
  const char *role;   /* of the table */
  const char *user;   /* of the table */
  char *argument;     /* NULL: none */
  char *name;         /* "mailbox rathaus", for logs */
  GPtrArray *secrets; /* char *: names of the credentials it needs */
  bool pinned;        /* a reload keeps it */
  bool wanted;
  bool expected;         /* we ended it: no backoff */
  pid_t pid;             /* 0: does not run */
  unsigned deaths;       /* in a row */
  int64_t due_ms;        /* monotonic: when it starts, while it does not run */
  int64_t started_at_ms; /* monotonic */
  int64_t kill_at_ms;    /* monotonic; 0: was not asked to end */
} Child;

struct Supervisor {
  char *config_path, *clock_path;
  char *secrets_from, *secrets_to; /* folders of credentials: all, a role's */
  int log_fd, signal_fd;
  bool users; /* change to the roles' users */
  bool stopping;
  GPtrArray *children; /* Child * */
};

/* Start a child; a failure is a death. */
void child_start(const Supervisor *supervisor, Child *child);
/* Ask it to end. */
void child_end(Child *child);
/* It has ended with `status` of waitpid(2); plans the next start. */
void child_reaped(Child *child, int status);
void child_free(Child *child);

/* The names of the credentials a role needs: char *, owned by the caller. */
GPtrArray *credentials_of(const Settings *settings, const char *role,
                          const char *argument);

/* Copy a child's credentials into a folder of its own that only its user can
 * read.  error  G_FILE_ERROR, STORE_ERROR of fs_write()
 * Returns the folder for $CREDENTIALS_DIRECTORY, owned by the caller. */
char *credentials_give(const Supervisor *supervisor, const Child *child,
                       GError **error);

#endif

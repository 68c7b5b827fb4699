/* SPDX-License-Identifier: Apache-2.0
 *
 * Supervises the roles of one town in the foreground, as systemd does with the
 * units of systemd/: for the demo, containers and other inits.  It holds no
 * state of its own worth keeping; every role recovers when it starts.
 *
 *   waiting --start_due--> running --reap--> waiting (backoff) …
 *   running --SIGHUP: SIGTERM--> reaped --> running at once
 *   running --stop: SIGTERM, after 5 s SIGKILL--> gone
 */
#ifndef BOTE_DAEMON_SUPERVISE_SUPERVISE_H
#define BOTE_DAEMON_SUPERVISE_SUPERVISE_H

#include <stdbool.h>
#include <sys/types.h>

#include "daemon/config.h"

enum {
  SUPERVISE_BACKOFF_S = 5,      /* after the second death in a row … */
  SUPERVISE_BACKOFF_MAX_S = 60, /* … doubled up to this */
  SUPERVISE_STEADY_S = 60,      /* who lived that long begins anew */
  SUPERVISE_GRACE_S = 5,        /* from SIGTERM to SIGKILL */
};

typedef struct SuperviseOptions {
  const char *config_path; /* absolute; passed on as --config */
  const char *clock_path;  /* passed on as --clock; NULL: none */
  int log_fd;              /* where the roles log to; -1: our standard error */
  bool change_users; /* run each role as its own user where all exist, with
                         its credentials in RUNTIME-credentials/ROLE */
} SuperviseOptions;

typedef struct Supervisor Supervisor;

/* Take over SIGTERM, SIGINT, SIGHUP and SIGCHLD of this process.
 *
 * options  copied, the strings too
 * error    G_FILE_ERROR: no descriptor for signals
 */
Supervisor *supervisor_new(const SuperviseOptions *options, GError **error);

/* Want every role that the configuration asks for and this program has; those
 * that are not asked for any more are stopped. */
void supervisor_want(Supervisor *supervisor, const Config *config);

/* Want one role besides, which a reload keeps ("demo"). */
void supervisor_add(Supervisor *supervisor, const char *role);

/* Start what is due, wait for a signal or the next start, handle it.  SIGHUP
 * reads the configuration first: a bad one is logged and changes nothing.
 *
 * wait_ms  at most that long; -1: until something happens
 * Returns false when all roles have ended after a stop.
 */
bool supervisor_turn(Supervisor *supervisor, int wait_ms);

/* End all roles; turns go on until they are gone. */
void supervisor_stop(Supervisor *supervisor);
bool supervisor_is_stopping(const Supervisor *supervisor);

/* The process of the role that is shown as `name` ("digest",
 * "mailbox rathaus"); 0 while it does not run. */
pid_t supervisor_pid(const Supervisor *supervisor, const char *name);

/* Ends what still runs (SIGKILL) and waits for it. */
void supervisor_free(Supervisor *supervisor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Supervisor, supervisor_free)

/* Become a role: end with the supervisor `parent`, change to `user` ("-": stay
 * who we are), and execute `bote role …` with the arguments.  Returns only on
 * failure, with a code of sysexits.h. */
int supervise_become(const char *user, const char *parent, char **arguments);

#endif

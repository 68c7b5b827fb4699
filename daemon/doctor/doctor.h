/* SPDX-License-Identifier: Apache-2.0
 *
 * `bote doctor`: asks the world whether what the configuration says works, and
 * says what to do where it does not.  The row type of its table of checks is
 * here: a row is the file daemon/doctor/checks/NAME.c that defines
 * `const DoctorCheck check_NAME`; the Makefile makes the table.
 *
 * A check changes nothing, sends nothing and costs nothing.  What it says holds
 * no secret, no number and no word of a peer: names of files and channels,
 * states and codes.
 */
#ifndef BOTE_DAEMON_DOCTOR_DOCTOR_H
#define BOTE_DAEMON_DOCTOR_DOCTOR_H

#include "daemon/config.h"

/* In the order of their weight. */
typedef enum DoctorState {
  DOCTOR_OK,
  DOCTOR_WARNING, /* works, but not for long or not as it should */
  DOCTOR_FAILED,
} DoctorState;

/* "ok", "warning", "failed" */
const char *doctor_state_to_string(DoctorState state);

/* What a check has found about one thing; all borrowed. */
typedef struct DoctorFinding {
  const char *check;   /* the row's name */
  const char *subject; /* a channel's name …; NULL: the machine */
  DoctorState state;
  const char *message; /* one line in the user's language */
  const char *remedy;  /* what to do now; NULL: nothing */
} DoctorFinding;

typedef void (*DoctorSink)(const DoctorFinding *finding, void *user);

/* Does somebody keep the kernel's clock right (adjtimex(2))? */
typedef enum DoctorSync {
  DOCTOR_SYNC_UNKNOWN,
  DOCTOR_SYNC_YES,
  DOCTOR_SYNC_NO,
} DoctorSync;

typedef struct DoctorCheck DoctorCheck;

/* One examination.  Tests fill it by hand, the command by doctor_init(). */
typedef struct Doctor {
  const Config *config;
  int64_t now_ms;  /* epoch */
  DoctorSync sync; /* of the clock that says so */
  int timeout_ms;  /* for one exchange with a peer */
  DoctorSink sink; /* gets each finding when it is there */
  void *user;
  const DoctorCheck *check; /* the one that runs */
  DoctorState worst;        /* of all findings so far */
} Doctor;

struct DoctorCheck {
  const char *name;
  void (*run)(Doctor *doctor);
};

/* All checks by file name, ended by NULL. */
extern const DoctorCheck *const check_registry[];

/* The row of this name; NULL when there is none. */
const DoctorCheck *doctor_find(const char *name);

/* Prepare an examination of this machine, with its clock and ten seconds of
 * patience.  config, user: borrowed until the last doctor_run(). */
void doctor_init(Doctor *doctor, const Config *config, DoctorSink sink,
                 void *user);

/* Run one check; waits for peers, each for at most timeout_ms. */
void doctor_run(Doctor *doctor, const DoctorCheck *check);

/* For checks: say what was found.
 *
 * subject  as in DoctorFinding
 * remedy   as in DoctorFinding
 * format   of the message, which carries nothing a peer or a secret says
 */
void doctor_say(Doctor *doctor, DoctorState state, const char *subject,
                const char *remedy, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

#endif

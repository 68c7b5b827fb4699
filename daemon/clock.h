/* SPDX-License-Identifier: Apache-2.0
 *
 * The one source of time.  Normally the system's clock; on a scratch machine a
 * small file may say base + rate x monotonic instead, so that scenarios and the
 * demo play days in seconds, all processes in step.
 *
 *   file = BASE_MS SP RATE SP MONOTONIC_MS LF     e.g. "1795282181000 3600 51"
 *
 * BASE_MS is the epoch time at the moment MONOTONIC_MS of CLOCK_MONOTONIC, RATE
 * how often faster than real time it runs (0: it stands).  A new file renamed
 * over the old one sets the clock; it is noticed at the next look.
 */
#ifndef BOTE_DAEMON_CLOCK_H
#define BOTE_DAEMON_CLOCK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
  CLOCK_LOOK_MS = 30000,    /* each role looks by itself so often */
  CLOCK_LOOK_FILE_MS = 500, /* the same where the clock may be set */
};

typedef struct Clock Clock;

/* The machine's own clock; clock_free() it. */
Clock *clock_new_system(void);

/* A clock ruled by a file.
 *
 * error  G_FILE_ERROR: cannot be read; ..._INVAL: not of the form above.
 */
Clock *clock_new_file(const char *path, GError **error);

/* The clock a role shall use.
 *
 * option  value of --clock; NULL: $BOTE_CLOCK; neither: the system's clock
 * test    settings.test; a file is refused without it (G_FILE_ERROR_PERM:
 *         exit 78)
 */
Clock *clock_open(const char *option, bool test, GError **error);

/* Epoch milliseconds UTC. */
int64_t clock_now_ms(Clock *clock);

/* Milliseconds of real time since some moment; never set, never faster.  For
 * deadlines towards peers, who live in real time. */
int64_t clock_monotonic_ms(void);

/* How many real milliseconds to poll until `until_ms` (epoch, this clock).
 *
 * INT64_MAX: nothing is due.  Rounded up; 0 when it is past; never more than
 * CLOCK_LOOK_MS, or CLOCK_LOOK_FILE_MS with a file.
 */
int clock_wait_ms(Clock *clock, int64_t until_ms);

/* Set the clock of all processes that use the file `path`, by rename.
 *
 * now_ms  epoch milliseconds it shall show now
 * rate    0 to 1,000,000
 */
bool clock_file_write(const char *path, int64_t now_ms, double rate,
                      GError **error);

void clock_free(Clock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Clock, clock_free)

#endif

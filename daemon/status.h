/* SPDX-License-Identifier: Apache-2.0
 *
 * What a role tells about itself: counters in RUNTIME/NAME.status, one JSON
 * object of numbers, renamed into place every 10 s.  Site sums them for
 * /metrics and /readyz.  Nothing depends on them, so nothing is synced and a
 * file that cannot be written is only logged.
 *
 *   {"pid": 17, "started_at_ms": …, "written_at_ms": …, "accepted": 3, …}
 */
#ifndef BOTE_DAEMON_STATUS_H
#define BOTE_DAEMON_STATUS_H

#include <glib.h>
#include <stdint.h>

#include "daemon/clock.h"

enum { STATUS_PERIOD_MS = 10000 }; /* real time */

typedef struct Status Status;

/* runtime_dir  settings paths.runtime
 * name         the role, with its argument after a dash: "mailbox-rathaus"
 * clock        kept, not owned */
Status *status_new(const char *runtime_dir, const char *name, Clock *clock);
void status_free(Status *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Status, status_free)

/* Set or raise a counter; key: lower-case words with underscores, with its
 * unit, e.g. "accepted", "last_success_ms", "backlog_bytes". */
void status_set(Status *status, const char *key, int64_t value);
void status_add(Status *status, const char *key, int64_t by);
int64_t status_get(const Status *status, const char *key); /* 0: never set */

/* Write the file when the period is over; call it once a loop turn. */
void status_tick(Status *status);

/* Write the file now. */
void status_write(Status *status);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * One channel over Gammu SMSD: what its database holds for us goes into
 * spool/in/poll, one record each.
 *
 *   record = {"kind": "poll", "channel": NAME, "key": natural key,
 *             "received_at_ms": …}; its body is the row as JSON
 *
 * A row of inbox is marked in SMSD's database when its record is durable; if we
 * die between, it comes again under the same natural key: channel, number,
 * sender and SMSD's time, since numbers begin anew with a new database.
 * Receipts are rows of sentitems that look different from last time; after a
 * start all of the last week come again.
 */
#ifndef BOTE_DAEMON_POLL_POLL_H
#define BOTE_DAEMON_POLL_POLL_H

#include <glib.h>
#include <stdbool.h>

#include "parsers/config/smsd_settings.h"
#include "queue/secret.h"

/* SMSD writes its table phones every minute (StatusFrequency): when it has not
 * for so long, it or the modem is gone. */
enum { POLL_SILENT_S = 180 };

typedef struct Clock Clock;
typedef struct Status Status;
typedef struct Poll Poll;

/* All borrowed; they outlive the poll. */
typedef struct PollOptions {
  const char *channel; /* its name */
  SmsdSettings smsd;
  const char *timezone; /* SMSD writes local time */
  const char *folder;   /* spool/in/poll, made already */
  const char *runtime_dir;
  const SecretBoxPublic *reader;
  Clock *clock;
  Status *status;
  unsigned free_disk_mib;
} PollOptions;

Poll *poll_new(const PollOptions *options);
void poll_free(Poll *poll);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Poll, poll_free)

/* Look once.  A database that cannot be used is logged once and looked at again
 * next time; the counters tell, too.
 *
 * error  of the spool alone.  STORE_ERROR_FULL: nothing is lost, look again
 *        when there is room; others: exit. */
bool poll_round(Poll *poll, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Outcomes on their way to digest.  They gather for a moment, because a file in
 * spool/done costs two syncs here and a commit there, however many it holds.
 * The moment is short: what deliver knows when it dies is unknown afterwards,
 * and such a mail is repeated.
 */
#ifndef BOTE_DAEMON_DELIVER_DELIVER_RESULTS_H
#define BOTE_DAEMON_DELIVER_DELIVER_RESULTS_H

#include "daemon/deliver/deliver_job.h"

enum {
  /* Less than a server takes for one mail, so that a crash repeats hardly more
   * mails than the ones that were under way. */
  DELIVER_GATHER_MS = 20,
  /* The same for SMS, whose repeat costs money: no provider answers as fast, so
   * that nearly all a crash leaves unknown was under way anyhow.  Without it
   * each handful of answers stops all lines for two syncs. */
  DELIVER_GATHER_SMS_MS = 10,
  DELIVER_GATHER_MAX = 50, /* results a file */
  DELIVER_FULL_MS = 5000,  /* until somebody made room for results */
};

typedef struct DeliverResults DeliverResults;

/* state   settings paths.state; its folder spool/done is made if missing
 * digest  the key only digest can open; copied
 * error   as in queue/fs.h: exit */
DeliverResults *deliver_results_new(const char *state,
                                    const SecretBoxPublic *digest,
                                    GError **error);
void deliver_results_free(DeliverResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeliverResults, deliver_results_free)

/* Note an outcome; takes the job over and what `outcome` points to. */
void deliver_results_add(DeliverResults *results, DeliverJob *job,
                         OutboxResult *outcome);

/* How many wait to be written. */
unsigned deliver_results_waiting(const DeliverResults *results);

/* When they are to be written, milliseconds of clock_monotonic_ms(); INT64_MAX:
 * none wait.  At once when they are many, sooner when one is of an SMS. */
int64_t deliver_results_due_ms(const DeliverResults *results);

/* The disk was full: no new jobs before it has room for their results. */
bool deliver_results_are_stuck(const DeliverResults *results);

/* Write all that wait; nothing to do is fine.
 *
 * error  STORE_ERROR_FULL: they wait on, due again after DELIVER_FULL_MS.  Else
 *        exit at once: after the restart their jobs are unknown.
 */
bool deliver_results_write(DeliverResults *results, GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The outcomes of one turn of deliver's loop, on their way to digest: one file
 * in spool/done, durable before anything else happens.
 */
#ifndef BOTE_DAEMON_DELIVER_RESULTS_H
#define BOTE_DAEMON_DELIVER_RESULTS_H

#include "daemon/deliver/deliver_job.h"

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

/* Write all that wait; nothing to do is fine.
 *
 * error  STORE_ERROR_FULL: they wait on, try again later.  Else exit at once:
 *        after the restart their jobs are unknown.
 */
bool deliver_results_write(DeliverResults *results, GError **error);

#endif

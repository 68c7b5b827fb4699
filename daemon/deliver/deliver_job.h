/* SPDX-License-Identifier: Apache-2.0
 *
 * The jobs that digest left in spool/out, one after the other, and the files
 * they came in:
 *
 *   new/GROUP --deliver_inbox_next, durably--> active/GROUP --digest--> gone
 *   active/GROUP found at the start: deliver_inbox_leftover, never sent
 *   either one damaged --> corrupt/GROUP, kept for a person
 *
 * A file is in `active` before its first job is seen, so no job of a file in
 * `new` was ever sent.  Only so much is held in memory at a time.
 */
#ifndef BOTE_DAEMON_DELIVER_DELIVER_JOB_H
#define BOTE_DAEMON_DELIVER_DELIVER_JOB_H

#include "daemon/deliver/delivery_job.h"
#include "queue/spool.h"

enum {
  DELIVER_JOBS_MAX = 200,               /* held at once */
  DELIVER_BYTES_MAX = 64 * 1024 * 1024, /* of bodies; one more may begin */
  DELIVER_BODY_MAX = 32 * 1024 * 1024,  /* a mail with its attachments */
};

typedef struct DeliverInbox DeliverInbox;
typedef struct DeliverGroup DeliverGroup;

/* A job in hand. */
typedef struct DeliverJob {
  OutboxJob *job;
  DeliverGroup *group;
  int64_t taken_ms; /* monotonic */
} DeliverJob;

/* state  settings paths.state; its folder spool/out is made if missing
 * pair   deliver's keys; copied, wiped in the end
 * error  as in queue/fs.h: exit; STORE_ERROR_BUSY: another process has them */
DeliverInbox *deliver_inbox_new(const char *state, const SecretBoxPair *pair,
                                GError **error);
/* All jobs must be gone. */
void deliver_inbox_free(DeliverInbox *inbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeliverInbox, deliver_inbox_free)

/* Look into `new` at the next deliver_inbox_next(). */
void deliver_inbox_look(DeliverInbox *inbox);

/* The next job that an earlier process may have sent; its body is not read.
 * out_job NULL: there are no more.  Errors as below. */
bool deliver_inbox_leftover(DeliverInbox *inbox, DeliverJob **out_job,
                            GError **error);

/* The next job to send.
 *
 * out_job  owned by the caller, deliver_job_finish() in the end; NULL: none
 *          for now, or enough are in hand
 * error    STORE_ERROR_IO: exit
 */
bool deliver_inbox_next(DeliverInbox *inbox, int64_t now_ms,
                        DeliverJob **out_job, GError **error);

/* How many jobs were given out and not finished. */
unsigned deliver_inbox_in_hand(const DeliverInbox *inbox);

const char *deliver_job_group(const DeliverJob *job);

/* The job has its outcome: free it.  True when it was the last of its group,
 * whose file digest may then remove. */
bool deliver_job_finish(DeliverJob *job);

#endif

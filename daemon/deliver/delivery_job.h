/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest and deliver write to each other: records of groups in the spool.
 *
 *   spool/out/new/GROUP      digest: up to 50 jobs; head of a job, body: the
 *                            RFC 5322 message or the text of the SMS
 *   spool/out/active/GROUP   deliver has taken it and may have sent of it
 *   spool/done/new/FILE      deliver: results that gathered for a moment
 *
 * Digest alone removes spool/out/active/GROUP, when all its results are stored.
 */
#ifndef BOTE_DAEMON_DELIVER_DELIVERY_JOB_H
#define BOTE_DAEMON_DELIVER_DELIVERY_JOB_H

#include <jansson.h>

#include "queue/outbox.h"

enum { DELIVERY_GROUP_MAX = 50 };

/* The channel of a job that fetches a picture: `transport` is the SMS channel,
 * `to` the URL, the id one of queue/media.h; no body. */
#define DELIVERY_MEDIA "media"

/* The head of a job's record; a new reference.  Its members: id, attempt,
 * channel ("mail", "sms"), transport (for SMS: the channel's name), kind,
 * from (reverse-path or sender), to. */
json_t *delivery_job_head(const OutboxJob *job);

/* Read the head of a job; the body is left NULL.  Owned by the caller, free
 * with outbox_job_free().  NULL: not a job of ours. */
OutboxJob *delivery_job_from_head(const json_t *head);

/* A result on its way back. */
typedef struct DeliveryResult {
  OutboxResult result;
  char *channel; /* as in the job; NULL: not told */
  char *transport;
  char *group;  /* the file in spool/out/active it belongs to */
  bool is_last; /* of its group: the file may go when this is stored */
} DeliveryResult;

json_t *delivery_result_head(const DeliveryResult *result);
/* NULL: not a result of ours.  Free with delivery_result_free(). */
DeliveryResult *delivery_result_from_head(const json_t *head);
void delivery_result_free(DeliveryResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeliveryResult, delivery_result_free)

#endif

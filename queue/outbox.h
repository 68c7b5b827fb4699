/* SPDX-License-Identifier: Apache-2.0
 *
 * Everything that goes out, from the decision until its fate is known.
 *
 *   queued --outbox_add--> hold | suppressed
 *   queued, deferred --outbox_lease--> leased
 *   leased --outbox_result--> sent | deferred | failed | hold
 *   deferred --outbox_result--> sent             (its lease ran out before)
 *   sent --outbox_receipt--> delivered | failed | expired
 *   leased, deferred --outbox_receipt--> delivered   (receipt was faster)
 *   leased --outbox_result--> expired            (too old for another try)
 *   queued, deferred --outbox_expire--> expired
 *   queued, deferred, hold --outbox_cancel--> cancelled
 *   queued, deferred --outbox_lease--> hold        (cannot be opened)
 *   hold, failed --outbox_retry--> queued
 *
 * Message-ID and client reference are fixed when the row is written, so that
 * a repeat can be recognised by its receiver.  States only move forward.
 */
#ifndef BOTE_QUEUE_OUTBOX_H
#define BOTE_QUEUE_OUTBOX_H

#include "queue/content.h"
#include "queue/retry.h"

typedef enum OutboxState {
  OUTBOX_STATE_QUEUED,
  OUTBOX_STATE_LEASED,
  OUTBOX_STATE_SENT,
  OUTBOX_STATE_DELIVERED,
  OUTBOX_STATE_DEFERRED,
  OUTBOX_STATE_FAILED,
  OUTBOX_STATE_EXPIRED,
  OUTBOX_STATE_SUPPRESSED,
  OUTBOX_STATE_HOLD,
  OUTBOX_STATE_CANCELLED,
} OutboxState;

const char *outbox_state_to_string(OutboxState state);

/* Who comes first when there is more than a transport may send. */
typedef enum OutboxPriority {
  OUTBOX_PRIORITY_DANGER = 0,
  OUTBOX_PRIORITY_TICKET = 2, /* tickets and confirmations */
  OUTBOX_PRIORITY_STATUS = 4,
  OUTBOX_PRIORITY_MASS = 8,
} OutboxPriority;

/* A message to send.  Everything is copied. */
typedef struct OutboxNew {
  Id id;                 /* made by the caller: Message-ID holds it */
  const char *channel;   /* "mail" or "sms" */
  const char *transport; /* name in bote.yaml */
  const char *kind;      /* "confirmation", "ticket", "transcript" … */
  OutboxPriority priority;
  const char *dedupe;        /* unique cause, or NULL: a second row with the
                                same is silently left out */
  const char *owner_id;      /* person whose key seals it; NULL: the town */
  const char *envelope_from; /* reverse-path; "" for null; SMS: sender */
  const char *address;       /* recipient: address or E.164 */
  GBytes *body;              /* RFC 5322 message, or SMS text */
  const char *message_id;    /* without angle brackets; NULL for SMS */
  const char *inbox_id;      /* what it answers; may be NULL */
  const char *ticket_id;     /* may be NULL */
  const char *cancel_group;  /* the command mail that #rückgängig cancels */
  int64_t not_before_ms;     /* 0: at once */
  bool held;                 /* wait in `hold` until a person lets it go */
  const char *suppressed;    /* a brake's word: it never goes; or NULL */
  int64_t life_s;            /* from now; see retry.h */
} OutboxNew;

/* Write a message into the outbox.
 * out_added   false when `dedupe` exists already; may be NULL */
bool outbox_add(Queue *queue, const OutboxNew *message, bool *out_added,
                GError **error);

/* A job for deliver. */
typedef struct OutboxJob {
  Id id;
  int attempt;       /* number of the lease: rises with each, never falls */
  OutboxState state; /* before the lease: queued or deferred */
  char *channel, *transport, *kind;
  char *envelope_from, *address;
  GBytes *body;
  bool is_repeat; /* an earlier attempt may have arrived */
} OutboxJob;

void outbox_job_free(OutboxJob *job);

/* Lease what is due on one transport, most urgent first.  What cannot be opened
 * any more is set aside.
 * limit       at most so many jobs
 * Returns OutboxJob *, owned by the caller.  The caller commits before the jobs
 * are handed over: the attempt is counted before it is made.
 */
GPtrArray *outbox_lease(Queue *queue, const char *transport, unsigned limit,
                        GError **error);
/* The same, of what is about danger alone: a limit is no reason to wait. */
GPtrArray *outbox_lease_danger(Queue *queue, const char *transport,
                               unsigned limit, GError **error);

/* The fate of one attempt, as deliver saw it. */
typedef struct OutboxResult {
  Id id;
  int attempt; /* of the job */
  DeliveryAction action;
  char status[16];    /* RFC 3463; "" when not known */
  char *diagnostic;   /* the peer's words; may hold an address: sealed */
  char *provider_ref; /* the provider's id or the server's queue id */
  int retry_after_s;  /* 0: by the plan */
  bool opt_out;       /* the provider: this number wants no more SMS */
} OutboxResult;

/* Apply a result; of an attempt that is no longer leased only the success of
 * the last one counts.
 * out_state   the new state; may be NULL */
bool outbox_result(Queue *queue, const OutboxResult *result,
                   OutboxState *out_state, GError **error);

/* Jobs whose lease ran out without a result count as unknown.  What is too old
 * expires: SMS, and mails while their transport fails, else these get a last
 * attempt.  But for a department's tickets: those need a person. */
bool outbox_recover(Queue *queue, GError **error);
bool outbox_expire(Queue *queue, GError **error);

/* At the start, when the spool proves that no job is under way: leased mails
 * count as not tried.  An SMS waits on: its repeat costs money. */
bool outbox_return_leases(Queue *queue, GError **error);

/* Cancel what surely did not go out yet of a command mail: how many were
 * stopped, how many (may) have gone out. */
bool outbox_cancel(Queue *queue, const char *cancel_group, int *out_cancelled,
                   int *out_late, GError **error);

/* Put a held or failed message back into the queue; make a deferred one, which
 * surely did not arrive, due at once. */
bool outbox_retry(Queue *queue, const char *id, GError **error);

/* Let go what was written while answers were paused. */
bool outbox_release_held(Queue *queue, int *out_count, GError **error);

/* When the next message is due on a transport; INT64_MAX when none waits. */
bool outbox_next_due(Queue *queue, const char *transport, int64_t *out_due_ms,
                     GError **error);

/* How many were written to a recipient since then, for sliding windows. */
bool outbox_count_since(Queue *queue, GBytes *lookup, int64_t since_ms,
                        int64_t *out_count, GError **error);

#endif

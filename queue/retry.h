/* SPDX-License-Identifier: Apache-2.0
 *
 * The retry plan and the meaning of what a peer answered.  Pure: no clock, no
 * randomness of its own, no store.
 */
#ifndef BOTE_QUEUE_RETRY_H
#define BOTE_QUEUE_RETRY_H

#include <stdbool.h>
#include <stdint.h>

enum {
  RETRY_MIN_S = 300,                 /* Postfix minimal_backoff_time */
  RETRY_MAX_S = 4000,                /* Postfix maximal_backoff_time */
  RETRY_MAIL_LIFE_S = 5 * 86400,     /* RFC 5321 4.5.4.1: 4-5 days */
  RETRY_SMS_LIFE_S = 12 * 3600,      /* older news by SMS confuses */
  RETRY_REMINDER_LIFE_S = 48 * 3600, /* late reminders are no reminders */
  RETRY_LEASE_S = 1200,              /* a job without result: unknown */
  RETRY_TICKET_ALARM_S = 4 * 3600,   /* a department waits: tell a person */
  RETRY_SMS_RECEIPT_S = 900,         /* wait for a receipt before a repeat */
  RETRY_MAIL_UNKNOWN_MAX = 3,        /* repeats with the same Message-ID */
  RETRY_BREAKER_FAILURES = 5,
  RETRY_BREAKER_MIN_S = 60,
  RETRY_BREAKER_MAX_S = 3600,
};

/* What happens to a message after an attempt to deliver it. */
typedef enum DeliveryAction {
  DELIVERY_SENT,                /* the peer is responsible now */
  DELIVERY_DEFER,               /* try again by the plan */
  DELIVERY_FAIL_MUTE,           /* no such mailbox: stop writing there */
  DELIVERY_FAIL,                /* refused for good; a person looks */
  DELIVERY_WITHOUT_ATTACHMENTS, /* too large: once more without them */
  DELIVERY_PAUSE,               /* our own fault: pause the transport, no
                                   attempt is counted, the job waits */
  DELIVERY_NOT_TRIED,           /* no connection, or throttled: the same, and
                                   it counts for the breaker */
  DELIVERY_UNKNOWN,             /* may or may not have been taken */
} DeliveryAction;

const char *delivery_action_to_string(DeliveryAction action);
bool delivery_action_from_string(const char *name, DeliveryAction *out_action);

/* How far an SMTP session came (RFC 5321 3.3). */
typedef enum SmtpStage {
  SMTP_STAGE_CONNECT, /* DNS, TCP, TLS */
  SMTP_STAGE_GREETING,
  SMTP_STAGE_EHLO,
  SMTP_STAGE_AUTH,
  SMTP_STAGE_MAIL,
  SMTP_STAGE_RCPT,
  SMTP_STAGE_DATA,
  SMTP_STAGE_FINAL_DOT, /* everything was sent */
  SMTP_STAGE_REPORT,    /* a delivery report tells it (RFC 3464): the session
                           was another host's */
} SmtpStage;

const char *smtp_stage_to_string(SmtpStage stage);

/* The last reply of an SMTP server. */
typedef struct SmtpReply {
  SmtpStage stage;
  int code;           /* 250; 0 when there was no reply */
  const char *status; /* RFC 3463, "5.1.1"; NULL when not given.  What follows
                         a blank is ignored, what is no status, too. */
} SmtpReply;

/* Read code and status off the first line of a reply, "550 5.1.1 …" or
 * "550-5.1.1 …"; `status` points into the line, `stage` is kept.
 * False for what is no reply (RFC 5321 4.2): the peer does not speak SMTP. */
bool smtp_reply_parse(const char *line, SmtpReply *out_reply);

/* Look a reply up in the table; see retry_rows.c for its rows and reasons.
 * Where the status contradicts the code, the code wins; without a code (in a
 * delivery report) the status alone counts. */
DeliveryAction retry_smtp_action(const SmtpReply *reply);

/* The answer of an SMS provider's API. */
typedef struct SmsAnswer {
  bool request_left; /* false: name, connection or TLS failed before */
  int http_status;   /* 0 when there was no answer: timeout, reset */
  bool has_id;       /* the body was understood and names the message */
} SmsAnswer;

/* The same for SMS.  A 429 is DEFER; the provider's Retry-After counts. */
DeliveryAction retry_sms_action(const SmsAnswer *answer);

/* Milliseconds until the next attempt: the age, between RETRY_MIN_S and
 * RETRY_MAX_S, ± 10 %.
 *
 * age_ms    since the message was written
 * random    any number; spreads the jitter
 */
int64_t retry_wait_ms(int64_t age_ms, uint32_t random);

/* Milliseconds a transport rests after `failures` in a row; 0 below
 * RETRY_BREAKER_FAILURES.  Doubles from RETRY_BREAKER_MIN_S. */
int64_t retry_breaker_ms(int failures);

#endif

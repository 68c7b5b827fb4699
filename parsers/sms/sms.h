/* SPDX-License-Identifier: Apache-2.0
 *
 * The vocabulary of SMS, shared by all folders like that of mail (message.h,
 * which says what holds for both): an SMS that came in, a delivery report, and
 * what one request of a provider holds.
 */
#ifndef BOTE_PARSERS_SMS_SMS_H
#define BOTE_PARSERS_SMS_SMS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "parsers/place/place.h"

/* Media of one message; Twilio sends at most 10. */
enum { SMS_MEDIA_MAX = 30 };

/* A picture or file that came with a message (MMS).  Either `url` or `bytes`
 * is set; both NULL: it was larger than we take. */
typedef struct SmsMedia {
  char *url;    /* where the provider keeps it for us to fetch */
  char *type;   /* media type as stated, not checked; NULL when not stated */
  char *name;   /* file name as stated; NULL when not stated */
  int64_t size; /* bytes as stated; 0 when not stated */
  GBytes *bytes;
} SmsMedia;

SmsMedia *sms_media_new(void);
void sms_media_free(SmsMedia *media);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmsMedia, sms_media_free)

/* An SMS that came in (mobile originated). */
typedef struct SmsIn {
  char *event_id;    /* of the webhook call, the same in its repeats; NULL when
                        it has none: then provider_id tells repeats */
  char *provider_id; /* the provider's message id; NULL when it has none */
  char *from;        /* E.164 ("+4915228817386"), or verbatim if no_reply */
  char *to;          /* our number, E.164 or short code as configured */
  char *text;
  int64_t sent_at_ms; /* the provider's time; 0 when not stated */
  bool no_reply;      /* alphanumeric or short sender: cannot be answered */
  GPtrArray *places;  /* Place *, that the text may be about */
  GPtrArray *media;   /* SmsMedia * */
  int part_ref, part_number, part_total; /* 3GPP TS 23.040; total 0: whole */
} SmsIn;

SmsIn *sms_in_new(void);
void sms_in_free(SmsIn *sms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmsIn, sms_in_free)

/* The normal form of a delivery report's state; see outbox.h for the rank. */
typedef enum SmsReportState {
  SMS_REPORT_QUEUED,
  SMS_REPORT_SENT,
  SMS_REPORT_DELIVERED,
  SMS_REPORT_FAILED_TEMPORARY,
  SMS_REPORT_FAILED_PERMANENT,
  SMS_REPORT_EXPIRED,
  SMS_REPORT_IGNORED, /* a word we do not know, or no state: changes nothing */
} SmsReportState;

/* queued, sent, delivered, failed_temp, failed_perm, expired, ignored. */
const char *sms_report_state_to_string(SmsReportState state);
bool sms_report_state_from_string(const char *name, SmsReportState *out_state);

/* A delivery report for an SMS that went out. */
typedef struct SmsReport {
  char *provider_id; /* as given at sending; NULL when the reference is used */
  char *reference;   /* our own outbox id; NULL when the provider_id is used */
  SmsReportState state;
  char *code;   /* the provider's word or number, verbatim, at most 64 bytes */
  bool opt_out; /* the provider says that this number does not want any more */
} SmsReport;

SmsReport *sms_report_new(void);
void sms_report_free(SmsReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmsReport, sms_report_free)

/* What one webhook request holds: a provider may send several at once. */
typedef struct SmsBatch {
  GPtrArray *messages; /* SmsIn * */
  GPtrArray *reports;  /* SmsReport * */
} SmsBatch;

SmsBatch *sms_batch_new(void);
void sms_batch_free(SmsBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SmsBatch, sms_batch_free)

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * An SMS provider is one descriptor row and a few pure hooks: bytes in, struct
 * out.  HTTP, clock, secrets on disk and the store stay with the roles.  A row
 * is a file parsers/providers/NAME.c that defines provider_NAME; the table is
 * generated.  `null` is the row that does nothing, correctly.
 */
#ifndef BOTE_PARSERS_PROVIDER_H
#define BOTE_PARSERS_PROVIDER_H

#include <glib.h>
#include <jansson.h>

#include "parsers/signature.h"
#include "parsers/sms.h"

/* A body longer than this is refused before parsing. */
#define PROVIDER_BODY_MAX (64 * 1024)
/* The same for providers that put pictures into the body
 * (PROVIDER_INLINE_MEDIA); networks cut an MMS at 1 MiB or less. */
#define PROVIDER_MEDIA_BODY_MAX (8 * 1024 * 1024)
/* More messages and reports than this in one request are no webhook. */
#define PROVIDER_BATCH_MAX 1000

/* The settings of a channel: the JSON object of bote.yaml below the channel's
 * name, secrets filled in by the caller.  Each row says which it reads. */
typedef json_t ProviderConfig;

/* A webhook request whose signature was already verified; all borrowed. */
typedef struct ProviderRequest {
  const char *method;
  const char *query;             /* raw, without "?"; NULL or "" for none */
  const char *content_type;      /* NULL when absent */
  const SignatureField *headers; /* ended by a NULL name; NULL for none */
  const void *body;
  size_t body_size; /* bytes */
} ProviderRequest;

/* An SMS to send; all borrowed. */
typedef struct SmsOut {
  const char *id;         /* our outbox id, [a-z0-9]+: comes back in receipts */
  const char *from;       /* sender number or name; NULL: config "from" */
  const char *to;         /* E.164 */
  const char *text;       /* UTF-8, ready (gsm7_prepare) */
  const char *report_url; /* public URL for receipts; NULL: none wanted */
} SmsOut;

/* An HTTP request to make.  Basic authentication: user is not NULL. */
typedef struct ProviderHttpRequest {
  char *method;
  char *url; /* NULL: nothing to send, parse_response() of status 202 */
  GPtrArray *headers; /* char *, "Name: value", no CR or LF */
  char *user, *password;
  GBytes *body; /* NULL for none */
} ProviderHttpRequest;

ProviderHttpRequest *provider_http_request_new(const char *method);
void provider_http_request_free(ProviderHttpRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProviderHttpRequest, provider_http_request_free)

/* What the provider answered; borrowed. */
typedef struct ProviderResponse {
  int http_status;   /* 0: no answer after the request was written */
  int retry_after_s; /* of the Retry-After field; 0 when absent */
  const char *body;
  size_t body_size; /* bytes */
} ProviderResponse;

typedef enum ProviderSendClass {
  PROVIDER_SEND_SENT,      /* accepted; provider_id may be NULL */
  PROVIDER_SEND_PERMANENT, /* never to this number or with this text */
  PROVIDER_SEND_TRANSIENT, /* try again by the retry plan */
  PROVIDER_SEND_THROTTLED, /* pause the channel for retry_after_s */
  PROVIDER_SEND_ACCOUNT,   /* no credit: pause the channel, alert, keep */
  PROVIDER_SEND_CONFIG,    /* wrong key, path, sender: as ACCOUNT */
  PROVIDER_SEND_UNKNOWN,   /* may have been taken: digest decides on repeats */
} ProviderSendClass;

const char *provider_send_class_to_string(ProviderSendClass outcome);
bool provider_send_class_from_string(const char *name, ProviderSendClass *out);

typedef struct ProviderSendResult {
  ProviderSendClass outcome;
  char *provider_id;
  char *code;        /* the provider's word or number, at most 64 bytes */
  char *diagnostic;  /* its explanation, one line, at most 200 bytes */
  int retry_after_s; /* THROTTLED: seconds to pause, at least 1 */
  bool opt_out;      /* PERMANENT: this number has told the provider that it
                        wants no more: the same as its STOPP to us */
} ProviderSendResult;

void provider_send_result_clear(ProviderSendResult *result);

/* What the webhook answers after the request is durable. */
typedef struct ProviderAck {
  int status;
  const char *content_type, *body;
} ProviderAck;

/* What a provider can do; decides about repeats and parts. */
enum {
  PROVIDER_INBOUND = 1 << 0,
  PROVIDER_REPORTS = 1 << 1,
  PROVIDER_OWN_ID = 1 << 2, /* takes our id: repeating is safe */
  PROVIDER_GET = 1 << 3,    /* its webhook may be a GET, not only a POST */
  PROVIDER_INLINE_MEDIA = 1 << 4, /* pictures stand in the webhook's body */
};

typedef struct Provider {
  const char *name; /* the file's name */
  unsigned abilities;
  const SignatureScheme *signature; /* NULL: config, else secret path only */
  ProviderAck ack;
  /* Read inbound messages and receipts; a request that holds nothing for us
   * gives an empty batch.  PARSE_ERROR_SYNTAX: not this provider's form. */
  bool (*parse)(const ProviderRequest *request, const ProviderConfig *config,
                SmsBatch **out, GError **error);
  /* PARSE_ERROR_UNSUPPORTED: the configuration lacks what the message says. */
  bool (*build_request)(const SmsOut *sms, const ProviderConfig *config,
                        ProviderHttpRequest **out, GError **error);
  /* Never fails: what cannot be read is TRANSIENT or UNKNOWN.  `out` is
   * overwritten; provider_send_result_clear() it afterwards. */
  void (*parse_response)(const ProviderResponse *response,
                         const ProviderConfig *config, ProviderSendResult *out);
} Provider;

extern const Provider *const provider_registry[];

/* The row of this name, NULL when there is none. */
const Provider *provider_find(const char *name);

/* The largest webhook body of this provider, in bytes. */
size_t provider_body_max(const Provider *provider);

/* Read inbound messages and receipts.
 *
 * request  its signature was verified
 * config   the channel's settings
 * out      owned by the caller; empty when the request holds nothing for us
 * error    PARSE_ERROR_SYNTAX: not this provider's form; PARSE_ERROR_LIMIT:
 *          too large, too many.  The request is kept for people to see. */
bool provider_parse(const Provider *provider, const ProviderRequest *request,
                    const ProviderConfig *config, SmsBatch **out,
                    GError **error);

/* Make the request that sends an SMS; owned by the caller.
 * PARSE_ERROR_UNSUPPORTED: the settings lack what the message names; the
 * channel pauses. */
bool provider_build_request(const Provider *provider, const SmsOut *sms,
                            const ProviderConfig *config,
                            ProviderHttpRequest **out, GError **error);

/* What an answer means.  Never fails: what cannot be read is TRANSIENT or
 * UNKNOWN.  `out` is overwritten; provider_send_result_clear() it afterwards. */
void provider_parse_response(const Provider *provider,
                             const ProviderResponse *response,
                             const ProviderConfig *config,
                             ProviderSendResult *out);

/* Does a repeat of the same words differ from a repeat of the same request?
 * False where the settings ("inbound") name neither an id nor a time: then two
 * answers "1" are the same bytes. */
bool provider_marks_messages(const ProviderConfig *config);

/* How requests of this channel are signed: the row's scheme, else config
 * {"signature": {"kind", "hash", "encoding", "header", "parameter",
 * "timestamp", "nonce", "recipe"}}.  `out` borrows from both.
 * PARSE_ERROR_UNSUPPORTED: an unknown word in the configuration. */
bool provider_signature(const Provider *provider, const ProviderConfig *config,
                        SignatureScheme *out, GError **error);

/* The class of an HTTP status alone: 2xx SENT, 401, 403 and 404 CONFIG, 402
 * ACCOUNT, 408 and 0 UNKNOWN, 429 THROTTLED, other 4xx PERMANENT, else
 * TRANSIENT. */
ProviderSendClass provider_class_of_http(int http_status);

#endif

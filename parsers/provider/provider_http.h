/* SPDX-License-Identifier: Apache-2.0
 *
 * What passes between us and a provider, as plain data: a webhook request, an
 * SMS to send, the HTTP request that sends it, and what came of it.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_HTTP_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_HTTP_H

#include <glib.h>
#include <jansson.h>

#include "parsers/provider/provider_class.h"
#include "parsers/signature.h"

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

typedef struct ProviderSendResult {
  ProviderSendClass outcome;
  char *provider_id;
  char *code;        /* the provider's word or number, at most 64 bytes */
  char *diagnostic;  /* its explanation, one line, at most 200 bytes */
  int retry_after_s; /* THROTTLED: seconds to pause, at least 1 */
  bool opt_out;      /* PERMANENT: this number has told the provider that it
                        wants no more: the same as its STOPP to us */
  bool is_listed;    /* a row of the table says so, not the HTTP status: the
                        provider looked at the message */
} ProviderSendResult;

void provider_send_result_clear(ProviderSendResult *result);

/* What became of provider_build_check(). */
typedef struct ProviderCheckResult {
  ProviderSendClass outcome;
  char *code, *diagnostic; /* as above */
  char *balance;           /* as the provider writes it; NULL: not told */
  char *where;             /* the page on which the key stands, or NULL */
} ProviderCheckResult;

void provider_check_result_clear(ProviderCheckResult *result);

/* What the webhook answers after the request is durable. */
typedef struct ProviderAck {
  int status;
  const char *content_type, *body;
} ProviderAck;

#endif

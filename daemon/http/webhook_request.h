/* SPDX-License-Identifier: Apache-2.0
 *
 * One request of a provider, from its first line to its verdict.  It knows
 * HTTP's rules and the channels, and nothing of the spool.
 */
#ifndef BOTE_DAEMON_HTTP_WEBHOOK_REQUEST_H
#define BOTE_DAEMON_HTTP_WEBHOOK_REQUEST_H

#include "daemon/http/http_server.h"
#include "daemon/http/verifier.h"

typedef struct WebhookRequest {
  struct MHD_Connection *connection;
  const WebhookChannel *channel; /* set when the path is right */
  char *target;                  /* with the secret: never log it */
  char *method;
  char *content_type; /* NULL when absent */
  char *address;      /* last of X-Forwarded-For; NULL when absent */
  GByteArray *body;
  GArray *fields; /* SignatureField, for the signature; NULL before */
  SignatureResult signature;
  bool checked;    /* the headers were looked at */
  bool is_large;   /* announces more than a text needs */
  bool counted;    /* among its address's requests */
  bool waiting;    /* whole, not yet durable */
  unsigned status; /* 0: not decided; else the answer */
} WebhookRequest;

/* A request that begins: target copied, connection borrowed until its end. */
WebhookRequest *webhook_request_new(struct MHD_Connection *connection,
                                    const char *target);
void webhook_request_free(WebhookRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookRequest, webhook_request_free)

/* Look at line and headers before the body; sets channel, or status to refuse.
 */
void webhook_request_check(WebhookRequest *request, const GPtrArray *channels,
                           const char *method);

/* Take a piece of the body; one that grows beyond the limit sets status. */
void webhook_request_append(WebhookRequest *request, const char *piece,
                            size_t size);

/* The body is complete: the case to be verified, borrowed from the request. */
VerifierCase webhook_request_case(WebhookRequest *request);

/* Take its verdict; a wrong signature sets status. */
void webhook_request_judge(WebhookRequest *request,
                           const SignatureResult *result);

/* The head of its record as JSON text; owned by the caller.  It may be larger
 * than the spool allows, which the spool tells.  Written without the library:
 * building an object to print it was a fifth of a request's time. */
GString *webhook_request_head(const WebhookRequest *request,
                              int64_t received_at_ms);

#endif

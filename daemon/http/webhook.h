/* SPDX-License-Identifier: Apache-2.0
 *
 * The webhook: takes requests of SMS providers, makes them durable, and only
 * then answers.  It does not read what they say; it holds no key that opens
 * anything.
 *
 *   received -> checked -> waiting -> verified -> durable -> answered
 *                  └─────────────────────┴──> refused
 *                         (4xx: never will be right; 503: try again)
 *
 * Requests that wait together have their signatures verified together, see
 * verifier.h, and become records of one segment in the spool with one
 * fdatasync.  A record's body is the request's raw body; its head:
 *
 *   {"kind": "webhook", "channel": NAME,
 *    "key": natural key, 64 hex digits: BLAKE2b of channel, method, query,
 *           body,
 *    "received_at_ms": …, "method": "POST", "query": raw, without "?",
 *    "headers": {"content-type": …}, "signature": "fresh" or "stale"}
 *
 * A stale signature is right but old: only an event not yet known counts.
 */
#ifndef BOTE_DAEMON_HTTP_WEBHOOK_H
#define BOTE_DAEMON_HTTP_WEBHOOK_H

#include "daemon/http/http_server.h"
#include "daemon/http/webhook_channel.h"
#include "queue/secret.h"

typedef struct Clock Clock;
typedef struct Status Status;

enum {
  WEBHOOK_RETRY_S = 60,                /* Retry-After of a 503 */
  WEBHOOK_LARGE_MAX = 16,              /* requests with pictures at once, 8 MiB
                                         each and once more in their group: half
                                         of what the unit may use */
  WEBHOOK_SEGMENT_MS = 10 * 60 * 1000, /* then a segment is closed, so that its
                                         content does not stay for ever */
};

typedef struct Webhook Webhook;

/* All borrowed; they outlive the webhook. */
typedef struct WebhookOptions {
  const char *folder;            /* spool/in/webhook, made already */
  const char *runtime_dir;       /* where digest's bell hangs */
  const SecretBoxPublic *reader; /* digest's */
  const GPtrArray *channels;     /* WebhookChannel * */
  Clock *clock;
  Status *status;
  HttpLimits limits;
  unsigned free_disk_mib; /* with less, requests are refused with 503 */
  unsigned per_address;   /* requests at once with one last X-Forwarded-For,
                           which the site's own proxy has set */
} WebhookOptions;

/* listen_fd  from http_listen(); owned by the webhook, also on failure
 * error      G_FILE_ERROR, STORE_ERROR: the caller exits
 */
Webhook *webhook_new(int listen_fd, const WebhookOptions *options,
                     GError **error);
/* What was not answered is not answered; what was made durable stays. */
void webhook_free(Webhook *webhook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Webhook, webhook_free)

/* What to poll for POLLIN, and for how many milliseconds at most. */
int webhook_fd(const Webhook *webhook);
int webhook_wait_ms(Webhook *webhook);

/* Handle what is ready, make it durable, let it be answered.  False: a sync
 * failed; nothing was acknowledged, the caller exits at once. */
bool webhook_turn(Webhook *webhook, GError **error);

#endif

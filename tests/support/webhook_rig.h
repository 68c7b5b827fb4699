/* SPDX-License-Identifier: Apache-2.0
 *
 * A webhook on a loopback socket and raw clients in one process: a client
 * writes bytes, the rig lets the webhook work until an answer is there.  Every
 * wait is a poll with an end; nothing sleeps.
 */
#ifndef BOTE_TESTS_SUPPORT_WEBHOOK_RIG_H
#define BOTE_TESTS_SUPPORT_WEBHOOK_RIG_H

#include <glib.h>

#include "daemon/bell.h"
#include "daemon/http/webhook.h"
#include "tests/support/scratch.h"

/* A secret path segment of all channels of the rig. */
#define RIG_SECRET "0123456789abcdef0123456789abcdef"
/* The key of the channel "signed", and the public URL. */
#define RIG_KEY "a key of the provider"
#define RIG_URL "https://bote.example.org/sms"
/* The time of the rig's clock, which stands still. */
#define RIG_NOW_MS INT64_C(1795282181000)

typedef struct WebhookRig {
  Scratch *scratch;
  char *folder, *clock_file;
  SecretBoxPair pair;
  Clock *clock;
  Status *status;
  Bell *bell;          /* digest's */
  json_t *signing;     /* settings of the channel "signed" */
  json_t *unmarked;    /* of "unmarked", whose SMS have neither id nor time */
  GPtrArray *channels; /* those, "kannel", "vonage",
                          and "null" (POST only) */
  Webhook *webhook;
  int port;
} WebhookRig;

/* deadline_ms  of one request; 0: the usual */
WebhookRig *webhook_rig_new(int deadline_ms);
void webhook_rig_free(WebhookRig *rig);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookRig, webhook_rig_free)

/* A client's connection; -1 only when a test assertion failed. */
int webhook_rig_connect(const WebhookRig *rig);
void webhook_rig_send(int fd, const char *bytes, size_t size);

/* One turn of the webhook after at most `wait_ms`.  False: it gave up. */
bool webhook_rig_turn(WebhookRig *rig, int wait_ms);

/* Run until a whole answer or the end of the connection has come; at most 5 s.
 * Returns what came, "" for nothing; owned by the caller. */
char *webhook_rig_answer(WebhookRig *rig, int fd);

/* Connect, send a text, return the status of the answer; 0: none came. */
int webhook_rig_exchange(WebhookRig *rig, const char *request);

/* The status code of an answer; 0 when it is none. */
int webhook_rig_status(const char *answer);

/* A POST to a channel; extra: header lines each with CR LF, or "". */
char *webhook_rig_post(const char *channel, const char *extra,
                       const char *body);

/* All whole records in the spool in order, each {"head": …, "body": text}. */
json_t *webhook_rig_records(const WebhookRig *rig);

/* A member of the head of one of them; borrowed, NULL when it is missing. */
const char *webhook_rig_head(const json_t *records, size_t index,
                             const char *key);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of an SMS that was handed to a provider, in the seven classes
 * that differ in their consequences.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_CLASS_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_CLASS_H

#include <stdbool.h>

typedef enum ProviderSendClass {
  PROVIDER_SEND_SENT,      /* accepted; provider_id may be NULL */
  PROVIDER_SEND_PERMANENT, /* never to this number or with this text */
  PROVIDER_SEND_TRANSIENT, /* try again by the retry plan */
  PROVIDER_SEND_THROTTLED, /* pause the channel for retry_after_s */
  PROVIDER_SEND_ACCOUNT,   /* no credit: pause the channel, alert, keep */
  PROVIDER_SEND_CONFIG,    /* wrong key, path, sender: as ACCOUNT */
  PROVIDER_SEND_UNKNOWN,   /* may have been taken: digest decides on repeats */
} ProviderSendClass;

/* "sent", "permanent", ... */
const char *provider_send_class_to_string(ProviderSendClass outcome);
/* Returns false and leaves `out` untouched for an unknown name. */
bool provider_send_class_from_string(const char *name, ProviderSendClass *out);

/* The class of an HTTP status alone: 2xx SENT, 401, 403 and 404 CONFIG, 402
 * ACCOUNT, 408 and 0 UNKNOWN, 429 THROTTLED, other 4xx PERMANENT, else
 * TRANSIENT. */
ProviderSendClass provider_class_of_http(int http_status);

#endif

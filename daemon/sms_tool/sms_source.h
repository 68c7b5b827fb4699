/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose request it is that a tool of `bote sms` looks at or makes: a provider
 * by its name alone, or a configured channel.
 */
#ifndef BOTE_DAEMON_SMS_TOOL_SMS_SOURCE_H
#define BOTE_DAEMON_SMS_TOOL_SMS_SOURCE_H

#include "daemon/config.h"
#include "parsers/provider/provider.h"

typedef struct SmsSource {
  const Provider *provider;
  ProviderConfig *config;         /* without secrets */
  Config *loaded;                 /* NULL without a channel */
  const ChannelSettings *channel; /* of `loaded`; NULL without one */
} SmsSource;

void sms_source_clear(SmsSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SmsSource, sms_source_clear)

/* A provider's row with the settings that need no account.  `generic`, which is
 * nothing without settings, gets those of its documentation:
 *
 *   JSON or form with id, from, to, text, time; a receipt has id or reference,
 *   status (one of our words for a state) and code; X-Signature is the hex
 *   HMAC-SHA256 of "TIMESTAMP.BODY" with X-Timestamp; sending is a POST of
 *   JSON with a bearer token
 *
 * name   a row of the registry, or a preset of `generic`
 * Returns EX_OK; EX_USAGE, which was told on standard error. */
int sms_source_by_name(const char *name, SmsSource *out);

/* A channel of bote.yaml.
 *
 * file  value of --config; NULL: found as other verbs do
 * Returns EX_OK; EX_CONFIG or EX_USAGE, which was told on standard error. */
int sms_source_by_channel(const char *file, const char *channel,
                          SmsSource *out);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The SMS channels a webhook serves: which URL path belongs to which channel,
 * and whether a request is from its provider.  Secrets stay in here.
 */
#ifndef BOTE_DAEMON_HTTP_WEBHOOK_CHANNEL_H
#define BOTE_DAEMON_HTTP_WEBHOOK_CHANNEL_H

#include <glib.h>

#include "parsers/provider/provider.h"

typedef struct WebhookChannel WebhookChannel;

/* Shorter than this a path could be guessed: 128 bits in base64url. */
enum { WEBHOOK_SECRET_LENGTH = 22 };

/* provider, config  kept, not owned: they outlive the channel
 * path_secrets      the channel's secret path segments, one a line (two during
 *                   a rotation), each of [A-Za-z0-9._~-]
 * error             PARSE_ERROR_UNSUPPORTED: say so and exit 78
 */
WebhookChannel *webhook_channel_new(const char *name, const Provider *provider,
                                    const ProviderConfig *config,
                                    const char *path_secrets, GError **error);
/* Add what the provider's signature needs, if it signs at all.
 *
 * signature_secrets  keys of the signature, one a line; NULL: none; public keys
 *                    (ed25519) must look like ones
 * public_url         what the outside calls our "/sms", without a slash at its
 *                    end ("https://bote.example.org/sms"), for providers that
 *                    sign the URL; NULL: none; copied
 * error              as above
 */
bool webhook_channel_set_signature(WebhookChannel *channel,
                                   const char *signature_secrets,
                                   const char *public_url, GError **error);
void webhook_channel_free(WebhookChannel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookChannel, webhook_channel_free)

/* Both borrowed from the channel. */
const char *webhook_channel_name(const WebhookChannel *channel);
const Provider *webhook_channel_provider(const WebhookChannel *channel);

/* What a request of this channel is answered once it is durable. */
ProviderAck webhook_channel_ack(const WebhookChannel *channel);

/* False when requests of this channel that are equal to the last byte may be
 * two messages: nothing in them tells one from the other. */
bool webhook_channel_marks_messages(const WebhookChannel *channel);

/* Does checking a signature take longer than all the rest of a request? */
bool webhook_channel_is_costly(const WebhookChannel *channel);

/* The channel whose path "/sms/NAME/SECRET" begins the target, borrowed; NULL
 * when there is none or the secret is wrong, which look the same from outside.
 * The secret is compared in constant time.
 *
 * channels  WebhookChannel *
 * target    path and query as they came
 */
const WebhookChannel *webhook_channel_find(const GPtrArray *channels,
                                           const char *target);

/* Check the signature of a request for this channel.
 *
 * input    its url is the target, by which the channel was found
 * now_ms   epoch milliseconds
 * out      always set
 */
bool webhook_channel_verify(const WebhookChannel *channel,
                            const SignatureInput *input, int64_t now_ms,
                            SignatureResult *out);

#endif

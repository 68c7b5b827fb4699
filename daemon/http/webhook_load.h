/* SPDX-License-Identifier: Apache-2.0
 *
 * One SMS channel of bote.yaml as the webhook serves it, its secrets read from
 * the credentials.  For the role, and for whoever asks whether it could start.
 */
#ifndef BOTE_DAEMON_HTTP_WEBHOOK_LOAD_H
#define BOTE_DAEMON_HTTP_WEBHOOK_LOAD_H

#include "daemon/config.h"
#include "daemon/http/webhook_channel.h"

/* Make a channel.
 *
 * settings  has a path_credential; borrowed by the channel, like config
 * error     of config_credential(); CONFIG_ERROR_INVALID: no such provider;
 *           of webhook_channel_new() and webhook_channel_set_signature()
 * Returns it, owned by the caller; without it the role exits 78.
 */
WebhookChannel *webhook_channel_load(const Config *config,
                                     const ChannelSettings *settings,
                                     GError **error);

#endif

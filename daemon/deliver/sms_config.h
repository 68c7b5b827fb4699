/* SPDX-License-Identifier: Apache-2.0
 *
 * A channel's settings as its provider reads them: with secrets filled in, and
 * the address to which it reports.
 */
#ifndef BOTE_DAEMON_DELIVER_SMS_CONFIG_H
#define BOTE_DAEMON_DELIVER_SMS_CONFIG_H

#include "daemon/config.h"
#include "parsers/provider/provider.h"

/* Make the configuration for one request.
 *
 * out_config      the channel's `settings`; the credential's content stands
 *                 under each of the names rows use for it ("password",
 *                 "api_key", "token") that the settings do not set, and the
 *                 number under "from".  Free with sms_config_free(), soon.
 * out_report_url  PUBLIC_URL/CHANNEL/SECRET (public_url is the address at which
 *                 our /sms is seen), or NULL without public_url or
 *                 path secret; owned by the caller
 * error           CONFIG_ERROR of config_credential()
 */
bool sms_config_load(const Config *config, const ChannelSettings *channel,
                     ProviderConfig **out_config, char **out_report_url,
                     GError **error);
/* The same for looking only: "***" for each secret the channel has. */
ProviderConfig *sms_config_outline(const ChannelSettings *channel);
void sms_config_free(ProviderConfig *config);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What `bote check` says about SMS before the first one is sent: a channel that
 * could not send, a sender nobody can answer, links where people must not learn
 * to tap on any.  Roles start with these, and tell of what then goes wrong.
 */
#ifndef BOTE_DAEMON_CONFIG_CHECK_SMS_H
#define BOTE_DAEMON_CONFIG_CHECK_SMS_H

#include "daemon/config.h"

/* Add what is wrong with the channels: their settings are tried out by making
 * the request for an SMS, with nothing for the secrets. */
void config_check_channels(const Config *config, Problems *problems);

/* Add links in the town's own texts for SMS that nobody asked for; the privacy
 * page may stand there.
 *
 * overrides   as in Config
 * town        whose privacy page it is; NULL when it could not be read
 */
void config_check_sms_texts(GHashTable *overrides, const Town *town,
                            Problems *problems);

#endif

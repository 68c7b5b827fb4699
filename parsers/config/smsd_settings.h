/* SPDX-License-Identifier: Apache-2.0
 *
 * What a channel over Gammu SMSD says about it in bote.yaml:
 *
 *   settings:
 *     database: /var/lib/bote-smsd/smsd.db    absolute
 *     phone: modem1                           PhoneID, where several share it
 *     poll_s: 5                               seconds between two looks
 *     keep_days: 30                           then rows we took or sent are
 *                                             removed there; 0: never
 */
#ifndef BOTE_PARSERS_CONFIG_SMSD_SETTINGS_H
#define BOTE_PARSERS_CONFIG_SMSD_SETTINGS_H

#include <stdbool.h>

#include "parsers/config/settings_rows.h"

typedef struct SmsdSettings {
  const char *database, *phone; /* borrowed; phone NULL: any */
  int poll_s, keep_days;
} SmsdSettings;

/* Read them.  PARSE_ERROR_UNSUPPORTED: what is wrong, for the administrator. */
bool smsd_settings_read(const ChannelSettings *channel, SmsdSettings *out,
                        GError **error);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The checks between the keys of bote.yaml, which are several files.
 */
#ifndef BOTE_PARSERS_CONFIG_SETTINGS_PRIVATE_H
#define BOTE_PARSERS_CONFIG_SETTINGS_PRIVATE_H

#include "parsers/config/settings.h"
#include "parsers/config/yaml_tree.h"

/* What the checks work on. */
typedef struct SettingsCheck {
  Settings *settings;
  const YamlNode *root;
  Problems *problems;
} SettingsCheck;

/* Check one channel, and lay its settings over the preset that they name.
 *
 * map   where it stands, for the places of problems. */
void settings_check_channel(const SettingsCheck *check, const YamlNode *map,
                            const ChannelSettings *channel);

#endif

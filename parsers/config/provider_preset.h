/* SPDX-License-Identifier: Apache-2.0
 *
 * Presets: settings of the provider `generic` for SMS providers that are known,
 * as files that can be read and copied (templates/sms/NAME.yaml).
 */
#ifndef BOTE_PARSERS_CONFIG_PROVIDER_PRESET_H
#define BOTE_PARSERS_CONFIG_PROVIDER_PRESET_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The settings of a preset, json_decref(); NULL: there is no such preset. */
json_t *provider_preset(const char *name);

/* The names of all presets, sorted, g_strfreev(). */
char **provider_preset_names(void);

/* Put the preset that `settings` name as "preset" under them.
 *
 * settings   changed: what stands in them stays, object by object; a list of
 *            theirs replaces the preset's.  Without "preset" nothing changes.
 * False: there is no such preset; nothing was changed.
 */
bool provider_preset_apply(json_t *settings);

#endif

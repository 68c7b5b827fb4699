/* SPDX-License-Identifier: Apache-2.0
 *
 * Providers by name as tests know them: rows, presets, and settings of
 * `generic` for providers that have neither (tests/fixtures/sms-settings).
 */
#ifndef BOTE_TESTS_SUPPORT_SMS_SETTINGS_H
#define BOTE_TESTS_SUPPORT_SMS_SETTINGS_H

#include "parsers/provider.h"

/* The row of a provider, and in `out_config` its settings, json_decref(); NULL
 * when nobody knows this name. */
const Provider *sms_settings_find(const char *name, json_t **out_config);

#endif

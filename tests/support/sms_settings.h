/* SPDX-License-Identifier: Apache-2.0
 *
 * Providers by name as tests know them: rows, presets, and settings of
 * `generic` for providers that have neither (tests/fixtures/sms-settings).
 */
#ifndef BOTE_TESTS_SUPPORT_SMS_SETTINGS_H
#define BOTE_TESTS_SUPPORT_SMS_SETTINGS_H

#include "parsers/provider/provider.h"

/* The row of a provider, and in `out_config` its settings, json_decref(); NULL
 * when nobody knows this name. */
const Provider *sms_settings_find(const char *name, json_t **out_config);

typedef struct SmsKnown {
  const Provider *row;
  json_t *config; /* json_decref() */
} SmsKnown;

/* The same by a name of the measuring data, which may end with the field that
 * is meant, "gammu(sentitems.Status)"; fails the test when nobody knows it. */
SmsKnown sms_settings_known(const char *name);

/* What a request of that provider holds, sms_batch_free(); fails the test when
 * it cannot be read. */
SmsBatch *sms_settings_parse(const char *name, const ProviderRequest *request);

#endif

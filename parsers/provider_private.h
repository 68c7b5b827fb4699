/* SPDX-License-Identifier: Apache-2.0
 *
 * The halves of the provider engine, which read compiled rows only: provider.c
 * compiles.  Contracts as those of provider.h.
 */
#ifndef BOTE_PARSERS_PROVIDER_PRIVATE_H
#define BOTE_PARSERS_PROVIDER_PRIVATE_H

#include "parsers/provider.h"

bool provider_read(const Provider *row, const ProviderRequest *request,
                   SmsBatch **out, GError **error);

bool provider_send_build(const Provider *row, const SmsOut *sms,
                         const ProviderConfig *config,
                         ProviderHttpRequest **out, GError **error);
bool provider_check_build(const Provider *row, const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);
bool provider_media_build(const Provider *row, const char *url,
                          const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);

void provider_send_judge(const Provider *row, const ProviderResponse *response,
                         ProviderSendResult *out);
void provider_check_judge(const Provider *row, const ProviderResponse *response,
                          ProviderCheckResult *out);

#endif

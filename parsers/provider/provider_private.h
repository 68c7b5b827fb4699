/* SPDX-License-Identifier: Apache-2.0
 *
 * The halves of the provider engine, which read compiled rows only: provider.c
 * compiles.  Contracts as those of provider.h.
 */
#ifndef BOTE_PARSERS_PROVIDER_PROVIDER_PRIVATE_H
#define BOTE_PARSERS_PROVIDER_PROVIDER_PRIVATE_H

#include "parsers/provider/provider.h"

/* Does each setting mean something to this row?  PARSE_ERROR_UNSUPPORTED names
 * the first that does not, and what may have been meant. */
bool provider_words_check(const Provider *row, const ProviderConfig *config,
                          GError **error);

/* As provider_parse(). */
bool provider_read(const Provider *row, const ProviderRequest *request,
                   SmsBatch **out, GError **error);

/* As provider_build_request(). */
bool provider_send_build(const Provider *row, const SmsOut *sms,
                         const ProviderConfig *config,
                         ProviderHttpRequest **out, GError **error);
/* As provider_build_check(). */
bool provider_check_build(const Provider *row, const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);
/* As provider_build_media(), for an address that was found allowed. */
bool provider_media_build(const Provider *row, const char *url,
                          const ProviderConfig *config,
                          ProviderHttpRequest **out, GError **error);

/* As provider_parse_response(). */
void provider_send_judge(const Provider *row, const ProviderResponse *response,
                         ProviderSendResult *out);
/* As provider_parse_check(). */
void provider_check_judge(const Provider *row, const ProviderResponse *response,
                          ProviderCheckResult *out);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The provider that does nothing, correctly: no message comes in, each SMS
 * counts as sent under our own id.  For tests and for a town that tries out.
 */
#include "parsers/provider.h"

static bool
null_parse(const ProviderRequest *request, const ProviderConfig *config,
           SmsBatch **out, GError **error)
{
  (void)request;
  (void)config;
  (void)error;
  *out = sms_batch_new();
  return true;
}

static bool
null_build_request(const SmsOut *sms, const ProviderConfig *config,
                   ProviderHttpRequest **out, GError **error)
{
  (void)sms;
  (void)config;
  (void)error;
  *out = provider_http_request_new("GET");
  return true;
}

static void
null_parse_response(const ProviderResponse *response,
                    const ProviderConfig *config, ProviderSendResult *out)
{
  (void)response;
  (void)config;
  *out = (ProviderSendResult){.outcome = PROVIDER_SEND_SENT};
}

const Provider provider_null = {
    .name = "null",
    .abilities = PROVIDER_OWN_ID,
    .ack = {200, "text/plain", ""},
    .parse = null_parse,
    .build_request = null_build_request,
    .parse_response = null_parse_response,
};

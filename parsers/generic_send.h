/* SPDX-License-Identifier: Apache-2.0
 *
 * The sending half of the provider "generic": a request from templates, a
 * verdict from paths.
 *
 *   send:
 *     method: POST
 *     url: "https://api.example.org/sms"
 *     headers: {X-Api-Key: "{api_key}"}
 *     user, password: "{account}", "{token}"        Basic, if wanted
 *     json: {to: "{to}", text: "{text}"}            or
 *     form: {to: "{to_digits}", text: "{text}"}     or neither
 *     ok: {path: success, is: ["100"]}              beside a status of 2xx
 *     id: "messages[0].id"
 *     code: success
 *     codes: {"500": account, "402": sent}
 *
 * Names: to, to_digits (without "+"), from, text, id, report_url, coding (gsm7
 * or ucs2), and each text member of the channel's settings.  Values of form
 * and URL are percent-encoded, those of JSON escaped.
 */
#ifndef BOTE_PARSERS_GENERIC_SEND_H
#define BOTE_PARSERS_GENERIC_SEND_H

#include "parsers/provider.h"

/* As Provider.build_request: PARSE_ERROR_UNSUPPORTED when the settings lack
 * what is above. */
bool generic_build_request(const SmsOut *sms, const ProviderConfig *config,
                           ProviderHttpRequest **out, GError **error);

/* As Provider.parse_response. */
void generic_parse_response(const ProviderResponse *response,
                            const ProviderConfig *config,
                            ProviderSendResult *out);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Vonage Messages API (not the older SMS API, which `generic` can describe).
 * Settings: account (the API key), from, the API secret as credential, the
 * signature secret as signature_credential.
 *
 * What is called unverified here can be corrected by settings
 * (provider_override()).
 */
#include "parsers/provider/provider.h"

/* https://developer.vonage.com/en/getting-started/concepts/webhooks: signed
 * unless switched off; a call that came unsigned is repeated with a signature
 * after a 5xx. */
static const SignatureScheme signature = {
    .kind = SIGNATURE_JWT,
    .header = "Authorization",
    .body_claim = "payload_hash",
};

/* A status has no message_type.  Other kinds than text come in the US only; one
 * that is new is still a message of its sender. */
static const ProviderMessages messages[] = {
    {.when = {.path = "message_type"},
     .id = "message_uuid",
     .from = "from",
     .to = "to",
     .text = "text|image.caption|audio.caption|video.caption|file.caption|"
             "reply.title|button.text",
     .time = "timestamp",
     .media = {.url = "image.url|audio.url|video.url|file.url|vcard.url",
               .name = "image.name|audio.name|video.name|file.name"}},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"submitted", SMS_REPORT_SENT},
    {"delivered", SMS_REPORT_DELIVERED},
    {"read", SMS_REPORT_DELIVERED},
    {"rejected", SMS_REPORT_FAILED_PERMANENT},
    {"undeliverable", SMS_REPORT_FAILED_TEMPORARY},
    {NULL, 0},
};

/* https://developer.vonage.com/en/api-errors/messages (read 2026-11): what may
 * pass by itself; the others stay permanent.  1220, the handset is busy, stands
 * beside "submitted" while Vonage still tries. */
static const ProviderState code_states[] = {
    {"1000", SMS_REPORT_FAILED_TEMPORARY}, /* throttled */
    {"1030", SMS_REPORT_FAILED_TEMPORARY}, /* internal error */
    {"1100", SMS_REPORT_FAILED_TEMPORARY}, /* communication failed */
    {"1180", SMS_REPORT_FAILED_TEMPORARY}, /* absent subscriber */
    {"1200", SMS_REPORT_FAILED_TEMPORARY}, /* changed the operator */
    {"1230", SMS_REPORT_FAILED_TEMPORARY}, /* network error */
    {"1241", SMS_REPORT_FAILED_TEMPORARY}, /* too many to this number */
    {"1290", SMS_REPORT_FAILED_TEMPORARY}, /* prepaid without credit */
    {"1360", SMS_REPORT_EXPIRED},          /* time to live */
    {NULL, 0},
};

/* The person texted STOP to Vonage. */
static const char *const opt_out[] = {"1240", NULL};

/* error.title is the number of the error (vonage-java-sdk's tests). */
static const ProviderReports reports[] = {
    {.id = "message_uuid",
     .reference = "client_ref",
     .status = "status",
     .code = "error.title",
     .states = states,
     .code_states = code_states,
     .opt_out = opt_out},
    {.status = NULL},
};

static const ProviderPair defaults[] = {
    {"url", "https://api.nexmo.com"},
    {"balance_url", "https://rest.nexmo.com"},
    {NULL, NULL},
};

/* 422 with a `from` that is none of ours, as vonage-java-sdk and
 * vonage-dotnet-sdk test it (2026-11): every message would fail.  What else may
 * be wrong HTTP tells. */
static const ProviderClass classes[] = {
    {"Invalid sender", PROVIDER_SEND_CONFIG},
    {NULL, 0},
};

/* Path, names and the status address are unverified, from memory. */
static const ProviderSend sending = {
    .url = "{url}/v1/messages",
    .user = "{account}",
    .password = "{password}",
    .json = "{\"channel\":\"sms\",\"message_type\":\"text\","
            "\"from\":\"{from_digits}\",\"to\":\"{to_digits}\","
            "\"text\":\"{text}\",\"client_ref\":\"{id}\","
            "\"webhook_url?\":\"{report_url}\"}",
    .defaults = defaults,
    .id = "message_uuid",
    .code = "title",
    .classes = classes,
};

/* Unverified, from memory. */
static const ProviderCheck check = {
    .url = "{balance_url}/account/get-balance",
    .balance = "value",
    .where = "dashboard.nexmo.com > API Settings",
};

/* Unverified. */
static const char *const media_hosts[] = {".nexmo.com", ".vonage.com", NULL};

const Provider provider_vonage = {
    .name = "vonage",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_SIGNS_REPEATS,
    .numbers = E164_MODE_PROVIDER,
    .syntax = PROVIDER_SYNTAX_JSON,
    .signature = &signature,
    .ack = {200, "text/plain", ""},
    .messages = messages,
    .reports = reports,
    .send = &sending,
    .check = &check,
    .media_hosts = media_hosts,
};

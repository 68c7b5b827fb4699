/* SPDX-License-Identifier: Apache-2.0
 *
 * Vonage Messages API (not the older SMS API, which `generic` can describe).
 * Settings: account (the API key), from, the API secret as credential, the
 * signature secret as signature_credential.
 *
 * What is called unverified here can be corrected by settings
 * (provider_override()).
 */
#include "parsers/provider.h"

/* https://developer.vonage.com/en/getting-started/concepts/webhooks: signed
 * unless switched off; a call that came unsigned is repeated with a signature
 * after a 5xx. */
static const SignatureScheme signature = {
    .kind = SIGNATURE_JWT,
    .header = "Authorization",
    .body_claim = "payload_hash",
};

static const char *const of_text[] = {"text", NULL};
static const char *const of_image[] = {"image", NULL};
static const char *const of_file[] = {"file", NULL};

/* A status has no message_type.  Pictures come in the US only. */
static const ProviderMessages messages[] = {
    {.when = {"message_type", of_text},
     .id = "message_uuid",
     .from = "from",
     .to = "to",
     .text = "text",
     .time = "timestamp"},
    {.when = {"message_type", of_image},
     .id = "message_uuid",
     .from = "from",
     .to = "to",
     .text = "image.caption",
     .time = "timestamp",
     .media = {.url = "image.url", .name = "image.name"}},
    {.when = {"message_type", of_file},
     .id = "message_uuid",
     .from = "from",
     .to = "to",
     .text = "file.caption",
     .time = "timestamp",
     .media = {.url = "file.url", .name = "file.name"}},
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

/* error.title is the number of the error; unverified, from memory. */
static const ProviderReports reports[] = {
    {.id = "message_uuid",
     .reference = "client_ref",
     .status = "status",
     .code = "error.title",
     .states = states},
    {.status = NULL},
};

static const ProviderPair defaults[] = {
    {"url", "https://api.nexmo.com"},
    {"balance_url", "https://rest.nexmo.com"},
    {NULL, NULL},
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

/* SPDX-License-Identifier: Apache-2.0
 *
 * Telnyx Messaging.  Settings: from, messaging_profile_id if wanted, the API
 * key as credential, the account's public key (base64) as signature_credential.
 * Events come within 2 s each, in any order, and more than once.  Telnyx blocks
 * a number after STOP for the whole messaging profile (40300).
 *
 * What is called unverified here can be corrected by settings
 * (provider_override()).
 */
#include "parsers/provider/provider.h"

static const SignatureScheme signature = {
    .kind = SIGNATURE_ED25519,
    .encoding = SIGNATURE_BASE64,
    .header = "telnyx-signature-ed25519",
    .timestamp = "telnyx-timestamp",
    .recipe = "T|B",
};

static const char *const received[] = {"message.received", NULL};
static const char *const moved[] = {"message.sent", "message.finalized", NULL};

static const ProviderMessages messages[] = {
    {.when = {"data.event_type", received},
     .id = "data.payload.id",
     .event = "data.id",
     .from = "data.payload.from.phone_number",
     .to = "data.payload.to[0].phone_number",
     .text = "data.payload.text",
     .time = "data.occurred_at",
     .media = {.url = "data.payload.media[*].url",
               .type = "data.payload.media[*].content_type",
               .size = "data.payload.media[*].size"}},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"queued", SMS_REPORT_QUEUED},
    {"sending", SMS_REPORT_QUEUED},
    {"sent", SMS_REPORT_SENT},
    {"delivered", SMS_REPORT_DELIVERED},
    {"delivery_unconfirmed", SMS_REPORT_SENT},
    {"sending_failed", SMS_REPORT_FAILED_TEMPORARY},
    {"delivery_failed", SMS_REPORT_FAILED_PERMANENT},
    {"expired", SMS_REPORT_EXPIRED},
    {NULL, 0},
};

/* https://developers.telnyx.com/docs/messaging/messages/error-codes (read
 * 2026-11): try again later. */
static const ProviderState code_states[] = {
    {"40002", SMS_REPORT_FAILED_TEMPORARY}, /* taken for spam */
    {"40004", SMS_REPORT_FAILED_TEMPORARY}, /* refused for unknown reasons */
    {"40005", SMS_REPORT_EXPIRED},
    {"40006", SMS_REPORT_FAILED_TEMPORARY}, /* operator unavailable */
    {"40300", SMS_REPORT_FAILED_PERMANENT},
    {NULL, 0},
};

static const char *const opt_out[] = {"40300", NULL};

/* The tag is our id; that it comes back is unverified, the message's id does.
 */
static const ProviderReports reports[] = {
    {.when = {"data.event_type", moved},
     .id = "data.payload.id",
     .reference = "data.payload.tags[0]",
     .status = "data.payload.to[0].status",
     .code = "data.payload.errors[0].code",
     .states = states,
     .code_states = code_states,
     .opt_out = opt_out},
    {.status = NULL},
};

static const ProviderPair headers[] = {
    {"Authorization", "Bearer {token}"},
    {NULL, NULL},
};

static const ProviderPair defaults[] = {
    {"url", "https://api.telnyx.com"},
    {NULL, NULL},
};

/* Beside 40300 and 10009 unverified, from memory. */
static const ProviderClass classes[] = {
    {"40300", PROVIDER_SEND_PERMANENT}, /* STOP */
    {"10009", PROVIDER_SEND_CONFIG},    /* authentication */
    {"20100", PROVIDER_SEND_ACCOUNT},   /* no funds */
    {"40305", PROVIDER_SEND_CONFIG},    /* from is not ours */
    {"40310", PROVIDER_SEND_PERMANENT}, /* invalid to */
    {"40318", PROVIDER_SEND_THROTTLED}, /* queue full */
    {NULL, 0},
};

/* The text is counted by us: auto might encode another way. */
static const ProviderSend sending = {
    .url = "{url}/v2/messages",
    .headers = headers,
    .json = "{\"from\":\"{from}\",\"to\":\"{to}\",\"text\":\"{text}\","
            "\"messaging_profile_id?\":\"{messaging_profile_id}\","
            "\"webhook_url?\":\"{report_url}\",\"encoding\":\"{coding}\","
            "\"tags\":[\"{id}\"]}",
    .defaults = defaults,
    .id = "data.id",
    .code = "errors[0].code",
    .classes = classes,
    .opt_out = opt_out,
};

/* Unverified, from memory. */
static const ProviderCheck check = {
    .url = "{url}/v2/balance",
    .balance = "data.balance data.currency",
    .where = "portal.telnyx.com > API Keys",
};

/* Unverified. */
static const char *const media_hosts[] = {".telnyx.com", NULL};

const Provider provider_telnyx = {
    .name = "telnyx",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS,
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

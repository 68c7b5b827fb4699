/* SPDX-License-Identifier: Apache-2.0
 *
 * Sinch SMS (XMS).  Settings: plan (service plan id), from, url of the region
 * ("https://us.sms.api.sinch.com"), the API token as credential, the webhook
 * secret as signature_credential.  Sinch signs for those who ask for it; it
 * repeats after 5xx and 429, any other 4xx loses the message.
 * Who does not have them signed says signature: {kind: none}.
 *
 * What is called unverified here can be corrected by settings
 * (provider_override()).
 */
#include "parsers/provider/provider.h"

static const SignatureScheme signature = {
    .kind = SIGNATURE_HMAC,
    .hash = SIGNATURE_SHA256,
    .encoding = SIGNATURE_BASE64,
    .header = "x-sinch-webhook-signature",
    .timestamp = "x-sinch-webhook-signature-timestamp",
    .nonce = "x-sinch-webhook-signature-nonce",
    .recipe = "B.N.T",
};

static const char *const of_text[] = {"mo_text", NULL};
static const char *const of_binary[] = {"mo_binary", NULL};
static const char *const of_media[] = {"mo_media", NULL};
static const char *const per_recipient[] = {
    "recipient_delivery_report_sms", "recipient_delivery_report_mms", NULL};
static const char *const per_batch[] = {"delivery_report_sms",
                                        "delivery_report_mms", NULL};

/* MMS do not exist in Germany. */
static const ProviderMessages messages[] = {
    {.when = {"type", of_text},
     .id = "id",
     .from = "from",
     .to = "to",
     .text = "body",
     .time = "received_at"},
    {.when = {"type", of_binary},
     .id = "id",
     .from = "from",
     .to = "to",
     .text = "body",
     .time = "received_at",
     .coding = PROVIDER_TEXT_BASE64},
    {.when = {"type", of_media},
     .id = "id",
     .from = "from",
     .to = "to",
     .text = "body.subject body.message",
     .time = "received_at",
     .media = {.url = "body.media[*].url",
               .type = "body.media[*].content_type"}},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"Queued", SMS_REPORT_QUEUED},
    {"Dispatched", SMS_REPORT_SENT},
    {"Unknown", SMS_REPORT_SENT},
    {"Delivered", SMS_REPORT_DELIVERED},
    {"Expired", SMS_REPORT_EXPIRED},
    {"Failed", SMS_REPORT_FAILED_PERMANENT},
    {"Rejected", SMS_REPORT_FAILED_PERMANENT},
    {"Deleted", SMS_REPORT_FAILED_PERMANENT},
    {"Aborted", SMS_REPORT_FAILED_PERMANENT},
    {"Cancelled", SMS_REPORT_FAILED_PERMANENT},
    {NULL, 0},
};

/* Unverified, from memory: temporary failure, expired within Sinch. */
static const ProviderState code_states[] = {
    {"404", SMS_REPORT_FAILED_TEMPORARY},
    {"406", SMS_REPORT_EXPIRED},
    {NULL, 0},
};

/* Each of our batches has one recipient, so the batch's own report, which comes
 * where an account insists on it, tells the same. */
static const ProviderReports reports[] = {
    {.when = {"type", per_recipient},
     .id = "batch_id",
     .reference = "client_reference",
     .status = "status",
     .code = "code",
     .states = states,
     .code_states = code_states},
    {.when = {"type", per_batch},
     .id = "batch_id",
     .reference = "client_reference",
     .status = "statuses[0].status",
     .code = "statuses[0].code",
     .states = states,
     .code_states = code_states},
    {.status = NULL},
};

static const ProviderPair headers[] = {
    {"Authorization", "Bearer {token}"},
    {NULL, NULL},
};

static const ProviderPair defaults[] = {
    {"url", "https://eu.sms.api.sinch.com"},
    {NULL, NULL},
};

/* Words of an error's "code"; unverified, from memory. */
static const ProviderClass classes[] = {
    {"forbidden_number", PROVIDER_SEND_PERMANENT},
    {"blocked_account", PROVIDER_SEND_ACCOUNT},
    {NULL, 0},
};

static const ProviderSend sending = {
    .url = "{url}/xms/v1/{plan}/batches",
    .headers = headers,
    .json = "{\"from\":\"{from_digits}\",\"to\":[\"{to_digits}\"],"
            "\"body\":\"{text}\",\"delivery_report\":\"per_recipient\","
            "\"client_reference\":\"{id}\",\"callback_url?\":\"{report_url}\"}",
    .defaults = defaults,
    .id = "id",
    .code = "code",
    .classes = classes,
};

/* Groups, of which we make none: nobody's number comes back.  No balance is
 * told. */
static const ProviderCheck check = {
    .url = "{url}/xms/v1/{plan}/groups?page_size=1",
    .where = "dashboard.sinch.com > SMS > APIs",
};

/* Unverified. */
static const char *const media_hosts[] = {".sinch.com", NULL};

const Provider provider_sinch = {
    .name = "sinch",
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

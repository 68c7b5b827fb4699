/* SPDX-License-Identifier: Apache-2.0
 *
 * seven.io (Kiel).  Inbound messages and receipts come by one webhook of the
 * account (POST /api/hooks, request_method JSON; a form is read, too), signed
 * over the whole URL.  It takes 4xx as final and gives us 5 s.
 * https://docs.seven.io/en/rest-api/webhooks, .../endpoints/sms (2026-11)
 *
 * Settings: from; api_key comes from the credential; ttl_min, delay, label and
 * url (a stub's) if wanted.
 */
#include "parsers/provider/provider.h"

/* https://docs.seven.io/en/rest-api/signing */
static const SignatureScheme signature = {
    .kind = SIGNATURE_HMAC,
    .hash = SIGNATURE_SHA256,
    .encoding = SIGNATURE_HEX,
    .header = "X-Signature",
    .timestamp = "X-Timestamp",
    .nonce = "X-Nonce",
    .recipe = "T\nN\nM\nU\nD",
};

static const ProviderMessages messages[] = {
    {.when = {"webhook_event", PROVIDER_WORDS("sms_mo")},
     .id = "data.id",
     .from = "data.sender",
     .to = "data.system",
     .text = "data.text",
     .time = "data.time"},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"ACCEPTED", SMS_REPORT_SENT},
    {"TRANSMITTED", SMS_REPORT_SENT},
    {"BUFFERED", SMS_REPORT_SENT},
    {"UNKNOWN", SMS_REPORT_SENT},
    {"DELIVERED", SMS_REPORT_DELIVERED},
    {"NOTDELIVERED", SMS_REPORT_FAILED_PERMANENT},
    {"REJECTED", SMS_REPORT_FAILED_PERMANENT},
    {"FAILED", SMS_REPORT_FAILED_PERMANENT},
    {"EXPIRED", SMS_REPORT_EXPIRED},
    {0},
};

static const ProviderReports reports[] = {
    {.when = {"webhook_event", PROVIDER_WORDS("dlr")},
     .id = "data.msg_id",
     .reference = "data.foreign_id",
     .status = "data.status",
     .states = states},
    {.status = NULL},
};

/* They come with HTTP 200: of the message, of the request in "success", or as
 * the whole body. */
static const ProviderClass classes[] = {
    /* The sender is a setting: it fails every message until it is right. */
    {"201", PROVIDER_SEND_CONFIG},
    {"202", PROVIDER_SEND_PERMANENT}, /* receiver */
    {"301", PROVIDER_SEND_PERMANENT}, /* no receiver */
    {"305", PROVIDER_SEND_PERMANENT}, /* text */
    {"401", PROVIDER_SEND_PERMANENT}, /* text too long */
    /* The same text to the same number within 180 s: the first one was taken,
     * and this is its repeat. */
    {"402", PROVIDER_SEND_SENT},
    {"403", PROVIDER_SEND_TRANSIENT}, /* this number's limit of a day */
    {"500", PROVIDER_SEND_ACCOUNT},
    {"600", PROVIDER_SEND_TRANSIENT}, /* the network refused */
    {"900", PROVIDER_SEND_CONFIG},    /* key */
    {"901", PROVIDER_SEND_CONFIG},    /* signature of our request */
    {"902", PROVIDER_SEND_CONFIG},    /* the key may not do this */
    {"903", PROVIDER_SEND_CONFIG},    /* our address is not allowed */
    {0},
};

static const ProviderSend sending = {
    .url = "{url}/sms",
    .headers = (const ProviderPair[]){{"X-Api-Key", "{api_key}"},
                                      {"Accept", "application/json"},
                                      {0}},
    .form =
        (const ProviderPair[]){
            {"to", "{to_digits}"},
            {"text", "{text}"},
            {"from?", "{from_digits}"}, /* 11 letters or 16 digits */
            {"foreign_id", "{id}"},
            {"ttl?", "{ttl_min}"},
            {"delay?", "{delay}"},
            {"label?", "{label}"},
            {0}},
    .defaults =
        (const ProviderPair[]){{"url", "https://gateway.seven.io/api"}, {0}},
    /* A request that was taken (100) may hold a message that was not. */
    .ok = {"messages[0].success|success", PROVIDER_WORDS("true", "100")},
    .id = "messages[0].id",
    .code = "messages[0].error|success",
    .classes = classes,
};

static const ProviderCheck check = {
    .url = "{url}/balance",
    .balance = "amount currency",
    .where = "app.seven.io > Developer > API keys",
};

const Provider provider_seven = {
    .name = "seven",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .numbers = E164_MODE_PROVIDER,
    .signature = &signature,
    .ack = {200, "text/plain", ""},
    .messages = messages,
    .reports = reports,
    .send = &sending,
    .check = &check,
};

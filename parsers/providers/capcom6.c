/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS Gateway for Android (capcom6): a telephone in the town hall.  It calls a
 * webhook for each event; its message ids of inbound SMS are a hash of sender,
 * time and text, so the envelope's id tells repeats.  Receipts for our own id
 * come once per part.  Sent to the cloud (https://api.sms-gate.app/3rdparty/v1)
 * or to the telephone itself behind a proxy with TLS.
 * https://docs.sms-gate.app (2026-11)
 *
 * Settings: user; the password comes from the credential; url for another place
 * than the cloud; ttl_s and sim if wanted.
 */
#include "parsers/provider/provider.h"

/* https://docs.sms-gate.app/features/webhooks: hex over body and time */
static const SignatureScheme signature = {
    .kind = SIGNATURE_HMAC,
    .hash = SIGNATURE_SHA256,
    .encoding = SIGNATURE_HEX,
    .header = "X-Signature",
    .timestamp = "X-Timestamp",
    .recipe = "BT",
};

/* "mms:received" is told before the pictures are there, and again as
 * "mms:downloaded" with them: the first is none of our business.  All kinds may
 * come in batches.  Before version 1.40 the sender was "phoneNumber". */
static const ProviderMessages messages[] = {
    {.when = {"event", PROVIDER_WORDS("sms:received")},
     .id = "payload.messageId",
     .event = "id",
     .from = "payload.sender|payload.phoneNumber",
     .to = "payload.recipient",
     .text = "payload.message",
     .time = "payload.receivedAt"},
    {.when = {"event", PROVIDER_WORDS("sms:batch:received")},
     .id = "payload.messages[].messageId",
     .event = "id",
     .from = "payload.messages[].sender|payload.messages[].phoneNumber",
     .to = "payload.messages[].recipient",
     .text = "payload.messages[].message",
     .time = "payload.messages[].receivedAt"},
    {.when = {"event", PROVIDER_WORDS("sms:data-received")},
     .id = "payload.messageId",
     .event = "id",
     .from = "payload.sender|payload.phoneNumber",
     .to = "payload.recipient",
     .text = "payload.data",
     .time = "payload.receivedAt",
     .coding = PROVIDER_TEXT_BASE64},
    {.when = {"event", PROVIDER_WORDS("mms:downloaded")},
     .id = "payload.messageId",
     .event = "id",
     .from = "payload.sender|payload.phoneNumber",
     .to = "payload.recipient",
     .text = "payload.subject payload.body",
     .time = "payload.receivedAt",
     .media = {.type = "payload.attachments[*].contentType",
               .name = "payload.attachments[*].name",
               .size = "payload.attachments[*].size",
               .data = "payload.attachments[*].data"}},
    {.when = {"event", PROVIDER_WORDS("mms:batch:downloaded")},
     .id = "payload.messages[].messageId",
     .event = "id",
     .from = "payload.messages[].sender|payload.messages[].phoneNumber",
     .to = "payload.messages[].recipient",
     .text = "payload.messages[].subject payload.messages[].body",
     .time = "payload.messages[].receivedAt",
     .media = {.type = "payload.messages[].attachments[*].contentType",
               .name = "payload.messages[].attachments[*].name",
               .size = "payload.messages[].attachments[*].size",
               .data = "payload.messages[].attachments[*].data"}},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"sms:sent", SMS_REPORT_SENT},
    {"sms:delivered", SMS_REPORT_DELIVERED},
    {"sms:failed", SMS_REPORT_FAILED_PERMANENT},
    {"sms:cancelled", SMS_REPORT_FAILED_PERMANENT},
    {0},
};

/* The id is the one we gave when sending. */
static const ProviderReports reports[] = {
    {.when = {"event", PROVIDER_WORDS("sms:sent", "sms:delivered", "sms:failed",
                                      "sms:cancelled")},
     .id = "payload.messageId",
     .reference = "payload.messageId",
     .status = "event",
     .code = "payload.reason",
     .states = states},
    {.status = NULL},
};

static const ProviderSend sending = {
    .url = "{url}/messages",
    .user = "{user}",
    .password = "{password}",
    .json = "{\"id\":\"{id}\",\"textMessage\":{\"text\":\"{text}\"},"
            "\"phoneNumbers\":[\"{to}\"],\"withDeliveryReport\":\"=true\","
            "\"ttl?\":\"={ttl_s}\",\"simNumber?\":\"={sim}\"}",
    .defaults = (const ProviderPair[]){{"url", "https://api.sms-gate.app"
                                               "/3rdparty/v1"},
                                       {0}},
    .id = "id",
    .code = "error",
    .classes =
        (const ProviderClass[]){
            /* Our id is known there: this is a repeat. */
            {"HTTP 409", PROVIDER_SEND_SENT},
            /* 503: the telephone's own queue is full; nothing was taken. */
            {"QueueLimitExceeded", PROVIDER_SEND_TRANSIENT},
            {0},
        },
};

/* There is no account; the list of webhooks needs the password and exists on
 * the telephone as in the cloud. */
static const ProviderCheck check = {
    .url = "{url}/webhooks",
    .where = "the app on the telephone",
};

const Provider provider_capcom6 = {
    .name = "capcom6",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_OWN_ID |
                 PROVIDER_INLINE_MEDIA,
    .numbers = E164_MODE_USER,
    .signature = &signature,
    .ack = {200, "text/plain", ""},
    .messages = messages,
    .reports = reports,
    .send = &sending,
    .check = &check,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * Twilio Programmable Messaging, webhooks by POST, or by GET where a number was
 * left at that.  Long messages arrive joined.  Settings: account_sid, from or
 * messaging_service_sid, the auth token as credential and as
 * signature_credential; url for another edge ("https://
 * api.dublin.ie1.twilio.com"), validity_s if wanted.
 *
 * Twilio answers STOP and its relatives itself and still forwards the message
 * (OptOutType says so); all its words are ours, too, and what a town added
 * there is learned from code 21610 at the next sending.
 *
 * What is called unverified here can be corrected by settings
 * (provider_override()).
 */
#include "parsers/provider/provider.h"

/* https://www.twilio.com/docs/usage/webhooks/webhooks-security: all parameters
 * count, also those that were added since; the port may come or go. */
static const SignatureScheme signature = {
    .kind = SIGNATURE_HMAC,
    .hash = SIGNATURE_SHA1,
    .encoding = SIGNATURE_BASE64,
    .header = "X-Twilio-Signature",
    .recipe = "UF",
    .body_parameter = "bodySHA256",
    .any_port = true,
};

/* A status callback has no Body; an MMS without words has an empty one.  Long
 * SMS have been seen as base64 (nyaruka/courier decodes them, 2026-11). */
static const ProviderMessages messages[] = {
    {.when = {.path = "Body"},
     .id = "MessageSid",
     .from = "From",
     .to = "To",
     .text = "Body",
     .media = {.url = "MediaUrl*", .type = "MediaContentType*"},
     .coding = PROVIDER_TEXT_SOMETIMES_BASE64},
    {.from = NULL},
};

static const ProviderState states[] = {
    {"accepted", SMS_REPORT_QUEUED},
    {"scheduled", SMS_REPORT_QUEUED},
    {"queued", SMS_REPORT_QUEUED},
    {"sending", SMS_REPORT_QUEUED},
    {"sent", SMS_REPORT_SENT},
    {"partially_delivered", SMS_REPORT_SENT},
    {"delivered", SMS_REPORT_DELIVERED},
    {"read", SMS_REPORT_DELIVERED},
    {"undelivered", SMS_REPORT_FAILED_PERMANENT},
    {"failed", SMS_REPORT_FAILED_PERMANENT},
    {"canceled", SMS_REPORT_FAILED_PERMANENT},
    {NULL, 0},
};

/* Why a message was undelivered or failed: queue overflow, handset off,
 * unknown error may pass; the others stay permanent. */
static const ProviderState code_states[] = {
    {"30001", SMS_REPORT_FAILED_TEMPORARY},
    {"30003", SMS_REPORT_FAILED_TEMPORARY},
    {"30008", SMS_REPORT_FAILED_TEMPORARY},
    {NULL, 0},
};

static const char *const opt_out[] = {"21610", NULL};

/* `reference` comes back from the query of StatusCallback. */
static const ProviderReports reports[] = {
    {.id = "MessageSid",
     .reference = "reference",
     .status = "MessageStatus",
     .code = "ErrorCode",
     .states = states,
     .code_states = code_states,
     .opt_out = opt_out},
    {.status = NULL},
};

static const ProviderPair form[] = {
    {"To", "{to}"},
    {"From?", "{from}"},
    {"MessagingServiceSid?", "{messaging_service_sid}"},
    {"Body", "{text}"},
    {"StatusCallback?", "{report_url}?reference={id}"},
    {"ValidityPeriod?", "{validity_s}"},
    {NULL, NULL},
};

static const ProviderPair defaults[] = {
    {"url", "https://api.twilio.com"},
    {NULL, NULL},
};

/* https://www.twilio.com/docs/api/errors */
static const ProviderClass classes[] = {
    {"20003", PROVIDER_SEND_CONFIG},    /* authenticate */
    {"20429", PROVIDER_SEND_THROTTLED}, /* too many requests */
    {"21211", PROVIDER_SEND_PERMANENT}, /* invalid To */
    {"21408", PROVIDER_SEND_PERMANENT}, /* region not enabled */
    {"21610", PROVIDER_SEND_PERMANENT}, /* opted out */
    {"21612", PROVIDER_SEND_PERMANENT}, /* no route from From to To */
    {"21614", PROVIDER_SEND_PERMANENT}, /* no mobile number */
    {"21617", PROVIDER_SEND_PERMANENT}, /* more than 1,600 characters */
    {"30002", PROVIDER_SEND_ACCOUNT},   /* account suspended */
    {"63018", PROVIDER_SEND_THROTTLED}, /* rate of the channel */
    /* Unverified, from memory: the sender is not ours. */
    {"21603", PROVIDER_SEND_CONFIG},
    {"21606", PROVIDER_SEND_CONFIG},
    {NULL, 0},
};

static const ProviderSend sending = {
    .url = "{url}/2010-04-01/Accounts/{account_sid}/Messages.json",
    .user = "{account_sid}",
    .password = "{token}",
    .form = form,
    .defaults = defaults,
    .id = "sid",
    .code = "code",
    .classes = classes,
    .opt_out = opt_out,
};

/* Unverified, from memory. */
static const ProviderCheck check = {
    .url = "{url}/2010-04-01/Accounts/{account_sid}/Balance.json",
    .balance = "balance currency",
    .where = "console.twilio.com > Account > API keys & tokens",
};

/* The API redirects to its store of media. */
static const char *const media_hosts[] = {"api.twilio.com", ".twiliocdn.com",
                                          NULL};

/* An empty TwiML: nothing is to be answered by Twilio. */
const Provider provider_twilio = {
    .name = "twilio",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .numbers = E164_MODE_PROVIDER,
    .syntax = PROVIDER_SYNTAX_FORM,
    .signature = &signature,
    .ack = {200, "text/xml", "<Response/>"},
    .messages = messages,
    .reports = reports,
    .send = &sending,
    .check = &check,
    .media_hosts = media_hosts,
};

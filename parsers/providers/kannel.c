/* SPDX-License-Identifier: Apache-2.0
 *
 * Kannel 1.4.5 (Debian 12), a gateway of one's own.  Inbound, its sms-service
 * needs post-url = URL?from=%q&to=%Q&ts=%T&id=%I&coding=%c; receipts come as
 * GET to the dlr-url that we give when sending.  Nothing is signed: the secret
 * path and the loopback address protect.
 *
 * Settings: url (".../cgi-bin/sendsms"), user, password, from; smsc and
 * validity_min if wanted.
 */
#include "parsers/provider/provider.h"

#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/form.h"
#include "parsers/sms/gsm7.h"

/* What the hook adds: is this a message, a receipt, or bytes for a machine? */
#define KIND "kannel-kind"
#define TEXT "kannel-text"

/* The text of the body.  Kannel sends coding 2 as UTF-16BE without saying so in
 * older set-ups, so coding decides where no charset stands. */
static char *
body_text(const ProviderRequest *request, const char *coding)
{
  g_autofree char *charset = charset_of_media_type(request->content_type);

  if (charset ? strcmp(charset, "utf-16be") == 0 : strcmp(coding, "2") == 0)
    return charset_utf16_to_utf8(request->body, request->body_size);
  return charset_to_utf8(request->body, request->body_size, charset, NULL);
}

/* The text of a GET (get-url with text=%b).  Its UTF-16BE is known by its NULs,
 * or is at least no UTF-8; what was recoded (mo-recode) has neither. */
static char *
query_text(GPtrArray *pairs, const char *coding)
{
  for (guint i = 0; i < pairs->len && strcmp(coding, "2") == 0; i++) {
    const FormPair *pair = pairs->pdata[i];
    gsize size = 0;
    if (strcmp(pair->name, "text") != 0)
      continue;
    if (pair->raw) {
      const void *bytes = g_bytes_get_data(pair->raw, &size);
      return charset_utf16_to_utf8(bytes, size);
    }
    if (!g_utf8_validate(pair->value, -1, NULL))
      return charset_utf16_to_utf8(pair->value, strlen(pair->value));
    break;
  }
  return g_strdup(form_get(pairs, "text"));
}

static const char *
kind_of(GPtrArray *pairs, const char *coding)
{
  if (form_get(pairs, "st"))
    return "report";
  /* 8 bit data is a ring tone or a WAP push, not a person's words. */
  return strcmp(coding, "1") == 0 ? "data" : "message";
}

/* The body is the text itself; everything else stands in the query. */
static void
kannel_add_pairs(const ProviderRequest *request, GPtrArray *pairs)
{
  const char *coding = form_get(pairs, "coding");
  g_autofree char *text = NULL;

  coding = coding ? coding : "0";
  if (request->body_size == 0)
    text = query_text(pairs, coding);
  if (!text)
    text = body_text(request, coding);
  g_ptr_array_add(pairs, form_pair_new(TEXT, text));
  g_ptr_array_add(pairs, form_pair_new(KIND, kind_of(pairs, coding)));
}

/* The URL Kannel calls for receipts; a "%" of ours is doubled for it. */
static char *
dlr_url(const SmsOut *sms)
{
  g_autoptr(GString) url = g_string_new(sms->report_url);

  g_string_replace(url, "%", "%%", 0);
  g_string_append_c(url, strchr(sms->report_url, '?') ? '&' : '?');
  g_string_append(url, "id=");
  form_append_encoded(url, sms->id);
  g_string_append(url, "&st=%d&ans=%A&fid=%F&ts=%T");
  return g_string_free(g_steal_pointer(&url), FALSE);
}

static char *
kannel_value(const char *name, const SmsOut *sms)
{
  if (strcmp(name, "dlr_url") == 0)
    return sms->report_url ? dlr_url(sms) : NULL;
  /* Kannel userguide 10.5, delivery reports: all bits. */
  if (strcmp(name, "dlr_mask") == 0)
    return sms->report_url ? g_strdup("31") : NULL;
  /* With coding 0 Kannel turns what GSM-7 lacks into "?", so we choose. */
  if (strcmp(name, "kannel_coding") == 0)
    return g_strdup(gsm7_measure(sms->text).coding == SMS_CODING_GSM7 ? "0"
                                                                      : "2");
  return NULL;
}

static const ProviderMessages messages[] = {
    {.when = {KIND, PROVIDER_WORDS("message")},
     .id = "id",
     .from = "from",
     .to = "to",
     .text = TEXT,
     .time = "ts"},
    {.from = NULL},
};

/* Kannel userguide 10.5: %d is one of these bits. */
static const ProviderState states[] = {
    {"1", SMS_REPORT_DELIVERED},
    {"2", SMS_REPORT_FAILED_PERMANENT},
    {"4", SMS_REPORT_SENT},
    {"8", SMS_REPORT_SENT},
    {"16", SMS_REPORT_FAILED_PERMANENT},
    {0},
};

static const ProviderReports reports[] = {
    {.reference = "id", .status = "st", .code = "ans", .states = states},
    {.status = NULL},
};

static const ProviderSend sending = {
    .method = "GET",
    .url = "{url}",
    .query =
        (const ProviderPair[]){
            {"username", "{user}"},
            {"password", "{password}"},
            {"from", "{from}"},
            {"to", "{to}"},
            {"charset", "UTF-8"},
            {"coding", "{kannel_coding}"},
            {"text", "{text}"},
            {"smsc?", "{smsc}"},
            {"validity?", "{validity_min}"},
            {"dlr-mask?", "{dlr_mask}"},
            {"dlr-url?", "{dlr_url}"},
            {0},
        },
    /* 400 is said of a bad receiver and of wrong settings: only the first is
     * this message's fault. */
    .classes =
        (const ProviderClass[]){
            {"Sender missing", PROVIDER_SEND_CONFIG},
            {"Validity field misformed", PROVIDER_SEND_CONFIG},
            {"DLR-URL field misformed", PROVIDER_SEND_CONFIG},
            /* 503, bearerbox' own no: nothing was taken. */
            {"Temporal failure", PROVIDER_SEND_TRANSIENT},
            {0},
        },
};

/* Kannel takes 200 and 202 only, never 204, and repeats nothing by default. */
const Provider provider_kannel = {
    .name = "kannel",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .numbers = E164_MODE_PROVIDER,
    .syntax = PROVIDER_SYNTAX_FORM,
    .ack = {200, "text/plain", ""},
    .messages = messages,
    .reports = reports,
    .send = &sending,
    .add_pairs = kannel_add_pairs,
    .value = kannel_value,
};

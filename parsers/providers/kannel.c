/* SPDX-License-Identifier: Apache-2.0
 *
 * Kannel 1.4.5 (Debian 12), a gateway of one's own.  Inbound, its sms-service
 * needs post-url = URL?from=%q&to=%Q&ts=%T&id=%I&coding=%c; receipts come as
 * GET to the dlr-url that we give when sending.  Nothing is signed: the secret
 * path and the loopback address protect.
 *
 * Configuration: url (".../cgi-bin/sendsms"), user, password, from; smsc and
 * validity_min if wanted.
 */
#include "parsers/provider.h"

#include <string.h>

#include "parsers/form.h"
#include "parsers/gsm7.h"
#include "parsers/inbound.h"
#include "parsers/parse_error.h"

/* Kannel userguide 10.5, delivery reports: %d and the mask are these bits. */
static const struct {
  const char *type;
  SmsReportState state;
} report_types[] = {
    {"1", SMS_REPORT_DELIVERED},
    {"2", SMS_REPORT_FAILED_PERMANENT},
    {"4", SMS_REPORT_SENT},
    {"8", SMS_REPORT_SENT},
    {"16", SMS_REPORT_FAILED_PERMANENT},
};
#define DLR_MASK "31"

static bool
add_report(SmsBatch *batch, GPtrArray *query, const char *type, GError **error)
{
  const char *answer = form_get(query, "ans");
  ReportFields report = {.reference = form_get(query, "id"),
                         .code = answer && *answer ? answer : type,
                         .state = SMS_REPORT_QUEUED};

  for (size_t i = 0; i < G_N_ELEMENTS(report_types); i++) {
    if (strcmp(report_types[i].type, type) == 0)
      report.state = report_types[i].state;
  }
  return inbound_add_report(batch, &report, error);
}

/* The text of the body; NULL when it is no text.  Kannel sends coding 2 as
 * UTF-16BE without saying so in older set-ups, so coding decides, too. */
static char *
body_text(const ProviderRequest *request, const char *coding, GError **error)
{
  const char *type = request->content_type ? request->content_type : "";
  g_autofree char *upper = g_ascii_strup(type, -1);
  char *text = NULL;

  if (strcmp(coding, "2") != 0 && !strstr(upper, "UTF-16BE"))
    return inbound_clean_text(request->body, request->body_size);
  text = ucs2_decode(request->body, request->body_size);
  if (!text)
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "the body is not UTF-16BE");
  return text;
}

static bool
add_message(SmsBatch *batch, GPtrArray *query, const ProviderRequest *request,
            GError **error)
{
  const char *coding = form_get(query, "coding");
  const char *given = form_get(query, "text");
  g_autofree char *text = NULL;
  InboundFields fields = {.id = form_get(query, "id"),
                          .from = form_get(query, "from"),
                          .to = form_get(query, "to"),
                          .time = form_get(query, "ts")};

  /* 8 bit data is a ring tone or a WAP push, not a person's words. */
  if (coding && strcmp(coding, "1") == 0)
    return true;
  if (given && request->body_size == 0)
    text = inbound_clean_text(given, strlen(given));
  else
    text = body_text(request, coding ? coding : "0", error);
  if (!text)
    return false;
  fields.text = text;
  return inbound_add_message(batch, &fields, error);
}

static bool
kannel_parse(const ProviderRequest *request, const ProviderConfig *config,
             SmsBatch **out, GError **error)
{
  const char *bytes = request->query ? request->query : "";
  g_autoptr(GPtrArray) query = form_parse(bytes, strlen(bytes), error);
  g_autoptr(SmsBatch) batch = sms_batch_new();
  const char *type = NULL;

  (void)config;
  if (!query)
    return false;
  type = form_get(query, "st");
  if (type ? !add_report(batch, query, type, error)
           : !add_message(batch, query, request, error))
    return false;
  *out = g_steal_pointer(&batch);
  return true;
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

static const char *
setting(const ProviderConfig *config, const char *key)
{
  return json_string_value(json_object_get(config, key));
}

static void
append_setting(GString *query, const ProviderConfig *config, const char *key,
               const char *name)
{
  const char *value = setting(config, key);

  if (value)
    form_append(query, name, value);
}

static bool
kannel_build_request(const SmsOut *sms, const ProviderConfig *config,
                     ProviderHttpRequest **out, GError **error)
{
  g_autoptr(ProviderHttpRequest) request = provider_http_request_new("GET");
  g_autoptr(GString) query = g_string_new(NULL);
  const char *from = sms->from ? sms->from : setting(config, "from");

  if (!setting(config, "url") || !setting(config, "user") ||
      !setting(config, "password") || !from) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "kannel needs url, user, password and from");
    return false;
  }
  append_setting(query, config, "user", "username");
  append_setting(query, config, "password", "password");
  form_append(query, "from", from);
  form_append(query, "to", sms->to);
  /* With coding 0 Kannel turns what GSM-7 lacks into "?", so we choose. */
  form_append(query, "charset", "UTF-8");
  form_append(query, "coding",
              gsm7_measure(sms->text).coding == SMS_CODING_GSM7 ? "0" : "2");
  form_append(query, "text", sms->text);
  append_setting(query, config, "smsc", "smsc");
  append_setting(query, config, "validity_min", "validity");
  if (sms->report_url) {
    g_autofree char *url = dlr_url(sms);
    form_append(query, "dlr-mask", DLR_MASK);
    form_append(query, "dlr-url", url);
  }
  request->url = g_strdup_printf("%s?%s", setting(config, "url"), query->str);
  *out = g_steal_pointer(&request);
  return true;
}

static void
kannel_parse_response(const ProviderResponse *response,
                      const ProviderConfig *config, ProviderSendResult *out)
{
  g_autofree char *words =
      inbound_clean_line(response->body, response->body_size, 200);

  (void)config;
  *out = (ProviderSendResult){
      .outcome = provider_class_of_http(response->http_status),
      .code = g_strdup_printf("%d", response->http_status),
      .retry_after_s = MAX(response->retry_after_s, 1)};
  /* 400 is said of a bad receiver and of a missing sender: only the first is
   * this message's fault. */
  if (response->http_status == 400 && strstr(words, "Sender missing"))
    out->outcome = PROVIDER_SEND_CONFIG;
  if (out->outcome != PROVIDER_SEND_SENT)
    out->diagnostic = g_steal_pointer(&words);
}

/* Kannel takes 200 and 202 only, never 204, and repeats nothing by default. */
const Provider provider_kannel = {
    .name = "kannel",
    .abilities = PROVIDER_INBOUND | PROVIDER_REPORTS | PROVIDER_GET,
    .ack = {200, "text/plain", ""},
    .parse = kannel_parse,
    .build_request = kannel_build_request,
    .parse_response = kannel_parse_response,
};

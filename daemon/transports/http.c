/* SPDX-License-Identifier: Apache-2.0
 *
 * SMS by a provider's API.  The row of provider_registry builds the request
 * and reads the answer; the loop's side of HTTP and the decision whether the
 * request has left are here.
 */
#include <string.h>

#include "daemon/deliver/http_easy.h"
#include "daemon/deliver/sms_config.h"
#include "daemon/deliver/transport.h"
#include "parsers/clean_text.h"
#include "parsers/provider/provider.h"

enum {
  CONNECT_MS = 30000,
  REPEAT_SOON_S = 10,
  TOTAL_MS = 60000, /* providers answer within seconds, or not at all */
};

typedef struct HttpLine {
  TransportLine line; /* first: the loop's part */
  const Provider *provider;
  ProviderConfig *config; /* with secrets, of this job */
  struct curl_slist *headers;
  ProviderHttpRequest *request;
  GString *answer;
  int attempt;
  unsigned requests;  /* begun for this job: never a second one */
  bool keeps_nothing; /* its connections: one was cut between two requests */
  bool is_large;      /* the answer was cut at PROVIDER_BODY_MAX */
} HttpLine;

static TransportLine *
http_open(const TransportRoute *route)
{
  HttpLine *http = g_new0(HttpLine, 1);
  g_assert(route->channel != NULL); /* digest sends no mail this way */
  http->line.route = route;
  http->line.fd = -1;
  http->provider = provider_find(route->channel->provider);
  http->answer = g_string_new(NULL);
  return &http->line;
}

static void
clear_job(HttpLine *http)
{
  transport_line_halt(&http->line);
  g_clear_pointer(&http->config, sms_config_free);
  g_clear_pointer(&http->request, provider_http_request_free);
  g_clear_pointer(&http->headers, curl_slist_free_all);
  g_string_truncate(http->answer, 0);
  http->is_large = false;
}

static size_t
collect(char *bytes, size_t one, size_t count, void *data)
{
  HttpLine *http = data;
  if (http->answer->len + count > PROVIDER_BODY_MAX) {
    http->is_large = true;
    return 0; /* curl stops */
  }
  g_string_append_len(http->answer, bytes, (gssize)count);
  return one * count;
}

static void
set_up(HttpLine *http)
{
  TransportLine *line = &http->line;

  if (line->easy == NULL)
    line->easy = curl_easy_init();
  g_assert(line->easy != NULL);
  http->headers = http_easy_set_up(line->easy, http->request,
                                   line->route->settings->ca_file);
  if (!http->keeps_nothing)
    http_easy_keep(line->easy, &http->requests);
  long patience_ms = line->route->patience_ms;
  curl_easy_setopt(line->easy, CURLOPT_CONNECTTIMEOUT_MS,
                   patience_ms > 0 ? patience_ms : (long)CONNECT_MS);
  curl_easy_setopt(line->easy, CURLOPT_TIMEOUT_MS,
                   patience_ms > 0 ? patience_ms : (long)TOTAL_MS);
  curl_easy_setopt(line->easy, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(line->easy, CURLOPT_WRITEDATA, http);
}

/* --- the answer --- */

/* What a class means for the message, by RFC 3463.  What it says of the channel
 * holds for all its messages: digest pauses it, and tells of the status. */
typedef struct Consequence {
  DeliveryAction action;
  const char *status;
} Consequence;

static const Consequence consequences[] = {
    [PROVIDER_SEND_SENT] = {DELIVERY_SENT, "2.0.0"},
    [PROVIDER_SEND_PERMANENT] = {DELIVERY_FAIL, "5.0.0"},
    [PROVIDER_SEND_TRANSIENT] = {DELIVERY_DEFER, "4.0.0"},
    [PROVIDER_SEND_THROTTLED] = {DELIVERY_NOT_TRIED, "4.4.5"},
    [PROVIDER_SEND_ACCOUNT] = {DELIVERY_PAUSE, "4.3.2"}, /* takes nothing */
    [PROVIDER_SEND_CONFIG] = {DELIVERY_PAUSE, "4.7.8"},  /* RFC 4954 6 */
    [PROVIDER_SEND_UNKNOWN] = {DELIVERY_UNKNOWN, "4.4.7"},
};

/* A server that failed may have sent before it did; one that names a passing
 * reason has not. */
static Consequence
consequence_of(const ProviderSendResult *result, int http_status)
{
  ProviderSendClass outcome = result->outcome;
  g_assert(outcome >= 0 && outcome < (int)G_N_ELEMENTS(consequences));
  if (outcome == PROVIDER_SEND_TRANSIENT && http_status >= 500 &&
      !result->is_listed)
    outcome = PROVIDER_SEND_UNKNOWN;
  return consequences[outcome];
}

/* A provider that takes our id sends no message twice: it is asked again, the
 * first time soon. */
static void
repeat_with_own_id(const HttpLine *http, OutboxResult *out)
{
  if (out->action != DELIVERY_UNKNOWN ||
      (http->provider->abilities & PROVIDER_OWN_ID) == 0)
    return;
  out->action = DELIVERY_DEFER;
  out->retry_after_s = http->attempt == 1 ? REPEAT_SOON_S : 0;
}

static void
judge(HttpLine *http, int http_status, int retry_after_s, OutboxResult *out)
{
  ProviderResponse response = {http_status, retry_after_s, http->answer->str,
                               http->answer->len};
  ProviderSendResult result = {0};

  provider_parse_response(http->provider, &response, http->config, &result);
  Consequence consequence = consequence_of(&result, http_status);
  DeliveryAction action = consequence.action;
  g_autofree char *words = g_strdup_printf(
      "%s %s: %s", provider_send_class_to_string(result.outcome),
      result.code != NULL ? result.code : "",
      result.diagnostic != NULL ? result.diagnostic : "");
  transport_set_result(out, action, consequence.status,
                       action == DELIVERY_SENT ? NULL : words);
  if (result.provider_id != NULL)
    out->provider_ref = clean_line(
        result.provider_id, strlen(result.provider_id), TRANSPORT_REF_MAX);
  if (action == DELIVERY_NOT_TRIED)
    out->retry_after_s = CLAMP(result.retry_after_s, 1, TRANSPORT_RETRY_MAX_S);
  out->opt_out = result.opt_out;
  repeat_with_own_id(http, out);
  provider_send_result_clear(&result);
}

/* Did any of the request leave us?  Until TLS stands, none has. */
static bool
request_left(CURL *easy)
{
  long sent = 0;
  (void)curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
  return sent > 0;
}

static bool
http_turn(TransportLine *line, int64_t now_ms, OutboxResult *out)
{
  HttpLine *http = (HttpLine *)line;
  curl_off_t retry_after_s = 0;
  long http_status = 0;

  (void)now_ms; /* curl keeps the time */
  if (!line->has_ended)
    return false;
  if (line->code == CURLE_OK || http->is_large) {
    (void)curl_easy_getinfo(line->easy, CURLINFO_RESPONSE_CODE, &http_status);
    (void)curl_easy_getinfo(line->easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    judge(http, (int)http_status,
          (int)CLAMP(retry_after_s, 0, TRANSPORT_RETRY_MAX_S), out);
  } else {
    SmsAnswer answer = {.request_left = request_left(line->easy)};
    transport_set_result(out, retry_sms_action(&answer),
                         answer.request_left ? "4.4.2" : "4.4.1",
                         curl_easy_strerror(line->code));
    http->keeps_nothing |= line->code == CURLE_ABORTED_BY_CALLBACK;
    repeat_with_own_id(http, out);
  }
  clear_job(http);
  return true;
}

/* Build the request.  True: there is none to make, `out` is set. */
static bool
build(HttpLine *http, const OutboxJob *job, OutboxResult *out)
{
  const TransportRoute *route = http->line.route;
  g_autoptr(GError) error = NULL;
  gsize size = 0;
  const char *bytes = g_bytes_get_data(job->body, &size);
  g_autofree char *text = g_strndup(bytes, size);
  g_autofree char *report_url = NULL;

  if (sms_config_load(route->config, route->channel, &http->config, &report_url,
                      &error)) {
    SmsOut sms = {.id = job->id.text,
                  .from =
                      job->envelope_from[0] != '\0' ? job->envelope_from : NULL,
                  .to = job->address,
                  .text = text,
                  .report_url = report_url};
    if (provider_build_request(http->provider, &sms, http->config,
                               &http->request, &error))
      return false;
  }
  transport_set_result(out, DELIVERY_PAUSE, "4.3.5", error->message);
  return true;
}

static bool
http_start(TransportLine *line, const OutboxJob *job, int64_t now_ms,
           OutboxResult *out)
{
  HttpLine *http = (HttpLine *)line;
  bool is_over = true;

  (void)now_ms; /* curl keeps the time */
  line->deadline_ms = INT64_MAX;
  http->attempt = job->attempt;
  if (http->provider == NULL)
    transport_set_result(out, DELIVERY_PAUSE, "4.3.5", "no such provider");
  else if (build(http, job, out))
    is_over = true;
  else if (http->request->url == NULL)
    judge(http, 202, 0, out);
  else if (!http_url_is_allowed(http->request->url))
    transport_set_result(out, DELIVERY_PAUSE, "4.3.5",
                         "the provider's address must begin with https://");
  else
    is_over = false;
  if (is_over) {
    clear_job(http);
    return true;
  }
  set_up(http);
  transport_line_run(line);
  return false;
}

static void
http_close(TransportLine *line)
{
  HttpLine *http = (HttpLine *)line;

  clear_job(http);
  curl_easy_cleanup(line->easy);
  g_string_free(http->answer, TRUE);
  g_free(http);
}

const Transport transport_http = {
    .name = "http",
    .kind = TRANSPORT_KIND_HTTP,
    .open = http_open,
    .start = http_start,
    .turn = http_turn,
    .close = http_close,
};

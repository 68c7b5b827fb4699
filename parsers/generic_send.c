/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests from templates, verdicts from paths.
 */
#include "parsers/generic_send.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/form.h"
#include "parsers/gsm7.h"
#include "parsers/inbound.h"
#include "parsers/json_path.h"
#include "parsers/parse_error.h"
#include "parsers/template_fill.h"

#define CODE_MAX 64
#define DIAGNOSTIC_MAX 200
#define ID_MAX 128

/* Where the names in a template come from. */
typedef struct Context {
  const SmsOut *sms;
  const ProviderConfig *config;
} Context;

static const char *
setting(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

static const char *
value_from(const SmsOut *sms)
{
  return sms->from;
}

static const char *
value_to(const SmsOut *sms)
{
  return sms->to;
}

static const char *
value_to_digits(const SmsOut *sms)
{
  return sms->to + (sms->to[0] == '+');
}

static const char *
value_text(const SmsOut *sms)
{
  return sms->text;
}

static const char *
value_id(const SmsOut *sms)
{
  return sms->id;
}

static const char *
value_report_url(const SmsOut *sms)
{
  return sms->report_url;
}

static const char *
value_coding(const SmsOut *sms)
{
  return gsm7_measure(sms->text).coding == SMS_CODING_GSM7 ? "gsm7" : "ucs2";
}

static const struct {
  const char *name;
  const char *(*value)(const SmsOut *sms);
} names[] = {
    {"from", value_from},
    {"to", value_to},
    {"to_digits", value_to_digits},
    {"text", value_text},
    {"id", value_id},
    {"report_url", value_report_url},
    {"coding", value_coding},
};

/* The message's value, else the setting's: "from" may stand in either. */
static const char *
lookup(const char *name, const void *pointer)
{
  const Context *context = pointer;

  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value =
        strcmp(names[i].name, name) == 0 ? names[i].value(context->sms) : NULL;
    if (value)
      return value;
  }
  return setting(context->config, name);
}

static bool
add_header(ProviderHttpRequest *request, const char *name, const char *template,
           const TemplateValues *values, GError **error)
{
  g_autofree char *value = NULL;

  value =
      template ? template_fill(template, values, false, error) : g_strdup("");
  if (!value)
    return false;
  if (strpbrk(name, "\r\n:") || strpbrk(value, "\r\n")) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "send.headers: line break or colon in a header field");
    return false;
  }
  g_ptr_array_add(request->headers, g_strdup_printf("%s: %s", name, value));
  return true;
}

static bool
add_headers(ProviderHttpRequest *request, const json_t *headers,
            const TemplateValues *values, GError **error)
{
  const char *name = NULL;
  json_t *value = NULL;

  /* The macro's iterators want a plain pointer; nothing is changed. */
  json_object_foreach((json_t *)(uintptr_t)headers, name, value)
  {
    if (!add_header(request, name, json_string_value(value), values, error))
      return false;
  }
  return true;
}

static void
set_body(ProviderHttpRequest *request, char *body, const char *media_type)
{
  request->body = g_bytes_new_take(body, strlen(body));
  g_ptr_array_add(request->headers,
                  g_strdup_printf("Content-Type: %s", media_type));
}

static bool
add_json(ProviderHttpRequest *request, const json_t *template,
         const TemplateValues *values, GError **error)
{
  json_t *filled = template_fill_json(template, values, error);
  char *text = NULL;

  if (!filled)
    return false;
  text = json_dumps(filled, JSON_COMPACT);
  json_decref(filled);
  g_assert(text);
  set_body(request, g_strdup(text), "application/json");
  free(text);
  return true;
}

static bool
add_form(ProviderHttpRequest *request, const json_t *template,
         const TemplateValues *values, GError **error)
{
  g_autoptr(GString) form = g_string_new(NULL);
  json_t *filled = template_fill_json(template, values, error);
  const char *name = NULL;
  json_t *value = NULL;

  if (!filled)
    return false;
  json_object_foreach(filled, name, value)
  {
    g_autofree char *text = json_path_text(filled, name, 0);
    form_append(form, name, text ? text : "");
  }
  json_decref(filled);
  set_body(request, g_string_free(g_steal_pointer(&form), FALSE),
           "application/x-www-form-urlencoded");
  return true;
}

static bool
add_body(ProviderHttpRequest *request, const json_t *send,
         const TemplateValues *values, GError **error)
{
  const json_t *json = json_object_get(send, "json");
  const json_t *form = json_object_get(send, "form");

  if (json)
    return add_json(request, json, values, error);
  return !form || add_form(request, form, values, error);
}

/* Fill an optional setting; true and NULL when it is absent. */
static bool
fill_optional(const char *template, const TemplateValues *values, char **out,
              GError **error)
{
  if (!template)
    return true;
  *out = template_fill(template, values, false, error);
  return *out != NULL;
}

bool
generic_build_request(const SmsOut *sms, const ProviderConfig *config,
                      ProviderHttpRequest **out, GError **error)
{
  const json_t *send = json_object_get(config, "send");
  const char *method = setting(send, "method");
  const Context context = {.sms = sms, .config = config};
  const TemplateValues values = {.lookup = lookup, .context = &context};
  g_autoptr(ProviderHttpRequest) request =
      provider_http_request_new(method ? method : "POST");

  if (!setting(send, "url")) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "send.url is not set");
    return false;
  }
  request->url = template_fill(setting(send, "url"), &values, true, error);
  if (!request->url ||
      !fill_optional(setting(send, "user"), &values, &request->user, error) ||
      !fill_optional(setting(send, "password"), &values, &request->password,
                     error) ||
      !add_headers(request, json_object_get(send, "headers"), &values, error) ||
      !add_body(request, send, &values, error))
    return false;
  *out = g_steal_pointer(&request);
  return true;
}

/* The text at a configured path of the answer, clipped; NULL when absent. */
static char *
answer_text(const json_t *root, const char *path, size_t max)
{
  g_autofree char *text = root && path ? json_path_text(root, path, 0) : NULL;

  return text ? inbound_clean_line(text, strlen(text), max) : NULL;
}

/* Does the answer say yes?  True when nothing is configured to look at. */
static bool
says_ok(const json_t *root, const json_t *ok)
{
  g_autofree char *text = answer_text(root, setting(ok, "path"), ID_MAX);
  const json_t *list = json_object_get(ok, "is");

  for (size_t i = 0; text && i < json_array_size(list); i++) {
    const char *word = json_string_value(json_array_get(list, i));
    if (word && strcmp(word, text) == 0)
      return true;
  }
  return ok == NULL;
}

void
generic_parse_response(const ProviderResponse *response,
                       const ProviderConfig *config, ProviderSendResult *out)
{
  const json_t *send = json_object_get(config, "send");
  json_t *root =
      json_parse_untrusted(response->body, response->body_size, NULL);
  const char *word = NULL;

  *out = (ProviderSendResult){
      .outcome = provider_class_of_http(response->http_status),
      .retry_after_s = MAX(response->retry_after_s, 1),
      .code = answer_text(root, setting(send, "code"), CODE_MAX),
      .provider_id = answer_text(root, setting(send, "id"), ID_MAX)};
  /* A refusal with 200 that no code explains may pass: try again. */
  if (out->outcome == PROVIDER_SEND_SENT &&
      !says_ok(root, json_object_get(send, "ok")))
    out->outcome = PROVIDER_SEND_TRANSIENT;
  /* HTML, nothing, an error in other words: perhaps sent. */
  if (out->outcome == PROVIDER_SEND_SENT && setting(send, "id") &&
      !out->provider_id)
    out->outcome = PROVIDER_SEND_UNKNOWN;
  if (out->code)
    word = setting(json_object_get(send, "codes"), out->code);
  if (word)
    (void)provider_send_class_from_string(word, &out->outcome); /* as above */
  if (!out->code)
    out->code = g_strdup_printf("%d", response->http_status);
  if (out->outcome != PROVIDER_SEND_SENT) {
    g_clear_pointer(&out->provider_id, g_free);
    out->diagnostic =
        inbound_clean_line(response->body, response->body_size, DIAGNOSTIC_MAX);
  }
  json_decref(root);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The sending half of the provider engine: requests from the row's templates.
 * A value never leaves its place: it is percent-encoded in URLs and forms,
 * escaped in JSON, and refused in a header field when it holds a line break.
 */
#include <stdlib.h>
#include <string.h>

#include "parsers/form.h"
#include "parsers/json_text.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider_private.h"
#include "parsers/provider/template_fill.h"
#include "parsers/sms/gsm7.h"

/* Where the names in a template come from. */
typedef struct Context {
  const Provider *row;
  const SmsOut *sms; /* NULL: no message, settings only */
  const ProviderConfig *config;
  GPtrArray *owned; /* values that hooks made */
} Context;

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

static const char *
value_is_unicode(const SmsOut *sms)
{
  return gsm7_measure(sms->text).coding == SMS_CODING_GSM7 ? "false" : "true";
}

static const struct {
  const char *name;
  const char *(*value)(const SmsOut *sms);
} names[] = {
    {"from", value_from},
    {"to", value_to},
    {"text", value_text},
    {"id", value_id},
    {"report_url", value_report_url},
    {"coding", value_coding},
    {"is_unicode", value_is_unicode},
};

static const char *
setting(const Context *context, const char *name)
{
  const ProviderPair *pair = context->row->send->defaults;
  const char *value = json_text(context->config, name);
  for (; value == NULL && pair != NULL && pair->name != NULL; pair++)
    if (strcmp(pair->name, name) == 0)
      value = pair->value;
  return value;
}

static const char *
message_value(const Context *context, const char *name)
{
  char *made = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(names[i].name, name) == 0)
      return names[i].value(context->sms);
  if (context->row->value != NULL)
    made = context->row->value(name, context->sms);
  if (made != NULL)
    g_ptr_array_add(context->owned, made);
  return made;
}

/* The message's value, else the setting's: "from" may stand in either. */
static const char *
whole_value(const Context *context, const char *name)
{
  const char *value =
      context->sms != NULL ? message_value(context, name) : NULL;
  return value != NULL ? value : setting(context, name);
}

/* NAME_digits is NAME without a "+" before it. */
static const char *
lookup(const char *name, const void *pointer)
{
  const Context *context = pointer;
  const char *value = whole_value(context, name);
  if (value != NULL || !g_str_has_suffix(name, "_digits"))
    return value;
  g_autofree char *base = g_strndup(name, strlen(name) - strlen("_digits"));
  value = whole_value(context, base);
  return value != NULL && value[0] == '+' ? value + 1 : value;
}

/* The name without its "?"; NULL: the pair is left out. */
static char *
pair_name(const ProviderPair *pair, const TemplateValues *values)
{
  bool is_optional = g_str_has_suffix(pair->name, "?");
  if (is_optional && !template_has_values(pair->value, values))
    return NULL;
  return g_strndup(pair->name, strlen(pair->name) - is_optional);
}

/* Form-encode pairs behind what stands in `out`. */
static bool
append_pairs(GString *out, const ProviderPair *pairs,
             const TemplateValues *values, GError **error)
{
  for (; pairs != NULL && pairs->name != NULL; pairs++) {
    g_autofree char *name = pair_name(pairs, values);
    g_autofree char *value =
        name == NULL ? NULL : template_fill(pairs->value, values, false, error);
    if (name != NULL && value == NULL)
      return false;
    if (name != NULL)
      form_append(out, name, value);
  }
  return true;
}

static bool
add_headers(ProviderHttpRequest *request, const ProviderPair *pairs,
            const TemplateValues *values, GError **error)
{
  for (; pairs != NULL && pairs->name != NULL; pairs++) {
    g_autofree char *name = pair_name(pairs, values);
    g_autofree char *value =
        name == NULL ? NULL : template_fill(pairs->value, values, false, error);
    if (name == NULL)
      continue;
    if (value == NULL)
      return false;
    if (strpbrk(name, "\r\n:") != NULL || strpbrk(value, "\r\n") != NULL) {
      g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                  "send.headers: line break or colon in a header field");
      return false;
    }
    g_ptr_array_add(request->headers, g_strdup_printf("%s: %s", name, value));
  }
  return true;
}

/* A setting at the very beginning is the provider's address, as it stands. */
static char *
fill_url(const char *template, const Context *context,
         const TemplateValues *values, GError **error)
{
  const char *end =
      template != NULL && *template == '{' ? strchr(template, '}') : NULL;
  g_autofree char *name =
      end == NULL ? NULL : g_strndup(template + 1, (gsize)(end - template - 1));
  const char *base = name == NULL ? NULL : setting(context, name);
  g_autofree char *rest = NULL;
  if (template == NULL) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "send.url is not set");
    return NULL;
  }
  if (base == NULL)
    return template_fill(template, values, true, error);
  rest = template_fill(end + 1, values, true, error);
  /* An address is often entered with a "/" at its end. */
  bool is_double = g_str_has_suffix(base, "/") && end[1] == '/';
  return rest == NULL ? NULL : g_strconcat(base, rest + is_double, NULL);
}

/* Fill an optional template; true and NULL when it is absent. */
static bool
fill_optional(const char *template, const TemplateValues *values, char **out,
              GError **error)
{
  if (template == NULL)
    return true;
  *out = template_fill(template, values, false, error);
  return *out != NULL;
}

/* Address, account and header fields, which all requests have. */
static ProviderHttpRequest *
begin(const Context *context, const char *method, const char *url,
      GError **error)
{
  const ProviderSend *send = context->row->send;
  const TemplateValues values = {.lookup = lookup, .context = context};
  g_autoptr(ProviderHttpRequest) request = provider_http_request_new(method);
  request->url = fill_url(url, context, &values, error);
  if (request->url == NULL ||
      !fill_optional(send->user, &values, &request->user, error) ||
      !fill_optional(send->password, &values, &request->password, error) ||
      !add_headers(request, send->headers, &values, error))
    return NULL;
  return g_steal_pointer(&request);
}

static bool
add_query(ProviderHttpRequest *request, const ProviderPair *pairs,
          const TemplateValues *values, GError **error)
{
  g_autoptr(GString) query = g_string_new(NULL);
  if (!append_pairs(query, pairs, values, error))
    return false;
  if (query->len == 0)
    return true;
  char *whole =
      g_strconcat(request->url, strchr(request->url, '?') != NULL ? "&" : "?",
                  query->str, NULL);
  g_free(request->url);
  request->url = whole;
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
add_json(ProviderHttpRequest *request, const char *template,
         const TemplateValues *values, GError **error)
{
  json_t *json = json_loads(template, 0, NULL);
  g_assert(json != NULL); /* a row's own, or dumped from settings */
  json_t *filled = template_fill_json(json, values, error);
  json_decref(json);
  if (filled == NULL)
    return false;
  char *text = json_dumps(filled, JSON_COMPACT);
  json_decref(filled);
  g_assert(text != NULL);
  set_body(request, g_strdup(text), "application/json");
  free(text);
  return true;
}

static bool
add_body(ProviderHttpRequest *request, const ProviderSend *send,
         const TemplateValues *values, GError **error)
{
  if (send->json != NULL)
    return add_json(request, send->json, values, error);
  if (send->form == NULL)
    return true;
  g_autoptr(GString) form = g_string_new(NULL);
  if (!append_pairs(form, send->form, values, error))
    return false;
  set_body(request, g_string_free(g_steal_pointer(&form), FALSE),
           "application/x-www-form-urlencoded");
  return true;
}

/* Owned by the caller; NULL with an error. */
static ProviderHttpRequest *
build_message(const Context *context, GError **error)
{
  const ProviderSend *send = context->row->send;
  const TemplateValues values = {.lookup = lookup, .context = context};
  g_autoptr(ProviderHttpRequest) request = begin(
      context, send->method != NULL ? send->method : "POST", send->url, error);
  if (request == NULL || !add_query(request, send->query, &values, error) ||
      !add_body(request, send, &values, error))
    return NULL;
  return g_steal_pointer(&request);
}

bool
provider_send_build(const Provider *row, const SmsOut *sms,
                    const ProviderConfig *config, ProviderHttpRequest **out,
                    GError **error)
{
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
  const Context context = {row, sms, config, owned};
  ProviderHttpRequest *request = row->send != NULL
                                     ? build_message(&context, error)
                                     : provider_http_request_new("GET");
  if (request != NULL)
    *out = request;
  return request != NULL;
}

bool
provider_check_build(const Provider *row, const ProviderConfig *config,
                     ProviderHttpRequest **out, GError **error)
{
  const ProviderCheck *check = row->check;
  const Context context = {.row = row, .config = config};
  ProviderHttpRequest *request = NULL;
  if (check != NULL && row->send != NULL) {
    request = begin(&context, check->method != NULL ? check->method : "GET",
                    check->url, error);
    if (request == NULL)
      return false;
  }
  *out = request;
  return true;
}

bool
provider_media_build(const Provider *row, const char *url,
                     const ProviderConfig *config, ProviderHttpRequest **out,
                     GError **error)
{
  const Context context = {.row = row, .config = config};
  /* A foreign address must not be taken for a template. */
  ProviderHttpRequest *request = begin(&context, "GET", "", error);
  if (request == NULL)
    return false;
  g_free(request->url);
  request->url = g_strdup(url);
  *out = request;
  return true;
}

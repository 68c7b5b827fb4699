/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-up in the table of providers, and what all rows share.
 */
#include "parsers/provider/provider.h"

#include <string.h>

#include "parsers/json_text.h"
#include "parsers/parse_error.h"
#include "parsers/provider/provider_compile.h"
#include "parsers/provider/provider_private.h"

const Provider *
provider_find(const char *name)
{
  for (const Provider *const *row = provider_registry; *row; row++) {
    if (strcmp((*row)->name, name) == 0)
      return *row;
  }
  return NULL;
}

ProviderHttpRequest *
provider_http_request_new(const char *method)
{
  ProviderHttpRequest *request = g_new0(ProviderHttpRequest, 1);

  request->method = g_strdup(method);
  request->headers = g_ptr_array_new_with_free_func(g_free);
  return request;
}

void
provider_http_request_free(ProviderHttpRequest *request)
{
  if (!request)
    return;
  g_free(request->method);
  g_free(request->url);
  g_free(request->user);
  g_free(request->password);
  g_ptr_array_unref(request->headers);
  g_clear_pointer(&request->body, g_bytes_unref);
  g_free(request);
}

void
provider_send_result_clear(ProviderSendResult *result)
{
  g_free(result->provider_id);
  g_free(result->code);
  g_free(result->diagnostic);
  *result = (ProviderSendResult){.outcome = PROVIDER_SEND_UNKNOWN};
}

void
provider_check_result_clear(ProviderCheckResult *result)
{
  g_free(result->code);
  g_free(result->diagnostic);
  g_free(result->balance);
  g_free(result->where);
  *result = (ProviderCheckResult){.outcome = PROVIDER_SEND_UNKNOWN};
}

size_t
provider_body_max(const Provider *provider)
{
  return provider->abilities & PROVIDER_INLINE_MEDIA ? PROVIDER_MEDIA_BODY_MAX
                                                     : PROVIDER_BODY_MAX;
}

/* A row whose tables are complete, and what they hang on. */
typedef struct Compiled {
  Provider row;
  GPtrArray *owned;
} Compiled;

static bool
compile(const Provider *provider, const ProviderConfig *config, Compiled *out,
        GError **error)
{
  out->row = *provider;
  out->owned = g_ptr_array_new_with_free_func(g_free);
  return provider->compile
             ? provider->compile(config, &out->row, out->owned, error)
             : provider_override(config, &out->row, out->owned, error);
}

static void
compiled_clear(Compiled *compiled)
{
  g_clear_pointer(&compiled->owned, g_ptr_array_unref);
}

bool
provider_check_settings(const Provider *provider, const ProviderConfig *config,
                        GError **error)
{
  Compiled compiled = {.owned = NULL};
  SignatureScheme scheme;
  bool ok = compile(provider, config, &compiled, error) &&
            provider_signature(provider, config, &scheme, error) &&
            provider_words_check(&compiled.row, config, error);

  compiled_clear(&compiled);
  return ok;
}

bool
provider_parse(const Provider *provider, const ProviderRequest *request,
               const ProviderConfig *config, SmsBatch **out, GError **error)
{
  Compiled compiled = {.owned = NULL};
  bool ok = false;

  if (request->body_size > provider_body_max(provider)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "the body is larger than %zu bytes",
                provider_body_max(provider));
    return false;
  }
  ok = compile(provider, config, &compiled, error) &&
       provider_read(&compiled.row, request, out, error);
  compiled_clear(&compiled);
  return ok;
}

bool
provider_build_request(const Provider *provider, const SmsOut *sms,
                       const ProviderConfig *config, ProviderHttpRequest **out,
                       GError **error)
{
  Compiled compiled = {.owned = NULL};
  bool ok = compile(provider, config, &compiled, error) &&
            provider_send_build(&compiled.row, sms, config, out, error);

  compiled_clear(&compiled);
  return ok;
}

void
provider_parse_response(const Provider *provider,
                        const ProviderResponse *response,
                        const ProviderConfig *config, ProviderSendResult *out)
{
  Compiled compiled = {.owned = NULL};

  /* Settings with an unknown word have sent nothing; their other tables still
   * hold. */
  (void)compile(provider, config, &compiled, NULL);
  provider_send_judge(&compiled.row, response, out);
  compiled_clear(&compiled);
}

bool
provider_build_check(const Provider *provider, const ProviderConfig *config,
                     ProviderHttpRequest **out, GError **error)
{
  Compiled compiled = {.owned = NULL};
  bool ok = compile(provider, config, &compiled, error) &&
            provider_check_build(&compiled.row, config, out, error);

  compiled_clear(&compiled);
  return ok;
}

void
provider_parse_check(const Provider *provider, const ProviderResponse *response,
                     const ProviderConfig *config, ProviderCheckResult *out)
{
  Compiled compiled = {.owned = NULL};

  (void)compile(provider, config, &compiled, NULL); /* as above */
  provider_check_judge(&compiled.row, response, out);
  compiled_clear(&compiled);
}

/* "host", or ".domain" for all below it. */
static bool
is_host_of(const char *const *hosts, const char *host)
{
  for (; hosts && *hosts; hosts++) {
    bool is_below = (*hosts)[0] == '.';
    size_t size = strlen(host), end = strlen(*hosts);
    if (g_ascii_strcasecmp(*hosts, host) == 0 ||
        (is_below && size > end &&
         g_ascii_strcasecmp(host + size - end, *hosts) == 0))
      return true;
  }
  return false;
}

static bool
row_allows(const Provider *row, const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);

  return uri && strcmp(g_uri_get_scheme(uri), "https") == 0 &&
         g_uri_get_host(uri) && !g_uri_get_userinfo(uri) &&
         is_host_of(row->media_hosts, g_uri_get_host(uri));
}

bool
provider_allows_media(const Provider *provider, const char *url,
                      const ProviderConfig *config)
{
  Compiled compiled = {.owned = NULL};
  bool ok = compile(provider, config, &compiled, NULL) &&
            row_allows(&compiled.row, url);

  compiled_clear(&compiled);
  return ok;
}

bool
provider_build_media(const Provider *provider, const char *url,
                     const ProviderConfig *config, ProviderHttpRequest **out,
                     GError **error)
{
  Compiled compiled = {.owned = NULL};
  bool ok = compile(provider, config, &compiled, error);

  if (ok && !row_allows(&compiled.row, url)) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "not an address of the provider (media_hosts)");
    ok = false;
  }
  ok = ok && provider_media_build(&compiled.row, url, config, out, error);
  compiled_clear(&compiled);
  return ok;
}

static bool
marks(const json_t *kind)
{
  return json_object_get(kind, "id") || json_object_get(kind, "event") ||
         json_object_get(kind, "time");
}

bool
provider_marks_messages(const ProviderConfig *config)
{
  const json_t *inbound = json_object_get(config, "inbound");

  for (size_t i = 0; i < json_array_size(inbound); i++)
    if (!marks(json_array_get(inbound, i)))
      return false;
  /* Rows that need no such settings know where their provider's id stands. */
  return !json_is_object(inbound) || marks(inbound);
}

ProviderAck
provider_ack(const Provider *provider, const ProviderConfig *config)
{
  const json_t *object = json_object_get(config, "ack");
  const char *status = json_text(object, "status");
  const char *type = json_text(object, "content_type");
  const char *body = json_text(object, "body");

  if (!provider->compile || !object)
    return provider->ack;
  return (ProviderAck){.status = g_strcmp0(status, "202") == 0 ? 202 : 200,
                       .content_type = type ? type : "text/plain",
                       .body = body ? body : ""};
}

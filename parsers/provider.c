/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-up in the table of providers, and what all rows share.
 */
#include "parsers/provider.h"

#include <string.h>

#include "parsers/parse_error.h"

static const char *const class_names[] = {"sent",      "permanent", "transient",
                                          "throttled", "account",   "config",
                                          "unknown"};

static const char *const kind_names[] = {"none", "hmac", "jwt", "ed25519",
                                         NULL};
static const char *const hash_names[] = {"sha1", "sha256", "sha512", NULL};
static const char *const encoding_names[] = {"hex", "base64", NULL};

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

const char *
provider_send_class_to_string(ProviderSendClass outcome)
{
  g_assert((size_t)outcome < G_N_ELEMENTS(class_names));
  return class_names[outcome];
}

bool
provider_send_class_from_string(const char *name, ProviderSendClass *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(class_names); i++) {
    if (strcmp(class_names[i], name) == 0) {
      *out = (ProviderSendClass)i;
      return true;
    }
  }
  return false;
}

void
provider_send_result_clear(ProviderSendResult *result)
{
  g_free(result->provider_id);
  g_free(result->code);
  g_free(result->diagnostic);
  *result = (ProviderSendResult){.outcome = PROVIDER_SEND_UNKNOWN};
}

size_t
provider_body_max(const Provider *provider)
{
  return provider->abilities & PROVIDER_INLINE_MEDIA ? PROVIDER_MEDIA_BODY_MAX
                                                     : PROVIDER_BODY_MAX;
}

bool
provider_parse(const Provider *provider, const ProviderRequest *request,
               const ProviderConfig *config, SmsBatch **out, GError **error)
{
  if (request->body_size > provider_body_max(provider)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "the body is larger than %zu bytes",
                provider_body_max(provider));
    return false;
  }
  return provider->parse(request, config, out, error);
}

bool
provider_build_request(const Provider *provider, const SmsOut *sms,
                       const ProviderConfig *config, ProviderHttpRequest **out,
                       GError **error)
{
  return provider->build_request(sms, config, out, error);
}

void
provider_parse_response(const Provider *provider,
                        const ProviderResponse *response,
                        const ProviderConfig *config, ProviderSendResult *out)
{
  provider->parse_response(response, config, out);
}

ProviderSendClass
provider_class_of_http(int http_status)
{
  static const struct {
    int status;
    ProviderSendClass outcome;
  } rows[] = {
      {0, PROVIDER_SEND_UNKNOWN},     {401, PROVIDER_SEND_CONFIG},
      {402, PROVIDER_SEND_ACCOUNT},   {403, PROVIDER_SEND_CONFIG},
      {404, PROVIDER_SEND_CONFIG},    {408, PROVIDER_SEND_UNKNOWN},
      {429, PROVIDER_SEND_THROTTLED},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (rows[i].status == http_status)
      return rows[i].outcome;
  }
  if (http_status >= 200 && http_status < 300)
    return PROVIDER_SEND_SENT;
  if (http_status >= 400 && http_status < 500)
    return PROVIDER_SEND_PERMANENT;
  return PROVIDER_SEND_TRANSIENT;
}

bool
provider_marks_messages(const ProviderConfig *config)
{
  const json_t *inbound = json_object_get(config, "inbound");

  /* Rows that need no such settings know where their provider's id stands. */
  return inbound == NULL || json_object_get(inbound, "id") != NULL ||
         json_object_get(inbound, "time") != NULL;
}

/* The index of a configured word; the default when it is absent. */
static bool
read_word(const json_t *object, const char *key, const char *const *names,
          int *value, GError **error)
{
  const char *word = json_string_value(json_object_get(object, key));

  if (!word)
    return true;
  for (int i = 0; names[i]; i++) {
    if (strcmp(names[i], word) == 0) {
      *value = i;
      return true;
    }
  }
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
              "signature.%s: unknown word '%s'", key, word);
  return false;
}

static const char *
text_of(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

/* A scheme from the channel's "signature" object. */
static bool
read_signature(const json_t *object, SignatureScheme *out, GError **error)
{
  int kind = SIGNATURE_HMAC, hash = SIGNATURE_SHA256, encoding = SIGNATURE_HEX;
  SignatureScheme scheme = {
      .header = text_of(object, "header"),
      .parameter = text_of(object, "parameter"),
      .timestamp = text_of(object, "timestamp"),
      .nonce = text_of(object, "nonce"),
      .recipe = text_of(object, "recipe"),
      .body_claim = text_of(object, "body_claim"),
      .url_claim = text_of(object, "url_claim"),
      .body_parameter = text_of(object, "body_parameter"),
      .any_port = json_is_true(json_object_get(object, "any_port")),
  };

  if (!read_word(object, "kind", kind_names, &kind, error) ||
      !read_word(object, "hash", hash_names, &hash, error) ||
      !read_word(object, "encoding", encoding_names, &encoding, error))
    return false;
  scheme.kind = (SignatureKind)kind;
  scheme.hash = (SignatureHash)hash;
  scheme.encoding = (SignatureEncoding)encoding;
  if (kind != SIGNATURE_NONE && ((!scheme.header && !scheme.parameter) ||
                                 (kind != SIGNATURE_JWT && !scheme.recipe))) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                        "signature: needs header or parameter, and recipe");
    return false;
  }
  *out = scheme;
  return true;
}

bool
provider_signature(const Provider *provider, const ProviderConfig *config,
                   SignatureScheme *out, GError **error)
{
  const json_t *object = json_object_get(config, "signature");

  if (provider->signature) {
    *out = *provider->signature;
    return true;
  }
  if (object)
    return read_signature(object, out, error);
  *out = (SignatureScheme){.kind = SIGNATURE_NONE};
  return true;
}

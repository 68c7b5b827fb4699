/* SPDX-License-Identifier: Apache-2.0
 *
 * Checking requests.
 */
#include "daemon/http/webhook_request.h"

#include <string.h>

#include "queue/id.h"
#include "queue/secret.h"

enum {
  HEADERS_MAX = 64, /* that a provider may have signed */
  HEAD_USUAL = 320, /* bytes of a record's head without the query */
};

WebhookRequest *
webhook_request_new(struct MHD_Connection *connection, const char *target)
{
  WebhookRequest *request = g_new0(WebhookRequest, 1);
  request->connection = connection;
  request->target = g_strdup(target);
  request->body = g_byte_array_new();
  return request;
}

void
webhook_request_free(WebhookRequest *request)
{
  if (request == NULL)
    return;
  secret_wipe(request->target, strlen(request->target));
  g_free(request->target);
  g_free(request->method);
  g_free(request->content_type);
  g_free(request->address);
  g_byte_array_unref(request->body);
  if (request->fields)
    g_array_unref(request->fields);
  g_free(request);
}

/* Spaces, controls and bytes beyond ASCII have no place in a URI (RFC 3986 2):
 * they are somebody's attempt, or would not survive as JSON. */
static bool
is_printable(const char *text)
{
  for (; *text; text++)
    if (*text <= ' ' || *text > '~')
      return false;
  return true;
}

static bool
method_is_allowed(const WebhookChannel *channel, const char *method)
{
  if (strcmp(method, MHD_HTTP_METHOD_POST) == 0)
    return true;
  return strcmp(method, MHD_HTTP_METHOD_GET) == 0 &&
         (webhook_channel_provider(channel)->abilities & PROVIDER_GET) != 0;
}

/* The address our own proxy saw: it appends, so the last one is its word. */
static char *
last_forwarded(struct MHD_Connection *connection)
{
  const char *list = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                                 "X-Forwarded-For");
  if (list == NULL)
    return NULL;
  const char *comma = strrchr(list, ',');
  return g_strstrip(g_strdup(comma ? comma + 1 : list));
}

/* Pictures only where the provider sends them so. */
static size_t
body_max(const WebhookRequest *request)
{
  return provider_body_max(webhook_channel_provider(request->channel));
}

static void
check_size(WebhookRequest *request, const char *method)
{
  request->status =
      http_check_framing(request->connection, method, body_max(request));
  request->is_large =
      http_check_framing(request->connection, method, PROVIDER_BODY_MAX) != 0;
}

void
webhook_request_check(WebhookRequest *request, const GPtrArray *channels,
                      const char *method)
{
  request->checked = true;
  request->method = g_strdup(method);
  request->address = last_forwarded(request->connection);
  request->content_type = g_strdup(MHD_lookup_connection_value(
      request->connection, MHD_HEADER_KIND, "Content-Type"));
  request->status =
      http_check_framing(request->connection, method, PROVIDER_MEDIA_BODY_MAX);
  if (request->status)
    return;
  if (!is_printable(request->target) ||
      (request->content_type && !g_str_is_ascii(request->content_type))) {
    request->status = MHD_HTTP_BAD_REQUEST;
    return;
  }
  request->channel = webhook_channel_find(channels, request->target);
  if (request->channel == NULL)
    request->status = MHD_HTTP_NOT_FOUND;
  else if (!method_is_allowed(request->channel, method))
    request->status = MHD_HTTP_METHOD_NOT_ALLOWED;
  else
    check_size(request, method);
}

void
webhook_request_append(WebhookRequest *request, const char *piece, size_t size)
{
  /* The length was announced and checked; the library ends the body there. */
  if (size > body_max(request) - request->body->len)
    request->status = MHD_HTTP_CONTENT_TOO_LARGE;
  else
    g_byte_array_append(request->body, (const guint8 *)piece, (guint)size);
}

static enum MHD_Result
collect_field(void *data, enum MHD_ValueKind kind, const char *name,
              const char *value)
{
  (void)kind;
  GArray *fields = data;
  SignatureField field = {name, value ? value : ""};
  if (fields->len >= HEADERS_MAX)
    return MHD_NO;
  g_array_append_val(fields, field);
  return MHD_YES;
}

/* A wrong signature is final; one that is missing may come with the repeat. */
static unsigned
refusal(const WebhookRequest *request)
{
  const Provider *provider = webhook_channel_provider(request->channel);
  bool comes_again = (provider->abilities & PROVIDER_SIGNS_REPEATS) != 0;
  return request->signature.verdict == SIGNATURE_MISSING && comes_again
             ? MHD_HTTP_INTERNAL_SERVER_ERROR
             : MHD_HTTP_UNAUTHORIZED;
}

VerifierCase
webhook_request_case(WebhookRequest *request)
{
  request->fields = g_array_new(TRUE, FALSE, sizeof(SignatureField));
  MHD_get_connection_values(request->connection, MHD_HEADER_KIND, collect_field,
                            request->fields);
  return (VerifierCase){
      .channel = request->channel,
      .input = {
          .method = request->method,
          .url = request->target,
          .content_type = request->content_type,
          .headers = (const SignatureField *)(void *)request->fields->data,
          .body = request->body->data,
          .body_size = request->body->len,
      }};
}

void
webhook_request_judge(WebhookRequest *request, const SignatureResult *result)
{
  request->signature = *result;
  if (result->verdict != SIGNATURE_FRESH && result->verdict != SIGNATURE_STALE)
    request->status = refusal(request);
}

static void
hash_text(SecretHasher *hasher, const char *text)
{
  secret_hasher_update(hasher, text, strlen(text) + 1); /* NUL separates */
}

/* The natural key: the same request gives the same key without being read.  On
 * a channel whose messages have neither id nor time each request is one of its
 * own, for two answers "1" must both count; but not one whose signature is old:
 * who caught it could send it again for days. */
static void
natural_key(const WebhookRequest *request, const char *query, int64_t now_ms,
            char out_key[SECRET_HASH_HEX])
{
  uint8_t hash[SECRET_HASH_BYTES];
  g_autoptr(SecretHasher) hasher = secret_hasher_new(NULL);
  hash_text(hasher, webhook_channel_name(request->channel));
  hash_text(hasher, request->method);
  hash_text(hasher, query);
  if (!webhook_channel_marks_messages(request->channel) &&
      request->signature.verdict != SIGNATURE_STALE)
    hash_text(hasher, id_new(now_ms).text);
  secret_hasher_update(hasher, request->body->data, request->body->len);
  secret_hasher_finish(hasher, hash);
  secret_hash_to_hex(hash, out_key);
}

/* Add `"name":"value"` to an object that is not closed yet.  The values are
 * ASCII; a few of them may hold what a string must not (RFC 8259 7). */
static void
add_member(GString *json, const char *name, const char *value)
{
  if (json->str[json->len - 1] != '{')
    g_string_append_c(json, ',');
  g_string_append_c(json, '"');
  g_string_append(json, name);
  g_string_append(json, "\":\"");
  for (; *value != '\0'; value++) {
    if (*value < ' ')
      g_string_append_printf(json, "\\u%04x", (unsigned)*value);
    else {
      if (*value == '"' || *value == '\\')
        g_string_append_c(json, '\\');
      g_string_append_c(json, *value);
    }
  }
  g_string_append_c(json, '"');
}

GString *
webhook_request_head(const WebhookRequest *request, int64_t received_at_ms)
{
  const char *mark = strchr(request->target, '?');
  const char *query = mark ? mark + 1 : "";
  char key[SECRET_HASH_HEX];
  natural_key(request, query, received_at_ms, key);
  GString *head = g_string_sized_new(HEAD_USUAL + strlen(query));
  g_string_append_c(head, '{');
  add_member(head, "kind", "webhook");
  add_member(head, "channel", webhook_channel_name(request->channel));
  add_member(head, "key", key);
  add_member(head, "method", request->method);
  add_member(head, "query", query);
  add_member(head, "signature",
             signature_verdict_to_string(request->signature.verdict));
  g_string_append(head, ",\"headers\":{");
  if (request->content_type != NULL)
    add_member(head, "content-type", request->content_type);
  g_string_append_printf(head, "},\"received_at_ms\":%" G_GINT64_FORMAT "}",
                         received_at_ms);
  return head;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading, having read, and showing.
 */
#include "daemon/sms_tool/sms_body.h"

#include <stdio.h>
#include <string.h>

#include "daemon/parse/parse_client.h"
#include "parsers/parse_error.h"
#include "parsers/sms/sms_json.h"

/* A webhook with pictures in its body, and the head before it. */
#define REQUEST_MAX (PROVIDER_MEDIA_BODY_MAX + HTTP_TEXT_HEAD_MAX)

GBytes *
sms_body_read_stdin(GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  guint8 piece[16 * 1024];
  size_t got = 0;

  while (bytes->len <= REQUEST_MAX &&
         (got = fread(piece, 1, sizeof piece, stdin)) > 0)
    g_byte_array_append(bytes, piece, (guint)got);
  if (bytes->len > REQUEST_MAX)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT, "larger than %d bytes",
                REQUEST_MAX);
  else if (ferror(stdin))
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                        "cannot be read");
  else
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
  return NULL;
}

/* Such a request never begins an HTTP message: "{" is no part of a token. */
static bool
is_bare_object(GBytes *bytes)
{
  gsize size = 0;
  const char *text = g_bytes_get_data(bytes, &size);
  gsize i = 0;

  while (i < size && g_ascii_isspace(text[i]))
    i++;
  return i < size && text[i] == '{';
}

HttpText *
sms_body_to_request(GBytes *bytes, GError **error)
{
  static const char head[] = "POST / HTTP/1.1\n"
                             "Content-Type: application/json\n\n";
  g_autoptr(GByteArray) whole = NULL;
  g_autoptr(GBytes) request = NULL;
  gsize size = 0;

  if (!is_bare_object(bytes))
    return http_text_parse(bytes, error);
  whole = g_byte_array_new();
  g_byte_array_append(whole, (const guint8 *)head, sizeof head - 1);
  const guint8 *object = g_bytes_get_data(bytes, &size);
  g_byte_array_append(whole, object, (guint)size);
  request = g_byte_array_free_to_bytes(g_steal_pointer(&whole));
  return http_text_parse(request, error);
}

/* As digest tells the reader; see parse_client_send_begin(). */
static json_t *
make_head(const SmsSource *source, const HttpText *request)
{
  const char *type = http_text_header(request, "Content-Type");
  const char *mark = strchr(request->target, '?');

  return json_pack("{s:s, s:s, s:s, s:s, s:s*, s:O}", "kind", "webhook",
                   "provider", source->provider->name, "method",
                   request->method, "query", mark != NULL ? mark + 1 : "",
                   "content_type",
                   type != NULL && g_str_is_ascii(type) ? type : NULL, "config",
                   source->config);
}

typedef struct Answer {
  SmsBatch *batch;
  GError *wrong;
} Answer;

static bool
take_result(const json_t *result, GBytes *texts, void *user)
{
  Answer *answer = user;

  (void)texts; /* a batch has none */
  answer->batch = sms_batch_from_json(result, &answer->wrong);
  return true;
}

/* Send what is to be read and receive the answer. */
static SmsBatch *
ask(ParseClient *client, const json_t *head, GBytes *body, GError **error)
{
  static const ParseHandlers handlers = {.result = take_result};
  Answer answer = {0};
  gsize size = 0;
  const void *bytes = g_bytes_get_data(body, &size);

  if (!parse_client_send_begin(client, head, error))
    return NULL;
  parse_client_send_append(client, bytes, size);
  parse_client_send_end(client);
  ParseOutcome outcome = parse_client_receive(client, &handlers, &answer);
  if (outcome == PARSE_OUTCOME_OK && answer.batch != NULL)
    return answer.batch;
  g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX, "%s%s%s",
              parse_outcome_to_string(outcome),
              answer.wrong != NULL ? ": nonsense" : ": ",
              answer.wrong != NULL ? "" : parse_client_reason(client));
  g_clear_error(&answer.wrong);
  sms_batch_free(answer.batch);
  return NULL;
}

SmsBatch *
sms_body_parse(const SmsSource *source, const HttpText *request, GError **error)
{
  static const ParseClientOptions options = {.kind = PARSE_KIND_TEXT};
  size_t max = provider_body_max(source->provider);

  if (g_bytes_get_size(request->body) > max) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "the body is larger than %zu bytes", max);
    return NULL;
  }
  g_autoptr(ParseClient) client = parse_client_start(&options, error);
  if (client == NULL)
    return NULL;
  json_auto_t *head = make_head(source, request);
  g_assert(head != NULL); /* all is ASCII by now */
  return ask(client, head, request->body, error);
}

/* --- as JSON --- */

static void
set_text(json_t *object, const char *member, const char *text)
{
  json_object_set_new(object, member,
                      text != NULL ? json_string(text) : json_null());
}

/* RFC 3339, in UTC. */
static char *
format_time(int64_t at_ms)
{
  g_autoptr(GDateTime) time =
      at_ms > 0 ? g_date_time_new_from_unix_utc(at_ms / 1000) : NULL;

  return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static json_t *
media_to_json(const SmsMedia *media)
{
  json_t *object = json_object();
  json_int_t size = media->bytes != NULL
                        ? (json_int_t)g_bytes_get_size(media->bytes)
                        : (json_int_t)media->size;

  if (media->url != NULL)
    set_text(object, "url", media->url);
  if (media->bytes != NULL)
    json_object_set_new(object, "inline", json_true());
  if (media->type != NULL)
    set_text(object, "type", media->type);
  if (media->name != NULL)
    set_text(object, "name", media->name);
  if (size > 0)
    json_object_set_new(object, "size", json_integer(size));
  return object;
}

static json_t *
message_to_json(const SmsIn *sms)
{
  json_t *object = json_object(), *media = json_array();
  g_autofree char *time = format_time(sms->sent_at_ms);

  set_text(object, "id", sms->provider_id);
  set_text(object, "from", sms->from);
  set_text(object, "to", sms->to);
  set_text(object, "text", sms->text);
  set_text(object, "received_at", time);
  for (guint i = 0; i < sms->media->len; i++)
    json_array_append_new(media, media_to_json(sms->media->pdata[i]));
  json_object_set_new(object, "media", media);
  if (sms->part_total > 0)
    json_object_set_new(object, "part",
                        json_pack("{s:i, s:i, s:i}", "reference", sms->part_ref,
                                  "number", sms->part_number, "total",
                                  sms->part_total));
  return object;
}

static json_t *
receipt_to_json(const SmsReport *report)
{
  json_t *object = json_object();

  set_text(object, "id", report->provider_id);
  set_text(object, "state", sms_report_state_to_string(report->state));
  set_text(object, "reference", report->reference);
  return object;
}

json_t *
sms_body_to_json(const SmsBatch *batch)
{
  json_t *object = json_object();
  json_t *messages = json_array(), *receipts = json_array();

  for (guint i = 0; i < batch->messages->len; i++)
    json_array_append_new(messages, message_to_json(batch->messages->pdata[i]));
  for (guint i = 0; i < batch->reports->len; i++)
    json_array_append_new(receipts, receipt_to_json(batch->reports->pdata[i]));
  json_object_set_new(object, "messages", messages);
  json_object_set_new(object, "receipts", receipts);
  return object;
}

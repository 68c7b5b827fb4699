/* SPDX-License-Identifier: Apache-2.0
 *
 * The client's side of a conversation with the role `parse`.
 */
#include "tests/support/parse_ask.h"

#include <string.h>

#include "daemon/role.h"
#include "parsers/message_json.h"
#include "parsers/sms/sms_json.h"

extern const Role role_parse;

static bool
see_result(const json_t *result, GBytes *texts, void *user)
{
  ParseSeen *seen = user;
  if (json_object_get(result, "reports") != NULL)
    seen->batch = sms_batch_from_json(result, NULL);
  else
    seen->message = message_from_wire(result, texts, NULL);
  return true;
}

static bool
see_data(const void *bytes, size_t size, void *user)
{
  ParseSeen *seen = user;
  g_byte_array_append(seen->attachment, bytes, (guint)size);
  return true;
}

static const ParseHandlers handlers = {.result = see_result,
                                       .attachment_data = see_data};

void
parse_seen_clear(ParseSeen *seen)
{
  message_free(seen->message);
  sms_batch_free(seen->batch);
  g_byte_array_unref(seen->attachment);
}

ParseClient *
parse_ask_start(ParseKind kind, unsigned keep)
{
  static const char *const text[] = {"test", "role", "text", NULL};
  static const char *const image[] = {"test", "role", "image", NULL};
  ParseClientOptions options = {.kind = kind,
                                .keep = keep,
                                .arguments =
                                    kind == PARSE_KIND_IMAGE ? image : text};
  g_autoptr(GError) error = NULL;
  ParseClient *client = parse_client_start(&options, &error);
  g_assert_no_error(error);
  return client;
}

ParseOutcome
parse_ask(ParseClient *client, json_t *head, GBytes *body, ParseSeen *seen)
{
  *seen = (ParseSeen){.attachment = g_byte_array_new()};
  g_assert_true(parse_client_send_begin(client, head, NULL));
  json_decref(head);
  size_t size = 0;
  const void *bytes = g_bytes_get_data(body, &size);
  parse_client_send_append(client, bytes, size);
  parse_client_send_end(client);
  return parse_client_receive(client, &handlers, seen);
}

json_t *
parse_ask_mail_head(void)
{
  return json_pack("{s:s}", "kind", "mail");
}

int
parse_ask_role(int argc, char **argv)
{
  return role_parse.run(argc, argv);
}

ssize_t
parse_source_read(void *out, size_t max, void *user)
{
  ParseSource *source = user;
  size_t size = 0;
  const char *bytes = g_bytes_get_data(source->bytes, &size);
  size_t piece = MIN(max, size - source->done);
  if (piece > 0)
    memcpy(out, bytes + source->done, piece);
  source->done += piece;
  return (ssize_t)piece;
}

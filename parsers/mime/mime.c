/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail from bytes to Message; the walk itself is in mime_reader.c.
 */
#include "parsers/mime/mime.h"

#include <gmime/gmime.h>
#include <libxml/parser.h>
#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/header.h"
#include "parsers/mime/logo.h"
#include "parsers/mime/mime_private.h"
#include "parsers/parse_error.h"

void
mime_init(void)
{
  g_mime_init();
  xmlInitParser();
  charset_preload();
}

/* Where the header ends: in front of the first empty line. */
static const char *
header_end(const char *data, const char *end)
{
  const char *at = data;
  while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    const char *next = at + 1;
    if (next < end && *next == '\r')
      next++;
    if (next < end && *next == '\n')
      return at;
    at++;
  }
  return end;
}

/* Header fields as they stand in the bytes.  The pre-scan has bounded them. */
static GPtrArray *
read_fields(GBytes *raw)
{
  gsize size = 0;
  const char *data = g_bytes_get_data(raw, &size);
  if (data == NULL || size == 0)
    return header_list_new();
  const char *end = header_end(data, data + size);
  g_autofree char *header = g_strndup(data, (gsize)(end - data));
  const char *cursor = header;
  return header_list_parse(&cursor);
}

/* Append a text and its NUL. */
static void
append_whole(GString *out, const char *text)
{
  if (text == NULL)
    text = "";
  g_string_append_len(out, text, (gssize)strlen(text) + 1);
}

/* The same letter fetched from two mailboxes has the same hash, although its
 * trace fields differ.
 */
static char *
content_hash(const Message *message, const Sha256Engine *engine, Sha256 *bodies)
{
  g_autoptr(Sha256) hash = sha256_new(engine);
  g_autofree char *body_hash = sha256_finish(bodies);
  g_autoptr(GString) letter = g_string_new(NULL);
  append_whole(letter, message->from == NULL ? "" : message->from->address);
  append_whole(letter, message->date);
  append_whole(letter, message->subject);
  append_whole(letter, message->message_id);
  append_whole(letter, body_hash);
  g_string_ascii_down(letter);
  sha256_update(hash, letter->str, letter->len);
  return sha256_finish(hash);
}

static void
read_body(Message *message, const MimeMail *mail, const MimeRequest *request)
{
  const Sha256Engine *engine = request->options->hash;
  g_autoptr(Sha256) bodies = sha256_new(engine);
  g_autoptr(GPtrArray) signature_ids = g_ptr_array_new_with_free_func(g_free);
  MimeFrame frame;
  mime_frame_begin(&frame, false);
  MimeReader reader = {.request = request,
                       .message = message,
                       .frame = &frame,
                       .bodies = bodies,
                       .signature_ids = signature_ids,
                       .decoded_left = MIME_DECODED_MAX};
  if (mail->texts != NULL)
    mime_reader_read_texts(&reader, mail->texts);
  else if (mail->body != NULL)
    mime_reader_walk(&reader, mail->body);
  logo_mark(message->attachments, signature_ids);
  message->full_text = mime_frame_finish(&reader);
  message->content_hash = content_hash(message, engine, bodies);
}

Message *
mime_parse(const MimeRequest *request, GPtrArray **out_fields, GError **error)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(request->raw, &size);
  /* GMime wants a GByteArray; this one borrows the bytes and is only read. */
  GByteArray borrowed = {.data = (guint8 *)data, .len = (guint)size};
  g_autoptr(GPtrArray) fields = read_fields(request->raw);
  g_auto(MimeMail) mail = {.head = NULL};
  if (fields->len == 0 || !mime_mail_open(&mail, &borrowed)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "this is no mail - it has no header field - look at the raw "
                "bytes");
    return NULL;
  }
  g_autoptr(Message) message = message_new();
  mime_headers_read(message, &mail, fields);
  read_body(message, &mail, request);
  if (out_fields != NULL)
    *out_fields = g_steal_pointer(&fields);
  return g_steal_pointer(&message);
}

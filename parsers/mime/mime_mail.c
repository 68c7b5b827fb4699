/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail from bytes to the few header fields that are read with GMime, and to
 * the tree of its body.  A header field within a GMimeMessage is an object with
 * copies of its name and value, and the message holds six lists of addresses,
 * used or not: to make and free them costs as much as to find the parts.  So
 * GMime gets to see of a header what tells of the body, and nothing of a usual
 * letter (text_body.h); what is unusual in any way it reads as a whole.
 */
#include <string.h>

#include "parsers/gmime_auto.h"
#include "parsers/header.h"
#include "parsers/mime/mime_private.h"
#include "parsers/mime/text_body.h"

/* To copy a letter costs less than a stream made of two, which becomes two for
 * each part; to copy photos costs more. */
enum { BODY_COPIED_MAX = 64 * 1024 };

static const char content[] = "Content-";

/* What mime_headers_read() asks for. */
static const char *const wanted[] = {
    "From:", "Sender:", "To:", "Cc:", "Subject:", "Message-ID:",
};

static bool
is_wanted(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
    if (g_ascii_strncasecmp(name, wanted[i], strlen(wanted[i])) == 0)
      return true;
  return false;
}

/* The colon behind the name at `at`; NULL when no plain name stands there. */
static const char *
name_end(const char *at, const char *end)
{
  const char *begin = at;
  while (at < end && (g_ascii_isalnum(*at) || *at == '-'))
    at++;
  return at > begin && at < end && *at == ':' ? at : NULL;
}

size_t
mime_field_size(const char *at, const char *end)
{
  const char *begin = at, *line = NULL;
  at = name_end(begin, end);
  if (at == NULL)
    return 0;
  do {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    if (feed == NULL || memchr(at, '\0', (size_t)(feed - at)) != NULL)
      return 0;
    line = at = feed + 1;
    while (at < end && (*at == ' ' || *at == '\t'))
      at++;
    /* A line of blanks: folding, or the end of the header? */
    if (at > line && (at == end || *at == '\r' || *at == '\n'))
      return 0;
  } while (at > line);
  return (size_t)(at - begin);
}

/* Split the header at `data`.
 *
 * head    gets the fields that are wanted, their values as they stand there
 * bytes   gets the fields that tell of the body
 * Returns where the empty line behind it begins; NULL when it is unusual. */
static const char *
split_head(const char *data, const char *end, GPtrArray *head,
           GByteArray *bytes)
{
  const char *at = data;
  for (size_t size; (size = mime_field_size(at, end)) > 0; at += size) {
    if (g_ascii_strncasecmp(at, content, strlen(content)) == 0) {
      g_byte_array_append(bytes, (const guint8 *)at, (guint)size);
    } else if (is_wanted(at)) {
      const char *colon = memchr(at, ':', size);
      g_ptr_array_add(head,
                      header_field_copy(at, (size_t)(colon - at), colon + 1,
                                        (size_t)(at + size - colon - 1)));
    }
  }
  bool usual = at > data && at < end &&
               (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'));
  return usual ? at : NULL;
}

static GMimeParserOptions *
options_new(void)
{
  const char *fallback[] = {"utf-8", "windows-1252", "iso-8859-1", NULL};
  GMimeParserOptions *options = g_mime_parser_options_new();
  g_mime_parser_options_set_fallback_charsets(options, fallback);
  g_mime_parser_options_set_allow_addresses_without_domain(options, TRUE);
  return options;
}

static GMimeStream *
stream_new(GByteArray *bytes)
{
  GMimeStream *stream = g_mime_stream_mem_new();
  g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  return stream;
}

static GMimeParser *
parser_new(GMimeStream *stream)
{
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_persist_stream(parser, TRUE);
  return parser;
}

GMimeMessage *
mime_construct(GByteArray *bytes)
{
  g_autoptr(GMimeParserOptions) options = options_new();
  g_autoptr(GMimeStream) stream = stream_new(bytes);
  g_autoptr(GMimeParser) parser = parser_new(stream);
  return g_mime_parser_construct_message(parser, options);
}

/* Let GMime read the header, too; false when it finds none. */
static bool
read_whole(MimeMail *mail, GByteArray *bytes)
{
  g_autoptr(GMimeMessage) message = mime_construct(bytes);
  if (message == NULL)
    return false;
  GMimeObject *body = g_mime_message_get_mime_part(message);
  GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
  mail->body = body == NULL ? NULL : g_object_ref(body);
  g_ptr_array_set_size(mail->head, 0);
  for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
    GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
    const char *name = g_mime_header_get_name(header);
    const char *value = g_mime_header_get_raw_value(header);
    g_ptr_array_add(mail->head,
                    header_field_copy(name, strlen(name), value,
                                      value == NULL ? 0 : strlen(value)));
  }
  return true;
}

/* The fields, taken over, and the body behind them as one stream. */
static GMimeStream *
stream_join(GByteArray *head, GByteArray *bytes, size_t rest)
{
  size_t size = bytes->len - rest;
  if (size <= BODY_COPIED_MAX) {
    g_byte_array_append(head, bytes->data + rest, (guint)size);
    return g_mime_stream_mem_new_with_byte_array(head);
  }
  g_autoptr(GMimeStream) fields = g_mime_stream_mem_new_with_byte_array(head);
  g_autoptr(GMimeStream) whole = stream_new(bytes);
  g_autoptr(GMimeStream) body =
      g_mime_stream_substream(whole, (gint64)rest, (gint64)bytes->len);
  GMimeStream *both = g_mime_stream_cat_new();
  (void)g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), fields);
  (void)g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), body);
  return both;
}

bool
mime_mail_open(MimeMail *mail, GByteArray *bytes)
{
  const char *data = (const char *)bytes->data, *end = data + bytes->len;
  GByteArray *head = g_byte_array_new();
  *mail = (MimeMail){.head = header_list_new(), .options = options_new()};
  const char *rest = split_head(data, end, mail->head, head);
  if (rest != NULL && end - rest <= BODY_COPIED_MAX)
    mail->texts = text_body_new(head, rest, end);
  if (rest != NULL && mail->texts == NULL) {
    g_autoptr(GMimeStream) stream =
        stream_join(head, bytes, (size_t)(rest - data));
    g_autoptr(GMimeParser) parser = parser_new(stream);
    mail->body = g_mime_parser_construct_part(parser, mail->options);
    return true;
  }
  g_byte_array_unref(head);
  if (mail->texts != NULL)
    return true;
  return read_whole(mail, bytes);
}

void
mime_mail_clear(MimeMail *mail)
{
  g_clear_pointer(&mail->head, g_ptr_array_unref);
  g_clear_pointer(&mail->texts, text_body_free);
  g_clear_object(&mail->body);
  g_clear_pointer(&mail->options, g_mime_parser_options_free);
}

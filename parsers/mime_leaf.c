/* SPDX-License-Identifier: Apache-2.0
 *
 * Decoding leaves within the budget of the mail.
 */
#include "parsers/mime_leaf.h"

#include "parsers/encoded_word.h"
#include "parsers/gmime_auto.h"
#include "parsers/mime_private.h"

GMimeStream *
mime_leaf_open(GMimeObject *entity)
{
  GMimeDataWrapper *content = GMIME_IS_PART(entity)
                                  ? g_mime_part_get_content(GMIME_PART(entity))
                                  : NULL;
  if (content == NULL)
    return NULL;
  GMimeStream *raw = g_mime_data_wrapper_get_stream(content);
  (void)g_mime_stream_reset(raw); /* streams over memory cannot fail here */
  GMimeStream *decoded = g_mime_stream_filter_new(raw);
  g_autoptr(GMimeFilter) filter =
      g_mime_filter_basic_new(g_mime_data_wrapper_get_encoding(content), FALSE);
  (void)g_mime_stream_filter_add(GMIME_STREAM_FILTER(decoded), filter);
  return decoded;
}

size_t
mime_leaf_read(MimeReader *reader, GMimeStream *stream, char *piece, size_t max)
{
  ssize_t got = g_mime_stream_read(stream, piece, max);
  if (got <= 0)
    return 0;
  if ((size_t)got > reader->decoded_left) {
    mime_reader_add_problem(
        reader, "The mail unpacks to more than 50 MiB; the rest is left out.");
    got = (ssize_t)reader->decoded_left;
  }
  reader->decoded_left -= (size_t)got;
  return (size_t)got;
}

GByteArray *
mime_reader_get_bytes(MimeReader *reader, GMimeObject *entity, size_t max)
{
  GByteArray *bytes = g_byte_array_new();
  g_autoptr(GMimeStream) stream = mime_leaf_open(entity);
  char piece[4096];
  size_t got = 0;
  if (stream == NULL)
    return bytes;
  while ((got = mime_leaf_read(reader, stream, piece, sizeof piece)) > 0) {
    size_t room = max - bytes->len;
    g_byte_array_append(bytes, (guint8 *)piece, (guint)MIN(got, room));
    if (got > room) {
      mime_reader_add_problem(reader,
                              "A text is too long; its end is left out.");
      break;
    }
  }
  return bytes;
}

GByteArray *
mime_leaf_head(GMimeObject *entity, size_t max)
{
  GByteArray *head = g_byte_array_new();
  g_autoptr(GMimeStream) stream = mime_leaf_open(entity);
  char piece[1024];
  ssize_t got = 0;
  while (stream != NULL && head->len < max &&
         (got = g_mime_stream_read(stream, piece, sizeof piece)) > 0)
    g_byte_array_append(head, (guint8 *)piece,
                        (guint)MIN((size_t)got, max - head->len));
  return head;
}

bool
mime_leaf_has_disposition(GMimeObject *entity, const char *wanted)
{
  const char *disposition = g_mime_object_get_disposition(entity);
  return disposition != NULL && g_ascii_strcasecmp(disposition, wanted) == 0;
}

char *
mime_leaf_name(GMimeObject *entity)
{
  const char *name = GMIME_IS_PART(entity)
                         ? g_mime_part_get_filename(GMIME_PART(entity))
                         : NULL;
  /* RFC 2047 5 forbids encoded words in parameters; most programs send them. */
  return name == NULL ? NULL : encoded_word_decode(name);
}

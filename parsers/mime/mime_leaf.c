/* SPDX-License-Identifier: Apache-2.0
 *
 * Decoding leaves within the budget of the mail.
 */
#include "parsers/mime/mime_leaf.h"

#include <string.h>

#include "parsers/encoded_word.h"
#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_private.h"

enum {
  FOREIGN_ONE_IN = 16, /* letters; prose has a blank after five or six */
  BASE64_LINE = 60,    /* letters of a line, at least (RFC 1421; MIME: 76) */
};

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
  GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(content);
  if (encoding <= GMIME_CONTENT_ENCODING_BINARY)
    return g_object_ref(raw); /* as it is: 7bit, 8bit, binary, not said */
  GMimeStream *decoded = g_mime_stream_filter_new(raw);
  g_autoptr(GMimeFilter) filter = g_mime_filter_basic_new(encoding, FALSE);
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

/* What the raw bytes of a base64 text (RFC 2045 6.8) are. */
typedef struct Base64Scan {
  size_t letters, foreign; /* of the alphabet, and what may not stand there */
  size_t clean;            /* letters before the first that may not */
  bool padded;
  char group[5]; /* the letters of the last, unfinished group of four */
} Base64Scan;

static void
scan_base64(const char *piece, size_t size, Base64Scan *scan)
{
  for (size_t i = 0; i < size && !scan->padded; i++) {
    char c = piece[i];
    if (g_ascii_isalnum(c) || c == '+' || c == '/')
      scan->group[scan->letters++ % 4] = c;
    else if (c == '=')
      scan->padded = true;
    else if (c != '\r' && c != '\n' && scan->foreign++ == 0)
      scan->clean = scan->letters;
  }
}

/* Prose has blanks, and early; a list's footer stands behind the base64. */
static bool
is_prose(const Base64Scan *scan)
{
  return scan->foreign > scan->letters / FOREIGN_ONE_IN &&
         scan->clean < BASE64_LINE;
}

/* The last bytes of a text without the padding at its end: GMime waits for it
 * and drops them. */
static void
append_unpadded(GByteArray *bytes, Base64Scan *scan)
{
  size_t left = scan->letters % 4, size = 0;
  if (scan->padded || scan->foreign > 0 || left < 2)
    return;
  memset(scan->group + left, '=', 4 - left);
  g_autofree guchar *end = g_base64_decode(scan->group, &size);
  g_byte_array_append(bytes, end, (guint)size);
}

/* Repair a text that is badly encoded, or not at all though it says so. */
static void
mend_base64(MimeReader *reader, GMimeObject *entity, GByteArray *bytes,
            size_t max)
{
  GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(entity));
  if (g_mime_data_wrapper_get_encoding(content) !=
          GMIME_CONTENT_ENCODING_BASE64 ||
      bytes->len + sizeof(guint32) > max)
    return;
  GMimeStream *raw = g_mime_data_wrapper_get_stream(content);
  Base64Scan scan = {.letters = 0};
  char piece[4096];
  ssize_t got = 0;
  (void)g_mime_stream_reset(raw); /* streams over memory cannot fail here */
  while ((got = g_mime_stream_read(raw, piece, sizeof piece)) > 0)
    scan_base64(piece, (size_t)got, &scan);
  if (!is_prose(&scan)) {
    append_unpadded(bytes, &scan);
    return;
  }
  mime_reader_add_problem(reader, "A text is not encoded as it says; it was "
                                  "read as it stands.");
  g_byte_array_set_size(bytes, 0);
  (void)g_mime_stream_reset(raw);
  while (bytes->len < max &&
         (got = g_mime_stream_read(raw, piece, sizeof piece)) > 0)
    g_byte_array_append(bytes, (guint8 *)piece,
                        (guint)MIN((size_t)got, max - bytes->len));
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
  mend_base64(reader, entity, bytes, max);
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

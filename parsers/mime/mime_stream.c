/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of a mail as GMime reads them.  Each header field becomes an object
 * there with a copy of its value; of the thirty and more that hosts write into a
 * mail we ask GMime about seven.  The others are left out; they are read as
 * plain data (header.h).
 */
#include <string.h>

#include "parsers/gmime_auto.h"
#include "parsers/mime/mime_private.h"

/* What mime_headers.c asks for; and what tells of the body. */
static const char *const wanted[] = {
    "From", "Sender", "To", "Cc", "Subject", "Message-ID", "Content-",
};

static bool
is_wanted(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    size_t size = strlen(wanted[i]);
    if (g_ascii_strncasecmp(name, wanted[i], size) == 0 &&
        (name[size] == ':' || wanted[i][size - 1] == '-'))
      return true;
  }
  return false;
}

/* The bytes of the field at `at`, up to and with the last line feed; 0 when it
 * is written in any way that two readers could understand differently.
 */
static size_t
field_size(const char *at, const char *end)
{
  const char *begin = at;
  while (at < end && (g_ascii_isalnum(*at) || *at == '-'))
    at++;
  if (at == begin || at == end || *at != ':')
    return 0;
  for (;;) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    if (feed == NULL)
      return 0;
    at = feed + 1;
    const char *text = at;
    while (text < end && (*text == ' ' || *text == '\t'))
      text++;
    if (text == at)
      return (size_t)(at - begin);
    if (text == end || *text == '\r' || *text == '\n')
      return 0; /* a line of blanks: folding, or the end of the header */
    at = text;
  }
}

GMimeStream *
mime_stream_new(GByteArray *bytes)
{
  GMimeStream *whole = g_mime_stream_mem_new();
  g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(whole), bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(whole), FALSE);
  return whole;
}

GMimeStream *
mime_stream_new_slim(GByteArray *bytes)
{
  g_autoptr(GMimeStream) whole = mime_stream_new(bytes);
  GByteArray *head = g_byte_array_new();
  const char *begin = (const char *)bytes->data, *end = begin + bytes->len;
  const char *at = begin;
  size_t size = 0;
  while ((size = field_size(at, end)) > 0) {
    if (at == begin || is_wanted(at)) /* never none at all */
      g_byte_array_append(head, (const guint8 *)at, (guint)size);
    at += size;
  }
  g_autoptr(GMimeStream) fields = g_mime_stream_mem_new_with_byte_array(head);
  g_autoptr(GMimeStream) rest =
      g_mime_stream_substream(whole, at - begin, (gint64)bytes->len);
  GMimeStream *both = g_mime_stream_cat_new();
  (void)g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), fields);
  (void)g_mime_stream_cat_add_source(GMIME_STREAM_CAT(both), rest);
  return both;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain text, format=flowed included (RFC 3676).
 */
#include <string.h>

#include "parsers/mime/mime_private.h"
#include "parsers/part.h"
#include "parsers/reply/reply.h"
#include "parsers/mime/uuencode.h"

/* A file that stands in the text. */
static void
take_file(const char *name, GBytes *bytes, void *user)
{
  MimeFile file = {.name = name};
  mime_reader_add_file(user, &file, bytes);
}

/* The text, without the files that old programs put into it. */
static char *
get_text(MimeReader *reader, GMimeObject *entity)
{
  /* A file in the text makes it long; what remains is held to MIME_TEXT_MAX. */
  g_autoptr(GByteArray) bytes =
      mime_reader_get_bytes(reader, entity, MIME_DECODED_MAX);
  uuencode_take(bytes, take_file, reader);
  if (uuencode_holds_yenc(bytes))
    mime_reader_add_problem(
        reader, "A file in the text is packed as yEnc and was not read.");
  if (bytes->len > MIME_TEXT_MAX) {
    g_byte_array_set_size(bytes, MIME_TEXT_MAX);
    mime_reader_add_problem(reader, "A text is too long; its end is left out.");
  }
  return mime_reader_decode(reader, entity, bytes);
}

/* Forms of web sites send whole pages as plain text. */
static bool
is_page(const char *text)
{
  static const char *const begins[] = {"<html>", "<html ", "<!doctype html"};
  text += strspn(text, " \t\r\n");
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
    if (g_ascii_strncasecmp(text, begins[i], strlen(begins[i])) == 0)
      return true;
  return false;
}

static void
read_text_plain(MimeReader *reader, GMimeObject *entity)
{
  GMimeContentType *type = g_mime_object_get_content_type(entity);
  const char *format = g_mime_content_type_get_parameter(type, "format");
  const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
  g_autofree char *text = get_text(reader, entity);
  if (is_page(text)) {
    mime_reader_add_html(reader, g_steal_pointer(&text));
  } else if (format != NULL && g_ascii_strcasecmp(format, "flowed") == 0) {
    bool delete_space = delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0;
    g_autofree char *unfolded = reply_unfold_flowed(text, delete_space);
    mime_reader_add_text(reader, unfolded);
  } else {
    mime_reader_add_text(reader, text);
  }
}

const Part part_text_plain = {
    .media_type = "text/plain",
    .takes_attachments = false,
    .read = read_text_plain,
};

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
get_text(MimeReader *reader, PartText *text)
{
  GByteArray *bytes = text->bytes;
  uuencode_take(bytes, take_file, reader);
  if (uuencode_holds_yenc(bytes))
    mime_reader_add_problem(
        reader, "A file in the text is packed as yEnc and was not read.");
  if (bytes->len > MIME_TEXT_MAX) {
    g_byte_array_set_size(bytes, MIME_TEXT_MAX);
    mime_reader_add_problem(reader, "A text is too long; its end is left out.");
  }
  return mime_reader_decode(reader, text);
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
read_text_plain(MimeReader *reader, PartText *part)
{
  const char *format = part->format, *delsp = part->delsp;
  g_autofree char *text = get_text(reader, part);
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
    .read_text = read_text_plain,
    /* A file in the text makes it long; the rest is held to MIME_TEXT_MAX. */
    .text_max = MIME_DECODED_MAX,
};

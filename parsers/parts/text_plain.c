/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain text, format=flowed included (RFC 3676).
 */
#include "parsers/mime.h"
#include "parsers/part.h"
#include "parsers/reply.h"

static void
read_text_plain(MimeReader *reader, GMimeObject *entity)
{
  GMimeContentType *type = g_mime_object_get_content_type(entity);
  const char *format = g_mime_content_type_get_parameter(type, "format");
  const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
  g_autofree char *text = mime_reader_get_text(reader, entity, MIME_TEXT_MAX);
  if (format != NULL && g_ascii_strcasecmp(format, "flowed") == 0) {
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

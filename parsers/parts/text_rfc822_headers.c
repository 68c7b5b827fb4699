/* SPDX-License-Identifier: Apache-2.0
 *
 * The header of a returned mail (RFC 6522 3).
 */
#include "parsers/machine/bounce.h"
#include "parsers/mime/mime.h"
#include "parsers/part.h"

static void
read_text_rfc822_headers(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *text = mime_reader_get_text(reader, entity, MIME_TEXT_MAX);
  if (!mime_reader_in_report(reader))
    mime_reader_add_text(reader, text);
  if (!mime_reader_is_embedded(reader))
    bounce_read_original(mime_reader_message(reader), text);
}

const Part part_text_rfc822_headers = {
    .media_type = "text/rfc822-headers",
    .takes_attachments = true,
    .read = read_text_rfc822_headers,
};

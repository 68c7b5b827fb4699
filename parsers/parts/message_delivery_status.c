/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine-readable half of a bounce (RFC 3464).
 */
#include "parsers/machine/bounce.h"
#include "parsers/mime/mime.h"
#include "parsers/part.h"

static void
read_message_delivery_status(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *text = mime_reader_get_text(reader, entity, MIME_TEXT_MAX);
  if (!mime_reader_in_report(reader))
    mime_reader_add_text(reader, text); /* perhaps somebody passes it on */
  if (!mime_reader_is_embedded(reader))
    bounce_read_status(mime_reader_message(reader), text);
}

const Part part_message_delivery_status = {
    .media_type = "message/delivery-status",
    .takes_attachments = true,
    .read = read_message_delivery_status,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * From a part of a mail to the readers of reports.
 */
#include "parsers/machine/bounce_part.h"

#include "parsers/mime/mime.h"

void
bounce_part_read(MimeReader *reader, GMimeObject *entity,
                 void (*read)(Message *message, const char *text))
{
  g_autofree char *text = mime_reader_get_text(reader, entity, MIME_TEXT_MAX);
  if (!mime_reader_in_report(reader))
    mime_reader_add_text(reader, text); /* perhaps somebody passes it on */
  if (!mime_reader_is_embedded(reader))
    read(mime_reader_message(reader), text);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The machine-readable half of an abuse report (RFC 5965).
 */
#include "parsers/machine/bounce.h"
#include "parsers/mime/mime.h"
#include "parsers/part.h"

static void
read_message_feedback_report(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *text = mime_reader_get_text(reader, entity, MIME_TEXT_MAX);
  if (!mime_reader_in_report(reader))
    mime_reader_add_text(reader, text); /* perhaps somebody passes it on */
  if (!mime_reader_is_embedded(reader))
    bounce_read_feedback(mime_reader_message(reader), text);
}

const Part part_message_feedback_report = {
    .media_type = "message/feedback-report",
    .takes_attachments = true,
    .read = read_message_feedback_report,
};

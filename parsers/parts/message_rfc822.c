/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail within the mail: forwarded, or returned by a mail system.
 */
#include "parsers/part.h"

static void
read_message_rfc822(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_enter(reader, entity);
}

const Part part_message_rfc822 = {
    .media_type = "message/rfc822",
    .takes_attachments = true,
    .by_content = true,
    .read = read_message_rfc822,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * What no other row takes is an attachment.
 */
#include "parsers/part.h"

static void
read_null(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_attachment(reader, entity);
}

const Part part_null = {
    .media_type = "",
    .takes_attachments = true,
    .read = read_null,
};

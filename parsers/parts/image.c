/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture, shown within the text or attached.
 */
#include "parsers/part.h"

static void
read_image(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_attachment(reader, entity);
}

const Part part_image = {
    .media_type = "image/*",
    .takes_attachments = true,
    .read = read_image,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML, as text where no other text says the same.
 */
#include "parsers/mime.h"
#include "parsers/part.h"

static void
read_text_html(MimeReader *reader, GMimeObject *entity)
{
  mime_reader_add_html(reader,
                       mime_reader_get_text(reader, entity, MIME_HTML_MAX));
}

const Part part_text_html = {
    .media_type = "text/html",
    .takes_attachments = false,
    .read = read_text_html,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML, as text where no other text says the same.
 */
#include "parsers/logo.h"
#include "parsers/mime_private.h"
#include "parsers/part.h"

static void
read_text_html(MimeReader *reader, GMimeObject *entity)
{
  char *html = mime_reader_get_text(reader, entity, MIME_HTML_MAX);
  logo_collect_ids(html, reader->signature_ids);
  mime_reader_add_html(reader, html);
}

const Part part_text_html = {
    .media_type = "text/html",
    .takes_attachments = false,
    .read = read_text_html,
};

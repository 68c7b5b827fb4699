/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML, as text.
 */
#include <string.h>

#include "parsers/html_text.h"
#include "parsers/mime.h"
#include "parsers/part.h"

static void
read_text_html(MimeReader *reader, GMimeObject *entity)
{
  g_autofree char *html = mime_reader_get_text(reader, entity, MIME_HTML_MAX);
  g_autofree char *text = html_text(html, strlen(html), MIME_TEXT_MAX);
  mime_reader_add_text(reader, text, true);
}

const Part part_text_html = {
    .media_type = "text/html",
    .takes_attachments = false,
    .read = read_text_html,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML, as text where no other text says the same.
 */
#include <stdbool.h>
#include <string.h>

#include "parsers/mime/logo.h"
#include "parsers/mime/mime_private.h"
#include "parsers/part.h"

/* Scripts of web sites call plain text HTML; its lines would run together.  A
 * "<" before a name is a tag unless an address stands there. */
static bool
is_plain(const char *html)
{
  if (strchr(html, '&') != NULL)
    return false;
  for (const char *at = html; (at = strchr(at, '<')) != NULL; at++) {
    size_t size = strcspn(at + 1, "<>@");
    bool begins = g_ascii_isalpha(at[1]) || strchr("/!?", at[1]) != NULL;
    if (begins && at[1 + size] != '@')
      return false;
  }
  return strchr(html, '\n') != NULL;
}

static void
read_text_html(MimeReader *reader, PartText *text)
{
  char *html = mime_reader_decode(reader, text);
  if (is_plain(html)) {
    g_autofree char *plain = g_steal_pointer(&html);
    g_autofree char *escaped = g_markup_escape_text(plain, -1);
    html = g_strconcat("<pre>", escaped, "</pre>", NULL);
  }
  logo_collect_ids(html, reader->signature_ids);
  mime_reader_add_html(reader, html);
}

const Part part_text_html = {
    .media_type = "text/html",
    .takes_attachments = false,
    .read_text = read_text_html,
    .text_max = MIME_HTML_MAX,
};

/* SPDX-License-Identifier: Apache-2.0
 *
 * An HTML mail as plain text: quotes, lists, tables and links kept readable,
 * everything that is not shown dropped.  A push parser without a tree, so that
 * nested markup costs time and memory only in line with its length.
 */
#ifndef BOTE_PARSERS_HTML_HTML_TEXT_H
#define BOTE_PARSERS_HTML_HTML_TEXT_H

#include <glib.h>
#include <stddef.h>

enum {
  /* libxml2 compares each attribute of a tag with all before it: 100,000 in
     one tag take over 10 s. */
  HTML_TEXT_TAG_MAX = 16 * 1024,
  HTML_TEXT_QUOTE_MAX = 20, /* deeper quotes are shown at this depth */
};

/* Turn HTML into text.
 *
 * html   valid UTF-8, `size` bytes; a charset named inside is ignored.
 * max    most bytes of the result.
 * Returns UTF-8 text, lines ended by "\n", owned by the caller; never NULL.
 * Quoted parts (blockquote) begin with "> "; lines of other reply containers,
 * attributions and signatures of known mail programs begin with an HtmlMark,
 * which whoever shows the text drops (html_mark_drop()).
 */
char *html_text(const char *html, size_t size, size_t max);

#endif

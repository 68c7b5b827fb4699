/* SPDX-License-Identifier: Apache-2.0
 *
 * A pass over HTML before libxml2: tags that are too long or have too many
 * attributes are cut, because their cost there grows with the square.
 */
#ifndef BOTE_PARSERS_HTML_HTML_TAGS_H
#define BOTE_PARSERS_HTML_HTML_TAGS_H

#include <glib.h>
#include <stddef.h>

/* More words in one tag than any mail program writes. */
enum { HTML_TAGS_WORDS_MAX = 256 };

/* Copy `size` bytes of HTML with its overlong tags cut; a cut tag is closed
 * where it was cut.  Owned by the caller.
 */
GString *html_tags_cut(const char *html, size_t size);

#endif

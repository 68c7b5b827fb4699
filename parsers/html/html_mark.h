/* SPDX-License-Identifier: Apache-2.0
 *
 * How the structure of HTML reaches the reading of replies: lines made from
 * HTML may begin with a mark that says what the element around them is.  Marks
 * are noncharacters (U+FDD0 …, "for internal use", Unicode 23.7): no text from
 * outside may bring them in, and none leaves the parsers.
 */
#ifndef BOTE_PARSERS_HTML_HTML_MARK_H
#define BOTE_PARSERS_HTML_HTML_MARK_H

typedef enum HtmlMark {
  HTML_MARK_NONE,
  HTML_MARK_ATTRIBUTION, /* "Am … schrieb …:", in whatever language */
  HTML_MARK_FOREIGN,     /* of the mail that is answered or passed on */
  HTML_MARK_SIGNATURE,
} HtmlMark;

enum { HTML_MARK_BYTES = 3 };

/* The bytes of a mark; "" for HTML_MARK_NONE. */
const char *html_mark_bytes(HtmlMark mark);

/* The mark whose bytes stand at `at`, within a text ended by NUL. */
HtmlMark html_mark_at(const char *at);

/* The mark at the beginning of a line, which is stepped over. */
HtmlMark html_mark_read(const char **at);

/* Take all marks out of a text, in place. */
void html_mark_drop(char *text);

#endif

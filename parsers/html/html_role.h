/* SPDX-License-Identifier: Apache-2.0
 *
 * What an element of an HTML mail is by the marks of the program that wrote
 * it, and whether it is shown at all.
 */
#ifndef BOTE_PARSERS_HTML_HTML_ROLE_H
#define BOTE_PARSERS_HTML_HTML_ROLE_H

#include <stdbool.h>

/* Bits; several at once. */
typedef enum HtmlRole {
  HTML_ROLE_NONE = 0,
  HTML_ROLE_ATTRIBUTION = 1 << 0, /* the line above a quote */
  HTML_ROLE_FOREIGN = 1 << 1,     /* holds the mail that is answered */
  HTML_ROLE_REST = 1 << 2,        /* from here on it is the answered mail */
  HTML_ROLE_RULED = 1 << 3,       /* the same from the next <hr> on */
  HTML_ROLE_SIGNATURE = 1 << 4,
} HtmlRole;

/* The roles of an element.
 *
 * name         lower case.
 * attributes   names and values by turns, ended by NULL, as libxml2 has them;
 *              NULL for none.  A value may be NULL.
 */
unsigned html_role(const char *name, const char *const *attributes);

/* Does its style or an attribute keep it from being shown? */
bool html_role_is_hidden(const char *name, const char *const *attributes);

/* Is a <blockquote> only an indentation, as the button of Gmail makes it? */
bool html_role_is_indentation(const char *const *attributes);

/* The value of an attribute: "" when it has none, NULL when it is absent. */
const char *html_role_attribute(const char *const *attributes,
                                const char *name);

#endif

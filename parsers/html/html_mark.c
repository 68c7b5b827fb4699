/* SPDX-License-Identifier: Apache-2.0
 *
 * U+FDD0 to U+FDD2 in UTF-8.
 */
#include "parsers/html/html_mark.h"

#include <string.h>

#include <glib.h>

static const char *const mark_table[] = {
    [HTML_MARK_NONE] = "",
    [HTML_MARK_ATTRIBUTION] = "\xef\xb7\x90",
    [HTML_MARK_FOREIGN] = "\xef\xb7\x91",
    [HTML_MARK_SIGNATURE] = "\xef\xb7\x92",
};

const char *
html_mark_bytes(HtmlMark mark)
{
  return mark_table[mark];
}

HtmlMark
html_mark_at(const char *at)
{
  if ((unsigned char)*at != 0xef)
    return HTML_MARK_NONE;
  for (int i = HTML_MARK_ATTRIBUTION; i <= HTML_MARK_SIGNATURE; i++)
    if (strncmp(at, mark_table[i], HTML_MARK_BYTES) == 0)
      return (HtmlMark)i;
  return HTML_MARK_NONE;
}

HtmlMark
html_mark_read(const char **at)
{
  HtmlMark mark = html_mark_at(*at);
  *at += mark == HTML_MARK_NONE ? 0 : HTML_MARK_BYTES;
  return mark;
}

void
html_mark_drop(char *text)
{
  char *from = strchr(text, '\xef'); /* as a rule there is none */
  if (from == NULL)
    return;
  char *to = from;
  while (*from != '\0') {
    if (html_mark_at(from) != HTML_MARK_NONE)
      from += HTML_MARK_BYTES;
    else
      *to++ = *from++;
  }
  *to = '\0';
}

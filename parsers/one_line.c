/* SPDX-License-Identifier: Apache-2.0
 *
 * By bytes instead of characters, and by runs instead of bytes: letters are
 * long, and what breaks a line is rare in them.
 */
#include "parsers/one_line.h"

#include <stddef.h>

/* The bytes of the character at `at` if it steers or breaks a line, else 0. */
static size_t
breaking_length(const unsigned char *at)
{
  if (*at < ' ' || *at == 0x7f)
    return 1;
  if (*at == 0xc2) /* U+0080 to U+009F */
    return at[1] >= 0x80 && at[1] < 0xa0 ? 2 : 0;
  if (*at == 0xe2)
    return at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9) ? 3 : 0;
  return 0;
}

void
one_line_append(GString *out, const char *text)
{
  const char *at = text;
  while (*at != '\0') {
    if (*at >= ' ' && *at <= '~') { /* most letters of most texts */
      at++;
      continue;
    }
    size_t length = breaking_length((const unsigned char *)at);
    if (length == 0) {
      at++;
      continue;
    }
    g_string_append_len(out, text, at - text);
    g_string_append_c(out, ' ');
    text = at += length;
  }
  g_string_append_len(out, text, at - text);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Base64 and quoted-printable.
 */
#include "parsers/mail_encode.h"

#include <stdbool.h>
#include <string.h>

enum {
  LINE_CHARS = 76,   /* RFC 2045 6.7: encoded lines */
  BASE64_BYTES = 57, /* 76 characters a line */
};

void
mail_encode_base64(GString *out, const void *bytes, size_t size)
{
  const guchar *p = bytes;
  while (size > 0) {
    size_t piece = MIN(size, (size_t)BASE64_BYTES);
    g_autofree char *line = g_base64_encode(p, piece);
    g_string_append(out, line);
    g_string_append(out, "\r\n");
    p += piece;
    size -= piece;
  }
}

/* Append one byte of quoted-printable (RFC 2045 6.7). */
static void
append_quoted(GString *out, size_t *column, unsigned char c, bool line_end)
{
  bool plain = (c > ' ' && c <= '~' && c != '=') ||
               ((c == ' ' || c == '\t') && !line_end);
  /* SMTP relays have mangled a dot and "From " at the start of a line. */
  if (*column == 0 && (c == '.' || c == 'F'))
    plain = false;
  size_t width = plain ? 1 : 3;
  if (*column + width > LINE_CHARS - 1) {
    g_string_append(out, "=\r\n");
    *column = 0;
  }
  static const char digits[] = "0123456789ABCDEF";
  const char quoted[] = {'=', digits[c >> 4], digits[c & 15]};
  if (plain)
    g_string_append_c(out, (char)c);
  else
    g_string_append_len(out, quoted, sizeof quoted);
  *column += width;
}

void
mail_encode_quoted_printable(GString *out, const char *text)
{
  size_t column = 0;
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\r')
      continue;
    if (*p == '\n') {
      g_string_append(out, "\r\n");
      column = 0;
      continue;
    }
    append_quoted(out, &column, (unsigned char)*p,
                  p[1] == '\n' || p[1] == '\r' || p[1] == '\0');
  }
  if (column > 0)
    g_string_append(out, "\r\n");
}

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

static bool
is_line_end(char c)
{
  return c == '\n' || c == '\r' || c == '\0';
}

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t';
}

/* How many bytes from `text` on, at most `room`, stand for themselves in
 * quoted-printable (RFC 2045 6.7): a blank does within a line only. */
static size_t
plain_length(const char *text, size_t room)
{
  size_t length = 0;
  while (length < room &&
         (is_blank(text[length]) ||
          (text[length] > ' ' && text[length] <= '~' && text[length] != '=')))
    length++;
  if (length > 0 && is_blank(text[length - 1]) && is_line_end(text[length]))
    length--;
  return length;
}

static void
append_quoted(GString *out, unsigned char c)
{
  static const char digits[] = "0123456789ABCDEF";
  const char quoted[] = {'=', digits[c >> 4], digits[c & 15]};
  g_string_append_len(out, quoted, sizeof quoted);
}

/* Append a line's next bytes; returns how many.  No line becomes longer than
 * LINE_CHARS with the soft break's "=". */
static size_t
append_piece(GString *out, size_t *column, const char *text)
{
  size_t room = LINE_CHARS - 1 - *column;
  /* SMTP relays have mangled a dot and "From " at the start of a line. */
  bool mangled = *column == 0 && (*text == '.' || *text == 'F');
  size_t plain = mangled ? 0 : plain_length(text, room);
  if (plain > 0) {
    g_string_append_len(out, text, (gssize)plain);
    *column += plain;
    return plain;
  }
  if (room < 3) {
    g_string_append(out, "=\r\n");
    *column = 0;
    return 0;
  }
  append_quoted(out, (unsigned char)*text);
  *column += 3;
  return 1;
}

void
mail_encode_quoted_printable(GString *out, const char *text)
{
  size_t column = 0;
  while (*text != '\0') {
    if (!is_line_end(*text)) {
      text += append_piece(out, &column, text);
      continue;
    }
    if (*text++ == '\r')
      continue;
    g_string_append(out, "\r\n");
    column = 0;
  }
  if (column > 0)
    g_string_append(out, "\r\n");
}

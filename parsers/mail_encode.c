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

/* One line of quoted-printable while it grows. */
typedef struct Line {
  size_t length;
  char text[LINE_CHARS + 2]; /* a soft break's "=" is one of LINE_CHARS */
} Line;

static void
line_end(Line *line, GString *out)
{
  memcpy(line->text + line->length, "\r\n", 2);
  g_string_append_len(out, line->text, (gssize)line->length + 2);
  line->length = 0;
}

/* Make room for `width` characters and the "=" of a soft break. */
static void
line_reserve(Line *line, size_t width, GString *out)
{
  if (line->length + width < LINE_CHARS)
    return;
  line->text[line->length++] = '=';
  line_end(line, out);
}

static void
line_add_quoted(Line *line, unsigned char c, GString *out)
{
  static const char digits[] = "0123456789ABCDEF";
  line_reserve(line, 3, out);
  line->text[line->length++] = '=';
  line->text[line->length++] = digits[c >> 4];
  line->text[line->length++] = digits[c & 15];
}

/* Add the bytes that stand for themselves (RFC 2045 6.7), as far as there is
 * room; returns how many.  A blank does so within a line only; and SMTP relays
 * have mangled a dot and "From " at its start. */
static size_t
line_add_plain(Line *line, const char *text)
{
  static const bool plain[256] = {
      ['\t'] = true, [' ' ... '<'] = true, ['>' ... '~'] = true};
  if (line->length == 0 && (*text == '.' || *text == 'F'))
    return 0;
  size_t room = LINE_CHARS - 1 - line->length, count = 0;
  char *out = line->text + line->length;
  for (; count < room && plain[(unsigned char)text[count]]; count++)
    out[count] = text[count];
  if (count > 0 && is_blank(text[count - 1]) && is_line_end(text[count]))
    count--;
  line->length += count;
  return count;
}

void
mail_encode_quoted_printable(GString *out, const char *text)
{
  Line line;
  line.length = 0;
  while (*text != '\0') {
    if (is_line_end(*text)) {
      if (*text++ == '\n')
        line_end(&line, out);
      continue;
    }
    line_reserve(&line, 1, out);
    size_t plain = line_add_plain(&line, text);
    if (plain == 0)
      line_add_quoted(&line, (unsigned char)*text, out);
    text += MAX(plain, 1);
  }
  if (line.length > 0)
    line_end(&line, out);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Line by line; a line whose length does not fit what it says ends the try.
 */
#include "parsers/mime/uuencode.h"

#include <string.h>

enum {
  UUENCODE_LINE_BYTES_MAX = 45, /* what a line may hold, decoded */
  UUENCODE_NAME_MAX = 255,
};

/* A cursor over the lines of a text. */
typedef struct Lines {
  const char *at, *end;
} Lines;

typedef struct Line {
  const char *begin;
  size_t size; /* without its end */
} Line;

static bool
next_line(Lines *lines, Line *out)
{
  if (lines->at >= lines->end)
    return false;
  const char *begin = lines->at;
  const char *stop = memchr(begin, '\n', (size_t)(lines->end - begin));
  lines->at = stop == NULL ? lines->end : stop + 1;
  size_t size = (size_t)((stop == NULL ? lines->end : stop) - begin);
  if (size > 0 && begin[size - 1] == '\r')
    size--;
  *out = (Line){begin, size};
  return true;
}

/* "begin 644 name": the name, owned by the caller; NULL for any other line. */
static char *
begin_name(const Line *line)
{
  const char *at = line->begin, *end = at + line->size;
  if (line->size < 11 || memcmp(at, "begin ", 6) != 0)
    return NULL;
  at += 6;
  size_t digits = 0;
  while (at < end && *at >= '0' && *at <= '7') {
    at++;
    digits++;
  }
  if (digits < 3 || digits > 4 || end - at < 2 || *at != ' ' ||
      end - at > UUENCODE_NAME_MAX)
    return NULL;
  return g_strndup(at + 1, (gsize)(end - at) - 1);
}

static bool
is_end(const Line *line)
{
  return line->size >= 3 && memcmp(line->begin, "end", 3) == 0 &&
         (line->size == 3 || g_ascii_isspace(line->begin[3]));
}

static unsigned
value_of(char c)
{
  return ((unsigned char)c - 0x20u) & 0x3f; /* "`" is 0, too */
}

/* Decode a line; false when it is none of the kind. */
static bool
decode_line(const Line *line, GByteArray *out)
{
  if (line->size == 0)
    return false;
  for (size_t i = 0; i < line->size; i++)
    if (line->begin[i] < 0x20 || line->begin[i] > 0x60)
      return false;
  size_t count = value_of(line->begin[0]);
  size_t groups = (count + 2) / 3;
  /* Blanks at the end of a line get lost on the way. */
  bool fits = line->size <= 1 + 4 * groups + 2 &&
              line->size + 2 >= 1 + (count * 4 + 2) / 3;
  if (count > UUENCODE_LINE_BYTES_MAX || !fits)
    return false;
  for (size_t i = 0; i < groups; i++) {
    unsigned word = 0;
    for (size_t n = 0; n < 4; n++) {
      size_t at = 1 + 4 * i + n;
      word = word << 6 | (at < line->size ? value_of(line->begin[at]) : 0);
    }
    guint8 bytes[] = {(guint8)(word >> 16), (guint8)(word >> 8), (guint8)word};
    g_byte_array_append(out, bytes, (guint)MIN(count - 3 * i, 3));
  }
  return true;
}

/* The bytes of a file whose begin was read; NULL when it is none. */
static GBytes *
read_file(Lines *lines)
{
  g_autoptr(GByteArray) out = g_byte_array_new();
  Line line;
  while (next_line(lines, &line)) {
    if (is_end(&line) && out->len > 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&out));
    if (!decode_line(&line, out))
      return NULL;
  }
  return NULL;
}

/* Does any line begin so?  Hardly ever; memmem(3) asks each byte. */
static bool
has_line(Lines lines, const char *begin)
{
  size_t size = strlen(begin);
  Line line;
  while (next_line(&lines, &line))
    if (line.size >= size && memcmp(line.begin, begin, size) == 0)
      return true;
  return false;
}

void
uuencode_take(GByteArray *text, UuencodeSink sink, void *user)
{
  if (text->len == 0)
    return; /* its data may be NULL */
  const char *data = (const char *)text->data;
  Lines lines = {data, data + text->len};
  if (!has_line(lines, "begin "))
    return;
  g_autoptr(GByteArray) rest = g_byte_array_new();
  unsigned tries = 0;
  Line line;
  while (next_line(&lines, &line)) {
    g_autofree char *name = begin_name(&line);
    Lines inner = lines;
    g_autoptr(GBytes) file =
        name == NULL || tries >= UUENCODE_FILES_MAX ? NULL : read_file(&inner);
    tries += name != NULL ? 1 : 0; /* each looks at the rest of the text */
    if (file != NULL) {
      sink(name, file, user);
      lines = inner;
      continue;
    }
    g_byte_array_append(rest, (const guint8 *)line.begin,
                        (guint)(lines.at - line.begin));
  }
  g_byte_array_set_size(text, 0);
  g_byte_array_append(text, rest->data, rest->len);
}

bool
uuencode_holds_yenc(const GByteArray *text)
{
  const guint8 *first =
      text->len == 0 ? NULL : memchr(text->data, '=', text->len);
  size_t size = first == NULL ? 0 : (size_t)(text->data + text->len - first);
  return size > 0 && memmem(first, size, "=ybegin ", 8) != NULL &&
         memmem(first, size, "=yend ", 6) != NULL;
}

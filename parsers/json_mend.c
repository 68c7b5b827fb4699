/* SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the bytes; strings are recognised by their quotes.
 */
#include "parsers/json_mend.h"

#include <stdbool.h>

/* "\\uXXXX" */
enum { ESCAPE_SIZE = 6 };

/* The first and the second half of a surrogate pair. */
static bool
is_high(int unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low(int unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The unit of a "\uXXXX" at `p`; -1: there is none. */
static int
escaped_unit(const char *p)
{
  int unit = 0;
  if (p[0] != '\\' || p[1] != 'u')
    return -1;
  for (int i = 2; i < ESCAPE_SIZE; i++) {
    int digit = g_ascii_xdigit_value(p[i]); /* -1 for the NUL at the end, too */
    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/* Append the escape at `p`, mended; returns how many bytes it takes. */
static size_t
mend_escape(GString *out, const char *p)
{
  int unit = escaped_unit(p);
  if (unit < 0) {
    size_t size = p[1] == '\0' ? 1 : 2;
    g_string_append_len(out, p, (gssize)size);
    return size;
  }
  if (unit == 0)
    return ESCAPE_SIZE;
  if (is_high(unit) && is_low(escaped_unit(p + ESCAPE_SIZE))) {
    g_string_append_len(out, p, 2 * ESCAPE_SIZE);
    return 2 * ESCAPE_SIZE;
  }
  if (is_high(unit) || is_low(unit))
    g_string_append(out, "\\ufffd");
  else
    g_string_append_len(out, p, ESCAPE_SIZE);
  return ESCAPE_SIZE;
}

/* NULs are no text, wherever they stand. */
static char *
make_valid(const char *bytes, size_t size)
{
  GString *kept = g_string_sized_new(size);
  for (size_t i = 0; i < size; i++)
    if (bytes[i] != '\0')
      g_string_append_c(kept, bytes[i]);
  char *valid = g_utf8_make_valid(kept->str, (gssize)kept->len);
  g_string_free(kept, TRUE);
  return valid;
}

GString *
json_mend(const void *bytes, size_t size)
{
  g_autofree char *valid = make_valid(bytes, size);
  GString *out = g_string_sized_new(size);
  bool in_string = false;
  for (const char *p = valid; *p != '\0';) {
    if (in_string && *p == '\\') {
      p += mend_escape(out, p);
      continue;
    }
    if (*p == '"')
      in_string = !in_string;
    if (in_string && (unsigned char)*p < 0x20)
      g_string_append_printf(out, "\\u%04x", (unsigned)*p);
    else
      g_string_append_c(out, *p);
    p++;
  }
  return out;
}

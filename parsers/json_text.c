/* SPDX-License-Identifier: Apache-2.0
 *
 * One function a kind of value.
 */
#include "parsers/json_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { NUMBER_BYTES = 64 };

/* How a character is written that may not stand for itself; the others that may
 * not are written as "\u00XX". */
static const char short_escapes[][2] = {
    {'"', '"'},  {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'},
    {'\n', 'n'}, {'\r', 'r'},  {'\t', 't'},
};

static bool
is_plain(char c)
{
  return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

static void
append_escape(GString *out, char c)
{
  for (size_t i = 0; i < G_N_ELEMENTS(short_escapes); i++)
    if (short_escapes[i][0] == c) {
      g_string_append_c(out, '\\');
      g_string_append_c(out, short_escapes[i][1]);
      return;
    }
  g_string_append_printf(out, "\\u%04X", (unsigned)c);
}

static void
append_string(GString *out, const char *text, size_t size)
{
  g_string_append_c(out, '"');
  for (const char *at = text, *end = text + size; at < end;) {
    const char *begin = at;
    while (at < end && is_plain(*at))
      at++;
    g_string_append_len(out, begin, at - begin);
    if (at < end)
      append_escape(out, *at++);
  }
  g_string_append_c(out, '"');
}

static void
append_object(GString *out, json_t *object)
{
  const char *name;
  json_t *value;
  size_t count = 0;
  g_string_append_c(out, '{');
  json_object_foreach(object, name, value)
  {
    if (count++ > 0)
      g_string_append_c(out, ',');
    append_string(out, name, strlen(name));
    g_string_append_c(out, ':');
    json_text_append(out, value);
  }
  g_string_append_c(out, '}');
}

static void
append_array(GString *out, const json_t *array)
{
  g_string_append_c(out, '[');
  for (size_t i = 0; i < json_array_size(array); i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    json_text_append(out, json_array_get(array, i));
  }
  g_string_append_c(out, ']');
}

static void
append_integer(GString *out, json_int_t number)
{
  char digits[NUMBER_BYTES];
  size_t at = sizeof digits;
  uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + left % 10);
    left /= 10;
  } while (left > 0);
  if (number < 0)
    digits[--at] = '-';
  g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

/* In the library's words: their form is no simple one. */
static void
append_real(GString *out, const json_t *number)
{
  char digits[NUMBER_BYTES];
  size_t size = json_dumpb(number, digits, sizeof digits, JSON_ENCODE_ANY);
  g_assert(size <= sizeof digits);
  g_string_append_len(out, digits, (gssize)size);
}

void
json_text_append(GString *out, json_t *value)
{
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    append_object(out, value);
    return;
  case JSON_ARRAY:
    append_array(out, value);
    return;
  case JSON_STRING:
    append_string(out, json_string_value(value), json_string_length(value));
    return;
  case JSON_INTEGER:
    append_integer(out, json_integer_value(value));
    return;
  case JSON_REAL:
    append_real(out, value);
    return;
  case JSON_TRUE:
    g_string_append(out, "true");
    return;
  case JSON_FALSE:
    g_string_append(out, "false");
    return;
  case JSON_NULL:
    g_string_append(out, "null");
    return;
  }
  g_assert_not_reached();
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Strings are copied in runs; the rest is jansson's own way.
 */
#include "parsers/json_text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
needs_escape(char c)
{
  return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

/* RFC 8259 7 */
static void
append_escaped(GString *out, char c)
{
  static const char characters[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *found = c == '\0' ? NULL : strchr(characters, c);
  if (found == NULL) {
    g_string_append_printf(out, "\\u%04X", (unsigned char)c);
    return;
  }
  g_string_append_c(out, '\\');
  g_string_append_c(out, letters[found - characters]);
}

static void
append_string(GString *out, const char *text, size_t size)
{
  const char *end = text + size;
  g_string_append_c(out, '"');
  while (text < end) {
    const char *run = text;
    while (text < end && !needs_escape(*text))
      text++;
    g_string_append_len(out, run, text - run);
    if (text < end)
      append_escaped(out, *text++);
  }
  g_string_append_c(out, '"');
}

static void
append_object(GString *out, const json_t *object)
{
  const char *key;
  json_t *value;
  char before = '{';
  json_object_foreach((json_t *)object, key, value)
  {
    g_string_append_c(out, before);
    append_string(out, key, strlen(key));
    g_string_append_c(out, ':');
    json_text_append(out, value);
    before = ',';
  }
  g_string_append(out, before == '{' ? "{}" : "}");
}

static void
append_array(GString *out, const json_t *array)
{
  size_t size = json_array_size(array);
  g_string_append_c(out, '[');
  for (size_t i = 0; i < size; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    json_text_append(out, json_array_get(array, i));
  }
  g_string_append_c(out, ']');
}

void
json_text_append(GString *out, const json_t *value)
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
    g_string_append_printf(out, "%" JSON_INTEGER_FORMAT,
                           json_integer_value(value));
    return;
  case JSON_TRUE:
  case JSON_FALSE:
    g_string_append(out, json_is_true(value) ? "true" : "false");
    return;
  case JSON_REAL:
  case JSON_NULL: {
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    g_string_append(out, text);
    free(text);
    return;
  }
  }
  g_assert_not_reached();
}

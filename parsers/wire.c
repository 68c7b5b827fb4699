/* SPDX-License-Identifier: Apache-2.0
 *
 * Every type, length, count and character is checked here, once.
 */
#include "parsers/wire.h"

#include <string.h>

#include "parsers/message_json.h"
#include "parsers/utf8.h"

void
wire_fail(Wire *wire, ParseError code, const char *name)
{
  if (!wire->failed)
    g_set_error(wire->error, PARSE_ERROR, code,
                code == PARSE_ERROR_LIMIT
                    ? "answer of the parser: '%s' is too long - treat the "
                      "parser as dead"
                    : "answer of the parser: '%s' is malformed - treat the "
                      "parser as dead",
                name);
  wire->failed = true;
}

/* No control characters; a text of many lines may have all but NUL. */
static bool
is_clean(const char *text, size_t size, bool many_lines)
{
  for (size_t i = 0; i < size && !many_lines; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c < 0x20 || c == 0x7f)
      return false;
  }
  return utf8_is_valid(text, size); /* without NUL */
}

typedef struct Span {
  const char *text; /* NULL: not there */
  size_t size;
} Span;

/* A copy of a text; NULL when absent or on failure. */
static char *
copy_span(Wire *wire, Span span, const char *name, bool many_lines)
{
  if (wire->failed)
    return NULL;
  if (span.text == NULL) {
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
    return NULL;
  }
  if (span.size > wire->text_left ||
      (!many_lines && span.size > MESSAGE_WIRE_SHORT_MAX))
    wire_fail(wire, PARSE_ERROR_LIMIT, name);
  else if (!is_clean(span.text, span.size, many_lines))
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  if (wire->failed)
    return NULL;
  wire->text_left -= span.size;
  return g_strndup(span.text, span.size);
}

static Span
span_of(const json_t *value)
{
  return (Span){json_string_value(value), json_string_length(value)};
}

char *
wire_string(Wire *wire, const json_t *value, const char *name)
{
  return value == NULL ? NULL : copy_span(wire, span_of(value), name, false);
}

char *
wire_text(Wire *wire, const json_t *value, const char *name)
{
  if (value == NULL)
    return NULL;
  if (!json_is_integer(value))
    return copy_span(wire, span_of(value), name, true);
  json_int_t size = json_integer_value(value);
  Span span = {NULL, 0};
  if (size >= 0 && (uint64_t)size <= wire->texts_size) {
    span = (Span){wire->texts, (size_t)size};
    wire->texts += size;
    wire->texts_size -= (size_t)size;
  }
  return copy_span(wire, span, name, true);
}

char *
wire_line(Wire *wire, const json_t *object, const char *name)
{
  return wire_string(wire, json_object_get(object, name), name);
}

char *
wire_needed(Wire *wire, const json_t *object, const char *name)
{
  char *line = wire_line(wire, object, name);
  if (line == NULL)
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  return line;
}

bool
wire_bool(Wire *wire, const json_t *object, const char *name)
{
  const json_t *value = json_object_get(object, name);
  if (value != NULL && !json_is_boolean(value))
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  return json_is_true(value);
}

int64_t
wire_integer(Wire *wire, const json_t *value, const char *name, int64_t max)
{
  json_int_t number = json_integer_value(value);
  if (!json_is_integer(value))
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  else if (number < 0 || number > max)
    wire_fail(wire, PARSE_ERROR_LIMIT, name);
  return wire->failed ? 0 : number;
}

size_t
wire_count(Wire *wire, const json_t *array, const char *name, size_t max)
{
  if (array == NULL || wire->failed)
    return 0;
  if (!json_is_array(array))
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  else if (json_array_size(array) > max)
    wire_fail(wire, PARSE_ERROR_LIMIT, name);
  return wire->failed ? 0 : json_array_size(array);
}

double
wire_number(Wire *wire, const json_t *value, const char *name, double max)
{
  double number = json_number_value(value);
  if (!json_is_number(value))
    wire_fail(wire, PARSE_ERROR_SYNTAX, name);
  else if (!(number >= -max && number <= max)) /* NaN, too */
    wire_fail(wire, PARSE_ERROR_LIMIT, name);
  return wire->failed ? 0 : number;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Header fields as plain data: making, finding, reading blocks of them.
 */
#include "parsers/header.h"

#include <string.h>

#include "parsers/utf8.h"

enum {
  HEADER_LIST_MAX = 500,  /* more than in any real block of a report */
  HEADER_LIST_USUAL = 32, /* to make room at once */
};

/* Make folding, other white space and control characters one blank, in
 * place.
 */
static void
collapse_blanks(char *value)
{
  char *to = value;
  for (const char *from = value; *from != '\0'; from++) {
    bool blank = (unsigned char)*from <= ' ' || *from == '\x7f';
    if (blank && (to == value || to[-1] == ' '))
      continue;
    *to++ = blank ? ' ' : *from;
  }
  *to = '\0';
  g_strchomp(value);
}

/* Repaired, owned; NULL for what needs none. */
static char *
make_valid(const char *text, size_t size)
{
  return utf8_is_valid(text, size) ? NULL
                                   : g_utf8_make_valid(text, (gssize)size);
}

/* Both without NUL. */
static HeaderField *
field_new(const char *name, size_t name_size, const char *value,
          size_t value_size)
{
  g_autofree char *good_name = make_valid(name, name_size);
  g_autofree char *good_value = make_valid(value, value_size);
  HeaderField *field =
      header_field_copy(good_name == NULL ? name : good_name,
                        good_name == NULL ? name_size : strlen(good_name),
                        good_value == NULL ? value : good_value,
                        good_value == NULL ? value_size : strlen(good_value));
  collapse_blanks(field->value);
  return field;
}

HeaderField *
header_field_copy(const char *name, size_t name_size, const char *value,
                  size_t value_size)
{
  HeaderField *field = g_malloc(sizeof *field + name_size + value_size + 2);
  field->name = (char *)(field + 1);
  field->value = value == NULL ? NULL : field->name + name_size + 1;
  memcpy(field->name, name, name_size);
  field->name[name_size] = '\0';
  if (value != NULL) {
    memcpy(field->value, value, value_size);
    field->value[value_size] = '\0';
  }
  return field;
}

void
header_field_free(HeaderField *field)
{
  g_free(field);
}

GPtrArray *
header_list_new(void)
{
  return g_ptr_array_new_full(HEADER_LIST_USUAL,
                              (GDestroyNotify)header_field_free);
}

const char *
header_list_get(const GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(fields, i);
    if (header_field_is(field, name))
      return field->value;
  }
  return NULL;
}

/* Step over a quoted pair; stays in front of the NUL. */
static const char *
skip_pair(const char *at)
{
  return at[0] == '\\' && at[1] != '\0' ? at + 1 : at;
}

char *
header_strip_comments(const char *value)
{
  GString *out = g_string_sized_new(strlen(value));
  unsigned depth = 0;
  bool quoted = false;
  for (const char *at = value; *at != '\0'; at++) {
    const char *end = skip_pair(at);
    if (depth == 0 && *at == '"')
      quoted = !quoted;
    if (!quoted && *at == '(') {
      depth++;
    } else if (!quoted && depth > 0 && *at == ')') {
      depth--;
      g_string_append_c(out, ' ');
    } else if (depth == 0) {
      end += strcspn(end + 1, "\\\"()"); /* up to what means something */
      g_string_append_len(out, at, end - at + 1);
    }
    at = end;
  }
  return g_string_free(out, FALSE);
}

/* Where the line at `at` ends, in front of its line feed. */
static const char *
line_end(const char *at)
{
  return at + strcspn(at, "\n");
}

static bool
is_blank_line(const char *at)
{
  return at[0] == '\0' || at[0] == '\n' || (at[0] == '\r' && at[1] == '\n');
}

/* Where the field at `at` ends, its continuation lines included. */
static const char *
field_end(const char *at)
{
  const char *end = line_end(at);
  while (end[0] == '\n' && (end[1] == ' ' || end[1] == '\t') &&
         !is_blank_line(end + 1 + strspn(end + 1, " \t")))
    end = line_end(end + 1);
  return end;
}

static void
add_field(GPtrArray *fields, const char *begin, const char *end)
{
  const char *colon = memchr(begin, ':', (size_t)(end - begin));
  if (colon == NULL || colon == begin || fields->len >= HEADER_LIST_MAX)
    return;
  size_t name_size = (size_t)(colon - begin);
  while (name_size > 0 && g_ascii_isspace(begin[name_size - 1]))
    name_size--;
  g_ptr_array_add(fields, field_new(begin, name_size, colon + 1,
                                    (size_t)(end - colon - 1)));
}

GPtrArray *
header_list_parse(const char **cursor)
{
  GPtrArray *fields = header_list_new();
  const char *at = *cursor;
  while (!is_blank_line(at)) {
    const char *end = field_end(at);
    add_field(fields, at, end);
    at = *end == '\n' ? end + 1 : end;
  }
  if (*at != '\0')
    at = line_end(at) + 1;
  *cursor = at;
  return fields;
}

char *
header_ascii_domain(const char *address)
{
  const char *at = strrchr(address, '@');
  const char *domain = at == NULL ? address : at + 1;
  g_autofree char *local = g_strndup(address, (gsize)(domain - address));
  g_autofree char *ascii =
      g_str_is_ascii(domain) ? NULL : g_hostname_to_ascii(domain);
  return g_strconcat(local, ascii == NULL ? domain : ascii, NULL);
}

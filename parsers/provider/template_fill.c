/* SPDX-License-Identifier: Apache-2.0
 *
 * Filling of "{name}" templates in text and JSON.
 */
#include "parsers/provider/template_fill.h"

#include <stdint.h>
#include <string.h>

#include "parsers/form.h"
#include "parsers/parse_error.h"

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz_0123456789"
/* Settings nest no deeper; bounds the recursion. */
#define DEPTH_MAX 8

static bool
append_value(GString *out, const char *name, const TemplateValues *values,
             bool percent, GError **error)
{
  const char *value = values->lookup(name, values->context);

  if (!value) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                "the template wants {%s}, which is not set", name);
    return false;
  }
  if (percent)
    form_append_encoded(out, value);
  else
    g_string_append(out, value);
  return true;
}

/* The name at `p`, "{name}"; NULL when there is none. */
static char *
name_at(const char *p)
{
  size_t length = *p == '{' ? strspn(p + 1, NAME_CHARS) : 0;

  return length > 0 && p[length + 1] == '}' ? g_strndup(p + 1, length) : NULL;
}

char *
template_fill(const char *template, const TemplateValues *values, bool percent,
              GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const char *p = template;

  while (*p) {
    g_autofree char *name = name_at(p);
    if (!name) {
      g_string_append_c(out, *p++);
      continue;
    }
    if (!append_value(out, name, values, percent, error))
      return NULL;
    p += strlen(name) + 2;
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

bool
template_has_values(const char *template, const TemplateValues *values)
{
  for (const char *p = template; *p; p++) {
    g_autofree char *name = name_at(p);
    const char *value = name ? values->lookup(name, values->context) : NULL;
    if (name && (!value || !*value))
      return false;
  }
  return true;
}

/* The same for all strings of a JSON value. */
static bool
json_has_values(const json_t *template, const TemplateValues *values, int depth)
{
  const char *key = NULL;
  json_t *value = NULL;

  if (json_is_string(template))
    return template_has_values(json_string_value(template), values);
  for (size_t i = 0; depth > 0 && i < json_array_size(template); i++)
    if (!json_has_values(json_array_get(template, i), values, depth - 1))
      return false;
  json_object_foreach((json_t *)(uintptr_t) template, key, value)
  {
    if (depth > 0 && !json_has_values(value, values, depth - 1))
      return false;
  }
  return true;
}

static json_t *fill_value(const json_t *template, const TemplateValues *values,
                          int depth, GError **error);

static json_t *
fill_object(const json_t *template, const TemplateValues *values, int depth,
            GError **error)
{
  json_t *out = json_object();
  const char *key = NULL;
  json_t *value = NULL;

  /* The macro's iterators want a plain pointer; nothing is changed. */
  json_object_foreach((json_t *)(uintptr_t) template, key, value)
  {
    bool is_optional = g_str_has_suffix(key, "?");
    if (is_optional && !json_has_values(value, values, depth - 1))
      continue;
    g_autofree char *name = g_strndup(key, strlen(key) - is_optional);
    json_t *filled = fill_value(value, values, depth - 1, error);
    if (!filled) {
      json_decref(out);
      return NULL;
    }
    json_object_set_new(out, name, filled);
  }
  return out;
}

static json_t *
fill_array(const json_t *template, const TemplateValues *values, int depth,
           GError **error)
{
  json_t *out = json_array();

  for (size_t i = 0; i < json_array_size(template); i++) {
    json_t *filled =
        fill_value(json_array_get(template, i), values, depth - 1, error);
    if (!filled) {
      json_decref(out);
      return NULL;
    }
    json_array_append_new(out, filled);
  }
  return out;
}

/* "=60" as 60, "=false" as false; the words are settings, not a stranger's. */
static json_t *
typed_value(const char *text, GError **error)
{
  json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

  if (json_is_number(value) || json_is_boolean(value))
    return value;
  json_decref(value);
  g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_UNSUPPORTED,
                      "the template wants a number, true or false after \"=\"");
  return NULL;
}

static json_t *
fill_string(const char *template, const TemplateValues *values, GError **error)
{
  bool is_typed = *template == '=';
  g_autofree char *text =
      template_fill(template + is_typed, values, false, error);

  if (!text)
    return NULL;
  return is_typed ? typed_value(text, error) : json_string(text);
}

static json_t *
fill_value(const json_t *template, const TemplateValues *values, int depth,
           GError **error)
{
  if (depth == 0) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "a template is nested deeper than %d", DEPTH_MAX);
    return NULL;
  }
  if (json_is_object(template))
    return fill_object(template, values, depth, error);
  if (json_is_array(template))
    return fill_array(template, values, depth, error);
  if (!json_is_string(template))
    return json_deep_copy(template);
  return fill_string(json_string_value(template), values, error);
}

json_t *
template_fill_json(const json_t *template, const TemplateValues *values,
                   GError **error)
{
  return fill_value(template, values, DEPTH_MAX, error);
}

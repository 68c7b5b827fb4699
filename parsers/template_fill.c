/* SPDX-License-Identifier: Apache-2.0
 *
 * Filling of "{name}" templates in text and JSON.
 */
#include "parsers/template_fill.h"

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

char *
template_fill(const char *template, const TemplateValues *values, bool percent,
              GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const char *p = template;

  while (*p) {
    size_t length = *p == '{' ? strspn(p + 1, NAME_CHARS) : 0;
    g_autofree char *name = NULL;
    if (length == 0 || p[length + 1] != '}') {
      g_string_append_c(out, *p++);
      continue;
    }
    name = g_strndup(p + 1, length);
    if (!append_value(out, name, values, percent, error))
      return NULL;
    p += length + 2;
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
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
    json_t *filled = fill_value(value, values, depth - 1, error);
    if (!filled) {
      json_decref(out);
      return NULL;
    }
    json_object_set_new(out, key, filled);
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

static json_t *
fill_value(const json_t *template, const TemplateValues *values, int depth,
           GError **error)
{
  g_autofree char *text = NULL;

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
  text = template_fill(json_string_value(template), values, false, error);
  return text ? json_string(text) : NULL;
}

json_t *
template_fill_json(const json_t *template, const TemplateValues *values,
                   GError **error)
{
  return fill_value(template, values, DEPTH_MAX, error);
}

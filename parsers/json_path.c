/* SPDX-License-Identifier: Apache-2.0
 *
 * Walking small paths through JSON values.
 */
#include "parsers/json_path.h"

#include <string.h>

#include "parsers/json_mend.h"
#include "parsers/parse_error.h"

/* Does nesting stay within the limit?  Counted in the bytes, before anything
 * recurses over them. */
static bool
depth_ok(const char *bytes, size_t size)
{
  int depth = 0;
  bool in_string = false;

  for (size_t i = 0; i < size; i++) {
    if (in_string) {
      if (bytes[i] == '\\')
        i++;
      else if (bytes[i] == '"')
        in_string = false;
    } else if (bytes[i] == '"') {
      in_string = true;
    } else if (bytes[i] == '{' || bytes[i] == '[') {
      if (++depth > JSON_DEPTH_MAX)
        return false;
    } else if (bytes[i] == '}' || bytes[i] == ']') {
      depth--;
    }
  }
  return true;
}

json_t *
json_parse_untrusted(const void *bytes, size_t size, GError **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  json_error_t why;
  json_t *root = NULL;

  /* RFC 8259 8.1: a parser may ignore it. */
  if (size >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0) {
    bytes = (const char *)bytes + strlen(mark);
    size -= strlen(mark);
  }
  if (!depth_ok(bytes, size)) {
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                "JSON is nested deeper than %d", JSON_DEPTH_MAX);
    return NULL;
  }
  root = json_loadb(bytes ? bytes : "", size, JSON_REJECT_DUPLICATES, &why);
  if (!root) {
    g_autoptr(GString) mended = json_mend(bytes, size);
    root = json_loadb(mended->str, mended->len, JSON_REJECT_DUPLICATES, &why);
  }
  /* why.text may quote the body, which is a citizen's: only the place. */
  if (!root)
    g_set_error(error, PARSE_ERROR, PARSE_ERROR_SYNTAX,
                "not JSON: line %d, column %d", why.line, why.column);
  return root;
}

/* The value one step along `*path`, which is moved behind the step. */
static const json_t *
step(const json_t *value, const char **path, size_t index)
{
  const char *p = *path;
  g_autofree char *key = NULL;
  size_t length = 0;

  if (*p == '[') {
    const char *end = strchr(p, ']');
    if (!end)
      return NULL;
    if (end > p + 1)
      index = (size_t)g_ascii_strtoull(p + 1, NULL, 10);
    *path = end + 1 + (end[1] == '.');
    return json_array_get(value, index);
  }
  length = strcspn(p, ".[");
  key = g_strndup(p, length);
  *path = p + length + (p[length] == '.');
  return json_object_get(value, key);
}

/* What stands at a path, borrowed; NULL when nothing does.
 *
 * index   the element that "[]" means; other arrays need "[n]".
 */
static const json_t *
at_path(const json_t *root, const char *path, size_t index)
{
  const json_t *value = root;

  while (value && *path)
    value = step(value, &path, index);
  return value;
}

size_t
json_path_count(const json_t *root, const char *path)
{
  const char *brackets = strstr(path, "[]");
  g_autofree char *before = NULL;

  if (!brackets)
    return 1;
  before = g_strndup(path, (gsize)(brackets - path));
  return json_array_size(at_path(root, before, 0));
}

char *
json_path_text(const json_t *root, const char *path, size_t index)
{
  const json_t *value = at_path(root, path, index);

  if (json_is_string(value))
    return g_strdup(json_string_value(value));
  if (json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  if (json_is_boolean(value))
    return g_strdup(json_is_true(value) ? "true" : "false");
  if (json_is_real(value)) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double number = json_real_value(value);
    /* 593.994, not 593.99400000000003. */
    g_ascii_formatd(text, sizeof text, "%.15g", number);
    if (g_ascii_strtod(text, NULL) != number)
      g_ascii_dtostr(text, sizeof text, number);
    return g_strdup(text);
  }
  return NULL;
}

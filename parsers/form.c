/* SPDX-License-Identifier: Apache-2.0
 *
 * Splitting and writing of form pairs.
 */
#include "parsers/form.h"

#include <string.h>

#include "parsers/parse_error.h"

FormPair *
form_pair_new(const char *name, const char *value)
{
  FormPair *pair = g_new0(FormPair, 1);

  pair->name = g_strdup(name);
  pair->value = g_strdup(value);
  return pair;
}

void
form_pair_free(FormPair *pair)
{
  g_free(pair->name);
  g_free(pair->value);
  g_clear_pointer(&pair->raw, g_bytes_unref);
  g_free(pair);
}

/* Decode `size` bytes, NULs among them. */
static GString *
decode(const char *bytes, size_t size)
{
  GString *out = g_string_sized_new(size);

  for (size_t i = 0; i < size; i++) {
    char c = bytes[i];
    if (c == '+') {
      c = ' ';
    } else if (c == '%' && i + 2 < size && g_ascii_isxdigit(bytes[i + 1]) &&
               g_ascii_isxdigit(bytes[i + 2])) {
      c = (char)(g_ascii_xdigit_value(bytes[i + 1]) * 16 +
                 g_ascii_xdigit_value(bytes[i + 2]));
      i += 2;
    }
    g_string_append_c(out, c);
  }
  return out;
}

/* Its text, without NUL; the string is freed. */
static char *
without_nul(GString *bytes)
{
  size_t used = 0;

  for (size_t i = 0; i < bytes->len; i++)
    if (bytes->str[i] != '\0')
      bytes->str[used++] = bytes->str[i];
  g_string_truncate(bytes, used);
  return g_string_free(bytes, FALSE);
}

/* One "name=value". */
static FormPair *
read_pair(const char *bytes, size_t size)
{
  const char *equals = memchr(bytes, '=', size);
  size_t name_size = equals ? (size_t)(equals - bytes) : size;
  FormPair *pair = g_new0(FormPair, 1);
  GString *value =
      equals ? decode(equals + 1, size - name_size - 1) : g_string_new(NULL);

  if (memchr(value->str, '\0', value->len))
    pair->raw = g_bytes_new(value->str, value->len);
  pair->name = without_nul(decode(bytes, name_size));
  pair->value = without_nul(value);
  return pair;
}

GPtrArray *
form_parse(const void *bytes, size_t size, GError **error)
{
  g_autoptr(GPtrArray) pairs =
      g_ptr_array_new_with_free_func((GDestroyNotify)form_pair_free);
  const char *p = bytes;
  const char *end = p ? p + size : NULL;

  while (p && p < end) {
    const char *ampersand = memchr(p, '&', (size_t)(end - p));
    const char *stop = ampersand ? ampersand : end;
    if (pairs->len >= FORM_PAIRS_MAX) {
      g_set_error(error, PARSE_ERROR, PARSE_ERROR_LIMIT,
                  "form holds more than %d pairs", FORM_PAIRS_MAX);
      return NULL;
    }
    if (stop > p)
      g_ptr_array_add(pairs, read_pair(p, (size_t)(stop - p)));
    p = stop + 1;
  }
  return g_steal_pointer(&pairs);
}

const char *
form_get(GPtrArray *pairs, const char *name)
{
  for (guint i = 0; i < pairs->len; i++) {
    const FormPair *pair = pairs->pdata[i];
    if (strcmp(pair->name, name) == 0)
      return pair->value;
  }
  return NULL;
}

void
form_append_encoded(GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    if (g_ascii_isalnum(*p) || strchr("-._~", *p))
      g_string_append_c(out, *p);
    else
      g_string_append_printf(out, "%%%02X", (unsigned char)*p);
  }
}

void
form_append(GString *out, const char *name, const char *value)
{
  if (out->len > 0)
    g_string_append_c(out, '&');
  form_append_encoded(out, name);
  g_string_append_c(out, '=');
  form_append_encoded(out, value);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths of the tables, walked through JSON or form pairs.
 */
#include "parsers/provider/provider_source.h"

#include <string.h>

#include "parsers/charset/charset.h"
#include "parsers/form.h"
#include "parsers/json_path.h"
#include "parsers/parse_error.h"
#include "parsers/utf8.h"

bool
provider_has_word(const char *const *list, const char *word)
{
  for (; word != NULL && list != NULL && *list != NULL; list++)
    if (strcmp(*list, word) == 0)
      return true;
  return false;
}

/* The first byte of the body behind blanks and a byte order mark, or '\0'. */
static char
first_of(const ProviderRequest *request)
{
  static const char skipped[] = " \t\r\n\xef\xbb\xbf";
  const char *bytes = request->body;
  for (size_t i = 0; i < request->body_size; i++)
    if (strchr(skipped, bytes[i]) == NULL)
      return bytes[i];
  return '\0';
}

/* A body without the right Content-Type is still what it looks like: a form
 * begins with a name, never with a bracket. */
static bool
is_json(const Provider *row, const ProviderRequest *request)
{
  const char *type = request->content_type;
  if (row->syntax != PROVIDER_SYNTAX_AUTO)
    return row->syntax == PROVIDER_SYNTAX_JSON;
  if (type != NULL && g_ascii_strncasecmp(type, "application/json", 16) == 0)
    return true;
  return first_of(request) == '{' || first_of(request) == '[';
}

/* JSON is UTF-8 (RFC 8259 8.1); what is none, and is declared as something
 * else, is that. */
static json_t *
read_json(const ProviderRequest *request, GError **error)
{
  g_autofree char *charset = charset_of_media_type(request->content_type);
  if (charset == NULL || g_ascii_strcasecmp(charset, "utf-8") == 0 ||
      utf8_is_valid(request->body, request->body_size))
    return json_parse_untrusted(request->body, request->body_size, error);
  g_autofree char *text =
      charset_to_utf8(request->body, request->body_size, charset, NULL);
  return json_parse_untrusted(text, strlen(text), error);
}

/* What is neither JSON nor a form, and would only look as if nothing were in
 * it: somebody's message may be. */
static const char *
other_form(const ProviderRequest *request)
{
  const char *type = request->content_type;
  if (type != NULL && g_ascii_strncasecmp(type, "multipart/", 10) == 0)
    return "multipart: neither JSON nor a form";
  return first_of(request) == '<' ? "XML: neither JSON nor a form" : NULL;
}

/* Form pairs of body and query; the body's come first and win. */
static GPtrArray *
read_pairs(const Provider *row, const ProviderRequest *request, GError **error)
{
  g_autoptr(GString) all = g_string_new(NULL);
  /* With a hook the body is its business. */
  bool has_form = request->body_size > 0 && row->add_pairs == NULL;
  const char *other = has_form ? other_form(request) : NULL;
  if (other != NULL) {
    g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX, other);
    return NULL;
  }
  if (has_form)
    g_string_append_len(all, request->body, (gssize)request->body_size);
  g_string_append_c(all, '&');
  g_string_append(all, request->query != NULL ? request->query : "");
  GPtrArray *pairs = form_parse(all->str, all->len, error);
  if (pairs != NULL && row->add_pairs != NULL)
    row->add_pairs(request, pairs);
  return pairs;
}

bool
provider_source_read(const Provider *row, const ProviderRequest *request,
                     ProviderSource *out, GError **error)
{
  /* A receipt may come as GET where messages come as JSON. */
  if (request->body_size > 0 && is_json(row, request))
    out->root = read_json(request, error);
  else
    out->pairs = read_pairs(row, request, error);
  if (out->root != NULL && row->add_members != NULL)
    row->add_members(out->root);
  return out->root != NULL || out->pairs != NULL;
}

void
provider_source_clear(ProviderSource *source)
{
  json_decref(source->root);
  g_clear_pointer(&source->pairs, g_ptr_array_unref);
  source->root = NULL;
}

/* "data.to[0].x" is "data[to][0][x]" in the forms that PHP made common. */
static char *
in_brackets(const char *path)
{
  g_auto(GStrv) keys = g_strsplit_set(path, ".[]", -1);
  GString *out = g_string_new(keys[0]);
  for (char **key = keys + 1; *key != NULL; key++)
    if (**key != '\0')
      g_string_append_printf(out, "[%s]", *key);
  return g_string_free(out, FALSE);
}

static char *
form_text(GPtrArray *pairs, const char *path)
{
  const char *value = form_get(pairs, path);
  if (value == NULL && strchr(path, '.') != NULL) {
    g_autofree char *name = in_brackets(path);
    value = form_get(pairs, name);
  }
  return g_strdup(value);
}

/* The value of one path whose "*" is filled in already. */
static char *
one_text(const ProviderSource *source, const char *path, size_t message)
{
  return source->root != NULL ? json_path_text(source->root, path, message)
                              : form_text(source->pairs, path);
}

static char *
joined_texts(const ProviderSource *source, const char *paths, size_t message)
{
  g_auto(GStrv) list = g_strsplit(paths, " ", -1);
  GString *all = NULL;
  for (char **path = list; *path != NULL; path++) {
    g_autofree char *text = one_text(source, *path, message);
    if (text == NULL || *text == '\0')
      continue;
    if (all == NULL)
      all = g_string_new(text);
    else
      g_string_append_printf(all, " %s", text);
  }
  return all == NULL ? NULL : g_string_free(all, FALSE);
}

static char *
first_text(const ProviderSource *source, const char *paths, size_t message)
{
  g_auto(GStrv) list = g_strsplit(paths, "|", -1);
  for (char **path = list; *path != NULL; path++) {
    char *text = joined_texts(source, *path, message);
    if (text != NULL)
      return text;
  }
  return NULL;
}

char *
provider_source_text(const ProviderSource *source, const char *paths,
                     ProviderPlace place)
{
  g_autofree char *filled = NULL;
  if (paths == NULL)
    return NULL;
  if (strchr(paths, '*') != NULL) {
    g_autofree char *number = g_strdup_printf("%zu", place.medium);
    g_auto(GStrv) pieces = g_strsplit(paths, "*", -1);
    paths = filled = g_strjoinv(number, pieces);
  }
  return strpbrk(paths, " |") != NULL ? first_text(source, paths, place.message)
                                      : one_text(source, paths, place.message);
}

bool
provider_source_is(const ProviderSource *source, const ProviderWhen *when,
                   ProviderPlace place)
{
  g_autofree char *text = provider_source_text(source, when->path, place);
  if (when->is == NULL)
    return text != NULL;
  return provider_has_word(when->is, text);
}

size_t
provider_source_count(const ProviderSource *source, const char *path)
{
  return source->root != NULL && path != NULL
             ? json_path_count(source->root, path)
             : 1;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding links in a text; how each gateway wraps is in link_gateway.c.
 */
#include "parsers/link_unwrap.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "parsers/begins.h"
#include "parsers/link_gateway.h"

enum {
  LINK_NESTED_MAX = 3, /* gateways behind gateways */
};

/* What a wrapped link leads to.
 *
 * url   `size` bytes of UTF-8, "http://" or "https://" at their beginning.
 * Returns the link, owned by the caller, or NULL: it is none that is known, or
 * what it holds is no link of at most LINK_BYTES_MAX bytes.
 */
static char *
unwrap_one(const char *url, size_t size)
{
  g_autofree char *link = g_strndup(url, size);
  bool wrapped = false;
  for (int i = 0; i < LINK_NESTED_MAX; i++) {
    char *inner = link_gateway_read(link);
    if (inner == NULL)
      break;
    g_free(link);
    link = inner;
    wrapped = true;
  }
  return wrapped ? g_steal_pointer(&link) : NULL;
}

/* Where a link that begins at `at` ends. */
static const char *
link_end(const char *at, bool bracketed)
{
  const char *end = at;
  while (*end != '\0' && strchr("<>\"", *end) == NULL &&
         !g_unichar_isspace(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  while (!bracketed && end > at && strchr(".,;:?)'", end[-1]) != NULL)
    end--; /* of the sentence */
  return end;
}

/* Without scheme and the last slash. */
static const char *
link_core(const char *link, size_t *size)
{
  const char *core = strstr(link, "://");
  size_t skip =
      core == NULL || core >= link + *size ? 0 : (size_t)(core + 3 - link);
  *size -= skip;
  *size -= *size > 0 && link[skip + *size - 1] == '/' ? 1 : 0;
  return link + skip;
}

/* Does what was written last, up to a blank, name the same link? */
static bool
repeats(const GString *out, const char *link)
{
  size_t end = out->len, size = strlen(link);
  while (end > 0 && out->str[end - 1] == ' ')
    end--;
  if (out->len - end > 1)
    return false;
  size_t begin = end;
  while (begin > 0 && end - begin <= size &&
         strchr(" \n\t<>(", out->str[begin - 1]) == NULL)
    begin--;
  size_t left = end - begin;
  const char *seen = link_core(out->str + begin, &left);
  const char *core = link_core(link, &size);
  return size > 0 && left == size && strncmp(seen, core, size) == 0;
}

/* Where the link begins whose "://" stands at `colon`, not in front of `text`;
 * NULL when it is no link. */
static const char *
link_begin(const char *text, const char *colon)
{
  static const char *const schemes[] = {"https", "http"};
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
    size_t size = strlen(schemes[i]);
    if ((size_t)(colon - text) >= size &&
        g_ascii_strncasecmp(colon - size, schemes[i], size) == 0)
      return colon - size;
  }
  return NULL;
}

/* Copy the link at `at`, unwrapped; returns behind it. */
static const char *
take_link(GString *out, const char *at)
{
  bool bracketed = out->len > 0 && out->str[out->len - 1] == '<';
  const char *end = link_end(at, bracketed);
  g_autofree char *link = unwrap_one(at, (size_t)(end - at));
  if (link == NULL) {
    g_string_append_len(out, at, end - at);
    return end;
  }
  if (bracketed && *end == '>') {
    g_string_truncate(out, out->len - 1);
    if (repeats(out, link))
      return end + 1;
    g_string_append_c(out, '<');
  }
  g_string_append(out, link);
  return end;
}

char *
link_unwrap(const char *text)
{
  GString *out = g_string_sized_new(strlen(text) + 1);
  const char *at = text;
  for (const char *next = text; (next = strchr(next, ':')) != NULL;) {
    const char *link = text_begins(next, "://") ? link_begin(at, next) : NULL;
    if (link == NULL) {
      next++;
      continue;
    }
    g_string_append_len(out, at, link - at);
    at = next = take_link(out, link);
  }
  g_string_append(out, at);
  return g_string_free(out, FALSE);
}

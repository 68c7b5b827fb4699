/* SPDX-License-Identifier: Apache-2.0
 *
 * mailto: URLs.  The HTML is our own, so a search for its very form is enough.
 */
#include "daemon/demo/mailto.h"

#include <string.h>

void
mailto_free(Mailto *mailto)
{
  if (mailto == NULL)
    return;
  g_free(mailto->to);
  g_free(mailto->subject);
  g_free(mailto->body);
  g_free(mailto);
}

/* Percent-decoded; "" for what is not UTF-8.  A "+" stays (RFC 6068 5). */
static char *
decode(const char *text, gssize length)
{
  g_autofree char *part =
      length < 0 ? g_strdup(text) : g_strndup(text, (gsize)length);
  char *plain = g_uri_unescape_string(part, NULL);
  if (plain != NULL && g_utf8_validate(plain, -1, NULL))
    return plain;
  g_free(plain);
  return g_strdup("");
}

static char *
without_returns(char *text)
{
  g_autofree char *owned = text;
  g_auto(GStrv) pieces = g_strsplit(owned, "\r", -1);
  return g_strjoinv("", pieces);
}

static void
take_field(Mailto *mailto, const char *field)
{
  const char *equals = strchr(field, '=');
  if (equals == NULL)
    return;
  char **place = g_str_has_prefix(field, "subject=") ? &mailto->subject
                 : g_str_has_prefix(field, "body=")  ? &mailto->body
                                                     : NULL;
  if (place == NULL)
    return;
  g_free(*place);
  *place = without_returns(decode(equals + 1, -1));
}

Mailto *
mailto_parse(const char *url)
{
  if (!g_str_has_prefix(url, "mailto:"))
    return NULL;
  const char *begin = url + strlen("mailto:");
  const char *query = strchr(begin, '?');
  Mailto *mailto = g_new0(Mailto, 1);
  mailto->to = decode(begin, query == NULL ? -1 : query - begin);
  mailto->subject = g_strdup("");
  mailto->body = g_strdup("");
  g_auto(GStrv) fields = g_strsplit(query == NULL ? "" : query + 1, "&", 20);
  for (char **field = fields; *field != NULL; field++)
    take_field(mailto, *field);
  return mailto;
}

static void
link_free(void *data)
{
  MailtoLink *link = data;
  g_free(link->url);
  g_free(link->label);
  g_free(link);
}

/* The five references our templates write. */
static char *
resolve(const char *text, gsize length)
{
  static const char *const references[][2] = {{"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&quot;", "\""},
                                              {"&#39;", "'"},
                                              {"&amp;", "&"}};
  GString *plain = g_string_new_len(text, (gssize)length);
  for (size_t i = 0; i < G_N_ELEMENTS(references); i++)
    (void)g_string_replace(plain, references[i][0], references[i][1], 0);
  return g_string_free(plain, FALSE);
}

GPtrArray *
mailto_links(const char *html)
{
  GPtrArray *links = g_ptr_array_new_with_free_func(link_free);
  const char *at = html;
  while ((at = strstr(at, "href=\"mailto:")) != NULL) {
    const char *url = at + strlen("href=\"");
    const char *end = strchr(url, '"');
    const char *open = end == NULL ? NULL : strchr(end, '>');
    const char *close = open == NULL ? NULL : strstr(open, "</a>");
    if (close == NULL)
      break;
    MailtoLink *link = g_new0(MailtoLink, 1);
    link->url = resolve(url, (gsize)(end - url));
    link->label = resolve(open + 1, (gsize)(close - open - 1));
    g_ptr_array_add(links, link);
    at = close;
  }
  return links;
}

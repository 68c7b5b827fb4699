/* SPDX-License-Identifier: Apache-2.0
 *
 * Text under construction from HTML.
 */
#include "parsers/html/html_writer.h"

#include <string.h>

#include "parsers/html/html_mark.h"
#include "parsers/html/html_text.h"

enum {
  HTML_WRITER_LINES_MAX = 2, /* line feeds in a row: one empty line */
  HTML_WRITER_INDENT_MAX = 8,
  /* As long as browsers and servers are sure to take.  A map's address in the
     wrapping of a link scanner is well over 300. */
  HTML_WRITER_URL_MAX = 2048,
  HTML_WRITER_NUMBER_MAX = 9999, /* of a numbered list; a year is none */
};

HtmlWriter *
html_writer_new(size_t max)
{
  HtmlWriter *writer = g_new0(HtmlWriter, 1);
  writer->out = g_string_new(NULL);
  writer->max = max;
  writer->lists = g_array_new(FALSE, FALSE, sizeof(int));
  return writer;
}

void
html_writer_free(HtmlWriter *writer)
{
  if (writer == NULL)
    return;
  g_string_free(writer->out, TRUE);
  g_array_unref(writer->lists);
  g_free(writer->url);
  g_free(writer);
}

void
html_writer_owe_lines(HtmlWriter *writer, unsigned count)
{
  writer->line_feeds = MAX(writer->line_feeds, count);
  writer->blank = false;
}

void
html_writer_break(HtmlWriter *writer)
{
  html_writer_owe_lines(writer,
                        MIN(writer->line_feeds + 1, HTML_WRITER_LINES_MAX));
}

/* What the elements around a new line make it.  Within a quote everything is
 * somebody else's already. */
static HtmlMark
line_mark(const HtmlWriter *writer)
{
  if (writer->quote > 0)
    return HTML_MARK_NONE;
  if (writer->rest || writer->foreign > 0)
    return HTML_MARK_FOREIGN;
  if (writer->attribution > 0)
    return HTML_MARK_ATTRIBUTION;
  return writer->signature > 0 ? HTML_MARK_SIGNATURE : HTML_MARK_NONE;
}

static void
begin_line(HtmlWriter *writer)
{
  g_string_append(writer->out, html_mark_bytes(line_mark(writer)));
  for (unsigned i = 0; i < MIN(writer->quote, HTML_TEXT_QUOTE_MAX); i++)
    g_string_append(writer->out, "> ");
}

/* "- " or "3. ", further in for a list within a list. */
static void
begin_item(HtmlWriter *writer)
{
  guint depth = writer->lists->len;
  for (guint i = 1; i < MIN(depth, HTML_WRITER_INDENT_MAX); i++)
    g_string_append(writer->out, "  ");
  int *next = depth == 0 ? NULL : &g_array_index(writer->lists, int, depth - 1);
  if (next == NULL || *next == HTML_WRITER_BULLETS)
    g_string_append(writer->out, "- ");
  else
    g_string_append_printf(writer->out, "%d. ", (*next)++);
}

/* Write what is owed before text. */
static void
settle(HtmlWriter *writer)
{
  GString *out = writer->out;
  bool begins_line = out->len == 0 || writer->line_feeds > 0;
  for (unsigned i = 0; out->len > 0 && i < writer->line_feeds; i++)
    g_string_append_c(out, '\n');
  if (begins_line)
    begin_line(writer);
  else if (writer->cell)
    g_string_append(out, " | ");
  else if (writer->blank)
    g_string_append_c(out, ' ');
  if (writer->item)
    begin_item(writer);
  writer->line_feeds = 0;
  writer->blank = writer->cell = writer->item = false;
  writer->row_has_text = true;
}

/* The bytes at `at` that stand for a blank; 0 when there is none.  Control
 * characters and the marks of our own are none that a mail may hold. */
static size_t
blank_size(const char *at, const char *end)
{
  unsigned char c = (unsigned char)*at;
  if (c <= ' ')
    return 1;
  if (c == 0xc2 && end - at >= 2 && (unsigned char)at[1] == 0xa0)
    return 2; /* no-break space */
  bool mark = c == 0xef && end - at >= HTML_MARK_BYTES &&
              html_mark_at(at) != HTML_MARK_NONE;
  return mark ? HTML_MARK_BYTES : 0;
}

static void
write_blank(HtmlWriter *writer, char c)
{
  if (writer->verbatim > 0 && c == '\n')
    writer->line_feeds = MIN(writer->line_feeds + 1, HTML_WRITER_LINES_MAX);
  else
    writer->blank = writer->line_feeds == 0 && writer->out->len > 0;
}

void
html_writer_text(HtmlWriter *writer, const char *text, size_t size)
{
  const char *at = text, *end = text + size;
  while (at < end && writer->out->len < writer->max) {
    size_t blank = blank_size(at, end);
    if (blank > 0) {
      write_blank(writer, *at);
      at += blank;
      continue;
    }
    const char *word = at++;
    while (at < end && blank_size(at, end) == 0)
      at++;
    settle(writer);
    g_string_append_len(writer->out, word, at - word);
  }
}

void
html_writer_open_list(HtmlWriter *writer, int first)
{
  int next =
      first < 0 || first > HTML_WRITER_NUMBER_MAX ? HTML_WRITER_BULLETS : first;
  g_array_append_val(writer->lists, next);
}

void
html_writer_close_list(HtmlWriter *writer)
{
  if (writer->lists->len > 0)
    g_array_set_size(writer->lists, writer->lists->len - 1);
}

/* The address without what only a program needs; NULL when none may be shown.
 * Owned by the caller. */
static char *
usable_url(const char *url)
{
  static const struct {
    const char *scheme;
    bool shown;
  } schemes[] = {{"http://", true},
                 {"https://", true},
                 {"geo:", true},
                 {"mailto:", false},
                 {"tel:", false}};
  if (strlen(url) > HTML_WRITER_URL_MAX)
    return NULL;
  for (const char *at = url; *at != '\0'; at++)
    if ((unsigned char)*at <= ' ' || *at == 0x7f)
      return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
    size_t size = strlen(schemes[i].scheme);
    if (g_ascii_strncasecmp(url, schemes[i].scheme, size) != 0)
      continue;
    const char *bare = url + size;
    return schemes[i].shown ? g_strdup(url)
                            : g_strndup(bare, strcspn(bare, "?"));
  }
  return NULL;
}

void
html_writer_open_link(HtmlWriter *writer, const char *url)
{
  g_free(writer->url);
  writer->url_begin = writer->out->len;
  writer->url = url == NULL ? NULL : usable_url(url);
}

/* Does the text of a link say where it leads? */
static bool
text_says_url(const char *text, const char *url)
{
  const char *bare = strstr(url, "://");
  bare = bare == NULL ? url : bare + 3;
  size_t size = strlen(bare);
  if (size > 0 && bare[size - 1] == '/')
    size--;
  g_autofree char *wanted = g_strndup(bare, size);
  return strstr(text, wanted) != NULL;
}

/* A picture of a map says nothing but its link. */
static bool
leads_to_map(const char *url)
{
  return strstr(url, "map") != NULL || g_str_has_prefix(url, "geo:");
}

void
html_writer_close_link(HtmlWriter *writer)
{
  g_autofree char *url = g_steal_pointer(&writer->url);
  if (url == NULL || writer->url_begin > writer->out->len)
    return;
  const char *text = writer->out->str + writer->url_begin;
  bool empty = text[strspn(text, " \n>|-")] == '\0';
  if (empty ? !leads_to_map(url) : text_says_url(text, url))
    return;
  if (empty)
    settle(writer);
  g_string_append_printf(writer->out, empty ? "<%s>" : " <%s>", url);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The callbacks of libxml2's push parser, which write text at once.
 */
#include "parsers/html_text.h"

#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/html_tags.h"

enum {
  HTML_TEXT_CHUNK = 4096,
  HTML_TEXT_URL_MAX = 300, /* longer ones only track, nobody types them */
  HTML_TEXT_LINES_MAX = 2, /* line feeds in a row: one empty line */
};

/* What an element does; several at once. */
typedef enum TagEffect {
  TAG_LINE = 1 << 0,      /* on lines of its own */
  TAG_PARAGRAPH = 1 << 1, /* with an empty line around */
  TAG_BREAK = 1 << 2,
  TAG_HIDE = 1 << 3,
  TAG_QUOTE = 1 << 4,
  TAG_CELL = 1 << 5,
  TAG_ITEM = 1 << 6,
  TAG_LINK = 1 << 7,
  TAG_VERBATIM = 1 << 8,
  TAG_ROW = 1 << 9,
  TAG_IMAGE = 1 << 10,
} TagEffect;

static const struct {
  const char *name;
  unsigned effects;
} tag_table[] = {
    {"a", TAG_LINK},
    {"address", TAG_LINE},
    {"article", TAG_LINE},
    {"blockquote", TAG_LINE | TAG_QUOTE},
    {"br", TAG_BREAK},
    {"center", TAG_LINE},
    {"dd", TAG_LINE},
    {"div", TAG_LINE},
    {"dl", TAG_LINE},
    {"dt", TAG_LINE},
    {"footer", TAG_LINE},
    {"h1", TAG_PARAGRAPH},
    {"h2", TAG_PARAGRAPH},
    {"h3", TAG_PARAGRAPH},
    {"h4", TAG_PARAGRAPH},
    {"h5", TAG_PARAGRAPH},
    {"h6", TAG_PARAGRAPH},
    {"head", TAG_HIDE},
    {"header", TAG_LINE},
    {"hr", TAG_LINE},
    {"img", TAG_IMAGE},
    {"li", TAG_LINE | TAG_ITEM},
    {"object", TAG_HIDE},
    {"ol", TAG_LINE},
    {"p", TAG_PARAGRAPH},
    {"pre", TAG_LINE | TAG_VERBATIM},
    {"script", TAG_HIDE},
    {"section", TAG_LINE},
    {"style", TAG_HIDE},
    {"svg", TAG_HIDE},
    {"table", TAG_LINE},
    {"td", TAG_CELL},
    {"template", TAG_HIDE},
    {"textarea", TAG_HIDE},
    {"th", TAG_CELL},
    {"title", TAG_HIDE},
    {"tr", TAG_LINE | TAG_ROW},
    {"ul", TAG_LINE},
};

typedef struct Writer {
  GString *out;
  size_t max;
  GArray *open; /* guint16: effects of each open element */
  unsigned hidden, verbatim, quote;
  unsigned line_feeds;    /* owed before the next text */
  bool blank, cell, item; /* owed: " ", " | ", "- " */
  bool row_has_text;
  char *url;        /* of the link that is open; owned */
  size_t url_begin; /* where its text begins in `out` */
} Writer;

static void
owe_lines(Writer *writer, unsigned count)
{
  writer->line_feeds = MAX(writer->line_feeds, count);
  writer->blank = false;
}

/* Write what is owed before text: line feeds, quote marks, bullets. */
static void
settle(Writer *writer)
{
  GString *out = writer->out;
  bool begins_line = out->len == 0 || writer->line_feeds > 0;
  for (unsigned i = 0; out->len > 0 && i < writer->line_feeds; i++)
    g_string_append_c(out, '\n');
  if (begins_line) {
    for (unsigned i = 0; i < MIN(writer->quote, HTML_TEXT_QUOTE_MAX); i++)
      g_string_append(out, "> ");
  } else if (writer->cell) {
    g_string_append(out, " | ");
  } else if (writer->blank) {
    g_string_append_c(out, ' ');
  }
  if (writer->item)
    g_string_append(out, "- ");
  writer->line_feeds = 0;
  writer->blank = writer->cell = writer->item = false;
  writer->row_has_text = true;
}

/* The bytes of the blank at `at`; 0 when there is none. */
static size_t
blank_size(const char *at, const char *end)
{
  if (g_ascii_isspace(*at))
    return 1;
  return end - at >= 2 && memcmp(at, "\302\240", 2) == 0 ? 2 : 0; /* nbsp */
}

static void
write_blank(Writer *writer, char c)
{
  if (writer->verbatim > 0 && c == '\n')
    writer->line_feeds = MIN(writer->line_feeds + 1, HTML_TEXT_LINES_MAX);
  else
    writer->blank = writer->line_feeds == 0 && writer->out->len > 0;
}

static void
on_characters(void *user, const xmlChar *text, int length)
{
  Writer *writer = user;
  const char *at = (const char *)text, *end = at + length;
  if (writer->hidden > 0)
    return;
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

static const char *
attribute(const xmlChar **attributes, const char *name)
{
  for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp((const char *)attributes[i], name) == 0)
      return attributes[i + 1] == NULL ? "" : (const char *)attributes[i + 1];
  return NULL;
}

/* Not shown by a mail program, so it is not what the person wrote. */
static bool
is_hidden(const xmlChar **attributes)
{
  static const char *const styles[] = {"display:none", "visibility:hidden",
                                       "font-size:0px", "font-size:0;",
                                       "mso-hide:all"};
  const char *style = attribute(attributes, "style");
  if (attribute(attributes, "hidden") != NULL)
    return true;
  if (style == NULL)
    return false;
  g_autofree char *dense = g_ascii_strdown(style, -1);
  char *to = dense;
  for (const char *from = dense; *from != '\0'; from++)
    if (!g_ascii_isspace(*from))
      *to++ = *from;
  *to = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
    if (strstr(dense, styles[i]) != NULL)
      return true;
  return false;
}

/* Yahoo puts the quoted mail into a plain <div> of this class. */
static bool
is_quote_container(const xmlChar **attributes)
{
  const char *class = attribute(attributes, "class");
  return class != NULL && strstr(class, "yahoo_quoted") != NULL;
}

static unsigned
effects_of(const char *name, const xmlChar **attributes)
{
  unsigned effects = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(tag_table); i++)
    if (*tag_table[i].name == *name && strcmp(tag_table[i].name, name) == 0)
      effects = tag_table[i].effects;
  /* A whole body or table may carry a font size of 0 to please Outlook. */
  bool outer = strcmp(name, "body") == 0 || strcmp(name, "html") == 0 ||
               strcmp(name, "table") == 0 || strcmp(name, "td") == 0 ||
               strcmp(name, "tr") == 0;
  if (attributes != NULL && !outer && is_hidden(attributes))
    effects |= TAG_HIDE;
  if (attributes != NULL && is_quote_container(attributes))
    effects |= TAG_QUOTE | TAG_LINE;
  return effects;
}

static void
open_link(Writer *writer, const char *url)
{
  static const char *const schemes[] = {"http://", "https://",
                                        "mailto:", "tel:"};
  g_clear_pointer(&writer->url, g_free);
  writer->url_begin = writer->out->len;
  for (size_t i = 0; url != NULL && i < G_N_ELEMENTS(schemes); i++)
    if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0 &&
        strlen(url) <= HTML_TEXT_URL_MAX)
      writer->url = g_strdup(i < 2 ? url : url + strlen(schemes[i]));
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
  size_t size_text = strlen(text);
  g_autofree char *wanted = g_strndup(bare, size);
  return size_text >= size && strstr(text, wanted) != NULL;
}

static void
close_link(Writer *writer)
{
  g_autofree char *url = g_steal_pointer(&writer->url);
  const char *text = writer->out->str + writer->url_begin;
  text += strspn(text, " \n>|-");
  if (url == NULL || *text == '\0' || text_says_url(text, url))
    return;
  for (const char *at = url; *at != '\0'; at++)
    if (g_ascii_isspace(*at) || g_ascii_iscntrl(*at))
      return;
  g_string_append_printf(writer->out, " <%s>", url);
}

/* A picture stands for text only where it is an emoji. */
static void
write_alternative(Writer *writer, const char *alt)
{
  if (alt != NULL && (unsigned char)*alt >= 0xe2 && strlen(alt) <= 16)
    on_characters(writer, (const xmlChar *)alt, (int)strlen(alt));
}

static void
begin_effects(Writer *writer, unsigned effects)
{
  if (effects & TAG_LINE)
    owe_lines(writer, 1);
  if (effects & TAG_PARAGRAPH)
    owe_lines(writer, 2);
  if (effects & TAG_BREAK)
    owe_lines(writer, MIN(writer->line_feeds + 1, HTML_TEXT_LINES_MAX));
  if (effects & TAG_ROW)
    writer->row_has_text = writer->cell = false;
  if (effects & TAG_CELL)
    writer->cell = writer->row_has_text;
  if (effects & TAG_ITEM)
    writer->item = true;
  writer->quote += effects & TAG_QUOTE ? 1 : 0;
  writer->verbatim += effects & TAG_VERBATIM ? 1 : 0;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
  Writer *writer = user;
  unsigned effects = effects_of((const char *)name, attributes);
  guint16 kept = (guint16)effects;
  if (writer->hidden > 0) /* within hidden only hiding needs an end */
    kept = effects & TAG_HIDE;
  g_array_append_val(writer->open, kept);
  writer->hidden += kept & TAG_HIDE ? 1 : 0;
  if (kept & TAG_HIDE && effects & (TAG_LINE | TAG_PARAGRAPH))
    owe_lines(writer, 1); /* what stood around it must not become one word */
  if (writer->hidden > 0)
    return;
  begin_effects(writer, effects);
  if (effects & TAG_LINK)
    open_link(writer, attribute(attributes, "href"));
  if (effects & TAG_IMAGE)
    write_alternative(writer, attribute(attributes, "alt"));
}

static void
on_end(void *user, const xmlChar *name)
{
  Writer *writer = user;
  (void)name; /* libxml2 closes what is open in the right order */
  if (writer->open->len == 0)
    return;
  unsigned effects =
      g_array_index(writer->open, guint16, writer->open->len - 1);
  g_array_set_size(writer->open, writer->open->len - 1);
  if (effects & TAG_HIDE) {
    writer->hidden--;
    return;
  }
  if (effects & TAG_LINK)
    close_link(writer);
  if (effects & TAG_LINE)
    owe_lines(writer, 1);
  if (effects & TAG_PARAGRAPH)
    owe_lines(writer, 2);
  if (effects & TAG_ITEM)
    writer->item = false;
  writer->quote -= effects & TAG_QUOTE ? 1 : 0;
  writer->verbatim -= effects & TAG_VERBATIM ? 1 : 0;
}

static void
parse(Writer *writer, const char *html, size_t size)
{
  xmlSAXHandler sax = {.startElement = on_start,
                       .endElement = on_end,
                       .characters = on_characters,
                       .ignorableWhitespace = on_characters};
  htmlParserCtxtPtr context = htmlCreatePushParserCtxt(
      &sax, writer, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  g_assert(context != NULL); /* out of memory, as everywhere in GLib */
  (void)htmlCtxtUseOptions(context, HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                        HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);
  size_t at = 0;
  while (at < size && writer->out->len < writer->max) {
    size_t piece = MIN(size - at, HTML_TEXT_CHUNK);
    /* An error only means that the HTML is as bad as usual. */
    (void)htmlParseChunk(context, html + at, (int)piece, 0);
    at += piece;
  }
  (void)htmlParseChunk(context, "", 0, 1);
  htmlFreeParserCtxt(context);
}

char *
html_text(const char *html, size_t size, size_t max)
{
  g_autoptr(GString) cut = html_tags_cut(html, size);
  Writer writer = {.out = g_string_new(NULL),
                   .max = max,
                   .open = g_array_new(FALSE, FALSE, sizeof(guint16))};
  parse(&writer, cut->str, cut->len);
  g_array_unref(writer.open);
  g_free(writer.url);
  if (writer.out->len > max)
    g_string_truncate(writer.out, max);
  g_autofree char *text = g_string_free(writer.out, FALSE);
  return g_utf8_make_valid(text, -1);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The callbacks of libxml2's push parser, which write text at once.
 */
#include "parsers/html/html_text.h"

#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <string.h>

#include "parsers/html/html_role.h"
#include "parsers/html/html_tags.h"
#include "parsers/html/html_writer.h"

enum { HTML_TEXT_CHUNK = 4096 };

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
  TAG_BULLETS = 1 << 11,
  TAG_NUMBERS = 1 << 12,
  TAG_RULER = 1 << 13,
  TAG_ROLES = 14, /* from this bit on: what HtmlRole says */
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
    {"hr", TAG_LINE | TAG_RULER},
    {"img", TAG_IMAGE},
    {"li", TAG_LINE | TAG_ITEM},
    {"object", TAG_HIDE},
    {"ol", TAG_LINE | TAG_NUMBERS},
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
    {"ul", TAG_LINE | TAG_BULLETS},
};

typedef struct Reader {
  HtmlWriter *writer;
  GArray *open;    /* guint32: effects of each open element */
  unsigned hidden; /* how many of them hide */
  bool ruled;      /* the next ruler begins what is foreign */
} Reader;

static void
on_characters(void *user, const xmlChar *text, int length)
{
  Reader *reader = user;
  if (reader->hidden == 0)
    html_writer_text(reader->writer, (const char *)text, (size_t)length);
}

static const char *const *
plain(const xmlChar **attributes)
{
  return (const char *const *)attributes;
}

static unsigned
effects_of(const char *name, const char *const *attributes)
{
  unsigned effects = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(tag_table); i++)
    if (*tag_table[i].name == *name && strcmp(tag_table[i].name, name) == 0)
      effects = tag_table[i].effects;
  if (attributes == NULL)
    return effects;
  if (html_role_is_hidden(name, attributes))
    effects |= TAG_HIDE;
  if (effects & TAG_QUOTE && html_role_is_indentation(attributes))
    effects &= ~(unsigned)TAG_QUOTE;
  return effects | html_role(name, attributes) << TAG_ROLES;
}

/* A picture stands for text only where it is an emoji. */
static void
write_alternative(Reader *reader, const char *alt)
{
  if (alt != NULL && (unsigned char)*alt >= 0xe2 && strlen(alt) <= 16)
    html_writer_text(reader->writer, alt, strlen(alt));
}

/* What follows is the answered mail; within a quote that says nothing. */
static void
begin_rest(Reader *reader)
{
  HtmlWriter *writer = reader->writer;
  writer->rest |= writer->quote == 0;
  html_writer_owe_lines(writer, 2);
}

static void
begin_role(Reader *reader, unsigned role)
{
  HtmlWriter *writer = reader->writer;
  if (role & HTML_ROLE_FOREIGN) {
    html_writer_owe_lines(writer, 2);
    writer->foreign++;
  }
  writer->attribution += role & HTML_ROLE_ATTRIBUTION ? 1 : 0;
  writer->signature += role & HTML_ROLE_SIGNATURE ? 1 : 0;
  reader->ruled |= (role & HTML_ROLE_RULED) != 0;
  if (role & HTML_ROLE_REST)
    begin_rest(reader);
}

static void
end_role(HtmlWriter *writer, unsigned role)
{
  if (role & HTML_ROLE_FOREIGN) {
    html_writer_owe_lines(writer, 1);
    writer->foreign--;
  }
  writer->attribution -= role & HTML_ROLE_ATTRIBUTION ? 1 : 0;
  writer->signature -= role & HTML_ROLE_SIGNATURE ? 1 : 0;
}

static void
begin_lines(HtmlWriter *writer, unsigned effects)
{
  if (effects & TAG_LINE)
    html_writer_owe_lines(writer, 1);
  if (effects & TAG_PARAGRAPH)
    html_writer_owe_lines(writer, 2);
  if (effects & TAG_BREAK)
    html_writer_break(writer);
  if (effects & TAG_ROW)
    writer->row_has_text = writer->cell = false;
  if (effects & TAG_CELL)
    writer->cell = writer->row_has_text;
  if (effects & TAG_ITEM)
    writer->item = true;
  writer->quote += effects & TAG_QUOTE ? 1 : 0;
  writer->verbatim += effects & TAG_VERBATIM ? 1 : 0;
}

/* What needs the attributes. */
static void
begin_content(Reader *reader, unsigned effects, const char *const *attributes)
{
  HtmlWriter *writer = reader->writer;
  if (effects & TAG_LINK)
    html_writer_open_link(writer, html_role_attribute(attributes, "href"));
  if (effects & TAG_IMAGE)
    write_alternative(reader, html_role_attribute(attributes, "alt"));
  if (effects & TAG_BULLETS)
    html_writer_open_list(writer, HTML_WRITER_BULLETS);
  if (effects & TAG_NUMBERS) {
    const char *start = html_role_attribute(attributes, "start");
    gint64 first = start == NULL ? 1 : g_ascii_strtoll(start, NULL, 10);
    html_writer_open_list(writer, (int)CLAMP(first, 0, G_MAXINT));
  }
  if (effects & TAG_RULER && reader->ruled)
    begin_rest(reader);
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
  Reader *reader = user;
  unsigned effects = effects_of((const char *)name, plain(attributes));
  guint32 kept = effects;
  if (reader->hidden > 0) /* within hidden only hiding needs an end */
    kept = effects & TAG_HIDE;
  g_array_append_val(reader->open, kept);
  reader->hidden += kept & TAG_HIDE ? 1 : 0;
  if (kept & TAG_HIDE && effects & (TAG_LINE | TAG_PARAGRAPH))
    /* what stood around it must not become one word */
    html_writer_owe_lines(reader->writer, 1);
  if (reader->hidden > 0)
    return;
  begin_role(reader, effects >> TAG_ROLES);
  begin_lines(reader->writer, effects);
  begin_content(reader, effects, plain(attributes));
}

static void
end_effects(HtmlWriter *writer, unsigned effects)
{
  if (effects & TAG_LINK)
    html_writer_close_link(writer);
  if (effects & TAG_LINE)
    html_writer_owe_lines(writer, 1);
  if (effects & TAG_PARAGRAPH)
    html_writer_owe_lines(writer, 2);
  if (effects & TAG_ITEM)
    writer->item = false;
  if (effects & (TAG_BULLETS | TAG_NUMBERS))
    html_writer_close_list(writer);
  writer->quote -= effects & TAG_QUOTE ? 1 : 0;
  writer->verbatim -= effects & TAG_VERBATIM ? 1 : 0;
}

static void
on_end(void *user, const xmlChar *name)
{
  Reader *reader = user;
  (void)name; /* libxml2 closes what is open in the right order */
  if (reader->open->len == 0)
    return;
  unsigned effects =
      g_array_index(reader->open, guint32, reader->open->len - 1);
  g_array_set_size(reader->open, reader->open->len - 1);
  if (effects & TAG_HIDE) {
    reader->hidden--;
    return;
  }
  end_effects(reader->writer, effects);
  end_role(reader->writer, effects >> TAG_ROLES);
}

static void
parse(Reader *reader, const char *html, size_t size)
{
  xmlSAXHandler sax = {.startElement = on_start,
                       .endElement = on_end,
                       .characters = on_characters,
                       .ignorableWhitespace = on_characters};
  htmlParserCtxtPtr context = htmlCreatePushParserCtxt(
      &sax, reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  g_assert(context != NULL); /* out of memory, as everywhere in GLib */
  (void)htmlCtxtUseOptions(context, HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                        HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);
  size_t at = 0;
  while (at < size && reader->writer->out->len < reader->writer->max) {
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
  g_autoptr(HtmlWriter) writer = html_writer_new(max);
  Reader reader = {.writer = writer,
                   .open = g_array_new(FALSE, FALSE, sizeof(guint32))};
  parse(&reader, cut->str, cut->len);
  g_array_unref(reader.open);
  if (writer->out->len > max)
    g_string_truncate(writer->out, max);
  return g_utf8_make_valid(writer->out->str, -1);
}

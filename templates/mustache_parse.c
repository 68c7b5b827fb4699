/* SPDX-License-Identifier: Apache-2.0
 *
 * Turning mustache templates into nodes, in one pass from tag to tag; where a
 * tag begins and ends is the matter of mustache_scan.c.
 */
#include "templates/mustache.h"

#include <string.h>

#include "templates/mustache_private.h"
#include "templates/mustache_scan_private.h"
#include "templates/template_error.h"

/* A mail text has some KiB, a page some dozen: more is a mistake. */
#define MUSTACHE_TEXT_MAX (1024 * 1024)
/* Rendering recurses once per open section; nobody reads 32 levels. */
#define MUSTACHE_NESTING_MAX 32

typedef struct Parser {
  Scanner scan;
  Mustache *result;
  size_t pos;         /* everything before has become nodes */
  bool at_line_start; /* nothing of this template line is emitted yet */
  GArray *sections;   /* size_t: nodes of the open sections */
} Parser;

static Node *
add_node(Parser *parser, NodeKind kind, size_t begin, size_t end)
{
  size_t len = end - begin;
  Node node = {.kind = kind,
               .len = len,
               .line = parser->scan.line,
               .column = parser->scan.column};
  node.text = g_string_chunk_insert_len(parser->result->strings,
                                        parser->scan.text + begin, (gssize)len);
  g_array_append_val(parser->result->nodes, node);
  return &g_array_index(parser->result->nodes, Node,
                        parser->result->nodes->len - 1);
}

static void
begin_line(Parser *parser)
{
  if (parser->at_line_start)
    add_node(parser, NODE_LINE, 0, 0);
  parser->at_line_start = false;
}

/* Literal text, one node a line, so that a partial can be indented. */
static void
add_text(Parser *parser, size_t begin, size_t end)
{
  while (begin < end) {
    const char *newline = memchr(parser->scan.text + begin, '\n', end - begin);
    size_t stop =
        newline == NULL ? end : (size_t)(newline - parser->scan.text) + 1;
    begin_line(parser);
    add_node(parser, NODE_TEXT, begin, stop);
    parser->at_line_start = newline != NULL;
    begin = stop;
  }
}

static bool
open_section(Parser *parser, const Tag *tag, GError **error)
{
  if (parser->sections->len >= MUSTACHE_NESTING_MAX)
    return scanner_fail(&parser->scan, error,
                        "more than %d sections in each other – use a partial",
                        MUSTACHE_NESTING_MAX);
  size_t index = parser->result->nodes->len;
  add_node(parser, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, tag->body,
           tag->body_end);
  g_array_append_val(parser->sections, index);
  return true;
}

static bool
close_section(Parser *parser, const Tag *tag, GError **error)
{
  int len = (int)(tag->body_end - tag->body);
  const char *name = parser->scan.text + tag->body;
  if (parser->sections->len == 0)
    return scanner_fail(&parser->scan, error,
                        "'/%.*s' closes a section that is not open – remove it "
                        "or open it with '#%.*s'",
                        len, name, len, name);
  guint last = parser->sections->len - 1;
  size_t index = g_array_index(parser->sections, size_t, last);
  Node *section = &g_array_index(parser->result->nodes, Node, index);
  if (section->len != (size_t)len || memcmp(section->text, name, (size_t)len))
    return scanner_fail(
        &parser->scan, error,
        "'/%.*s' does not fit section '%s', which was opened in "
        "line %u, column %u – close that one first",
        len, name, section->text, section->line, section->column);
  section->end = parser->result->nodes->len;
  g_array_set_size(parser->sections, last);
  return true;
}

/* A dynamic name is kept as "*name", however many blanks were between. */
static void
add_partial(Parser *parser, const Tag *tag, const char *indent)
{
  size_t body = tag->body;
  bool dynamic = parser->scan.text[body] == '*';
  if (dynamic)
    body++;
  while (body < tag->body_end && g_ascii_isspace(parser->scan.text[body]))
    body++;
  Node *node = add_node(parser, NODE_PARTIAL, body, tag->body_end);
  node->indent = indent;
  node->dynamic = dynamic;
  if (!dynamic)
    return;
  g_autofree char *starred = g_strconcat("*", node->text, NULL);
  node->text = g_string_chunk_insert(parser->result->strings, starred);
  node->len++;
}

/* Turn a tag into nodes.  `indent` is NULL unless the tag stands alone. */
static bool
add_tag(Parser *parser, const Tag *tag, const char *indent, GError **error)
{
  if (tag->sigil == '!')
    return true;
  if (tag->sigil == '=')
    return scanner_set_delimiters(&parser->scan, tag, error);
  if (tag->sigil == '>' && tag->body < tag->body_end) {
    add_partial(parser, tag, indent);
    return true;
  }
  if (!scanner_check_name(&parser->scan, tag, error))
    return false;
  if (tag->sigil == '#' || tag->sigil == '^')
    return open_section(parser, tag, error);
  if (tag->sigil == '/')
    return close_section(parser, tag, error);
  add_node(parser, tag->sigil == '\0' ? NODE_VARIABLE : NODE_RAW, tag->body,
           tag->body_end);
  return true;
}

/* The text up to the next tag, and that tag; false also stands for an error. */
static bool
parse_step(Parser *parser, size_t begin, GError **error)
{
  scanner_mark(&parser->scan, begin);
  Tag tag = {0};
  if (!scanner_read_tag(&parser->scan, begin, &tag, error))
    return false;
  size_t line = begin, next = tag.end;
  const char *indent = NULL;
  if (scanner_is_standalone(&parser->scan, &tag, &line, &next)) {
    indent = g_string_chunk_insert_len(parser->result->strings,
                                       parser->scan.text + line,
                                       (gssize)(begin - line));
    add_text(parser, parser->pos, line);
    parser->at_line_start = true;
  } else {
    add_text(parser, parser->pos, begin);
    begin_line(parser);
  }
  if (!add_tag(parser, &tag, indent, error))
    return false;
  parser->pos = next;
  return true;
}

static bool
parse_all(Parser *parser, GError **error)
{
  const char *found;
  while ((found = scanner_find(&parser->scan, parser->pos,
                               parser->scan.open)) != NULL)
    if (!parse_step(parser, (size_t)(found - parser->scan.text), error))
      return false;
  add_text(parser, parser->pos, parser->scan.len);
  if (parser->sections->len == 0)
    return true;
  size_t index =
      g_array_index(parser->sections, size_t, parser->sections->len - 1);
  const Node *section = &g_array_index(parser->result->nodes, Node, index);
  parser->scan.line = section->line;
  parser->scan.column = section->column;
  return scanner_fail(&parser->scan, error,
                      "section '%s', which opens here, is never closed – write "
                      "'{{/%s}}' behind it",
                      section->text, section->text);
}

/* Bounds and encoding, before anything is allocated for the text. */
static bool
check_text(Parser *parser, GError **error)
{
  const char *end;
  if (parser->scan.len > MUSTACHE_TEXT_MAX) {
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_LIMIT,
                "%s:1:1: longer than %d bytes – divide it into partials",
                parser->scan.name, MUSTACHE_TEXT_MAX);
    return false;
  }
  if (g_utf8_validate_len(parser->scan.text, parser->scan.len, &end))
    return true;
  scanner_mark(&parser->scan, (size_t)(end - parser->scan.text));
  return scanner_fail(&parser->scan, error,
                      "no UTF-8 text – save the file as UTF-8");
}

Mustache *
mustache_parse(const char *name, const char *text, size_t len, GError **error)
{
  g_autoptr(Mustache) result = g_new0(Mustache, 1);
  result->name = g_strdup(name);
  result->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
  result->strings = g_string_chunk_new(1024);
  Parser parser = {.result = result, .at_line_start = true};
  parser.scan =
      (Scanner){.name = name, .text = text, .len = len, .line = 1, .column = 1};
  parser.scan.open = g_strdup("{{");
  parser.scan.close = g_strdup("}}");
  parser.sections = g_array_new(FALSE, FALSE, sizeof(size_t));
  bool ok = check_text(&parser, error) && parse_all(&parser, error);
  g_free(parser.scan.open);
  g_free(parser.scan.close);
  g_array_unref(parser.sections);
  return ok ? g_steal_pointer(&result) : NULL;
}

void
mustache_free(Mustache *mustache)
{
  if (mustache == NULL)
    return;
  g_free(mustache->name);
  g_array_unref(mustache->nodes);
  g_string_chunk_free(mustache->strings);
  g_free(mustache);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading mustache templates.  One pass from tag to tag; a tag that stands
 * alone on its line takes the whole line with it, as the specification says.
 */
#include "templates/mustache.h"

#include <string.h>

#include "templates/mustache_private.h"
#include "templates/template_error.h"

/* A mail text has some KiB, a page some dozen: more is a mistake. */
#define MUSTACHE_TEXT_MAX (1024 * 1024)
/* Rendering recurses once per open section; nobody reads 32 levels. */
#define MUSTACHE_NESTING_MAX 32
/* Tags that open with one of these may take their whole line. */
#define STANDALONE_SIGILS "#^/>!="

typedef struct Parser {
  Mustache *result;
  const char *text;
  size_t len;
  size_t pos;         /* everything before has become nodes */
  char *open, *close; /* the delimiters in force */
  bool at_line_start; /* nothing of this template line is emitted yet */
  GArray *sections;   /* size_t: nodes of the open sections */
  size_t mark;        /* offset up to which line and column are counted */
  unsigned line, column;
} Parser;

/* One tag as it stands in the text; offsets into it. */
typedef struct Tag {
  char sigil; /* '\0' for a plain variable; '{' for a triple one */
  size_t begin, end;
  size_t body, body_end; /* the trimmed name or content */
} Tag;

/* Count on to `offset`, which must not lie before the last one. */
static void
parser_mark(Parser *parser, size_t offset)
{
  for (; parser->mark < offset; parser->mark++) {
    unsigned char c = (unsigned char)parser->text[parser->mark];
    if (c == '\n') {
      parser->line++;
      parser->column = 1;
    } else if ((c & 0xC0) != 0x80) {
      parser->column++;
    }
  }
}

static bool G_GNUC_PRINTF(3, 4)
    parser_fail(Parser *parser, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX, "%s:%u:%u: %s",
              parser->result->name, parser->line, parser->column, what);
  return false;
}

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
  return is_blank(c) || c == '\n' || c == '\r';
}

static const char *
find(const Parser *parser, size_t from, const char *needle)
{
  return memmem(parser->text + from, parser->len - from, needle,
                strlen(needle));
}

static Node *
add_node(Parser *parser, NodeKind kind, size_t begin, size_t end)
{
  size_t len = end - begin;
  Node node = {
      .kind = kind, .len = len, .line = parser->line, .column = parser->column};
  node.text = g_string_chunk_insert_len(parser->result->strings,
                                        parser->text + begin, (gssize)len);
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
    const char *newline = memchr(parser->text + begin, '\n', end - begin);
    size_t stop = newline == NULL ? end : (size_t)(newline - parser->text) + 1;
    begin_line(parser);
    add_node(parser, NODE_TEXT, begin, stop);
    parser->at_line_start = newline != NULL;
    begin = stop;
  }
}

/* Read the tag whose opening delimiter stands at `begin`. */
static bool
read_tag(Parser *parser, size_t begin, Tag *tag, GError **error)
{
  size_t body = begin + strlen(parser->open);
  char sigil = body < parser->len ? parser->text[body] : '\0';
  if (sigil == '\0' || strchr("#^/>!={&", sigil) == NULL)
    sigil = '\0';
  else
    body++;
  g_autofree char *close = g_strconcat(sigil == '{'   ? "}"
                                       : sigil == '=' ? "="
                                                      : "",
                                       parser->close, NULL);
  const char *found = find(parser, body, close);
  if (found == NULL)
    return parser_fail(parser, error,
                       "this tag is never closed – write '%s' behind it",
                       close);
  size_t body_end = (size_t)(found - parser->text);
  tag->end = body_end + strlen(close);
  while (body < body_end && is_space(parser->text[body]))
    body++;
  while (body < body_end && is_space(parser->text[body_end - 1]))
    body_end--;
  tag->sigil = sigil;
  tag->begin = begin;
  tag->body = body;
  tag->body_end = body_end;
  return true;
}

/* Only blanks before `offset` on its line?  Then where the line begins. */
static bool
blank_before(const Parser *parser, size_t offset, size_t *out_line)
{
  while (offset > 0 && is_blank(parser->text[offset - 1]))
    offset--;
  *out_line = offset;
  return offset == 0 || parser->text[offset - 1] == '\n';
}

/* Only blanks behind `offset` on its line?  Then where the next line begins. */
static bool
blank_behind(const Parser *parser, size_t offset, size_t *out_next)
{
  while (offset < parser->len && is_blank(parser->text[offset]))
    offset++;
  if (offset + 1 < parser->len && parser->text[offset] == '\r')
    offset++;
  *out_next = offset < parser->len ? offset + 1 : offset;
  return offset == parser->len || parser->text[offset] == '\n';
}

/* If the tag is alone on its line: where this line and the next begin. */
static bool
is_standalone(const Parser *parser, const Tag *tag, size_t *out_line,
              size_t *out_next)
{
  size_t line, next;
  if (tag->sigil == '\0' || strchr(STANDALONE_SIGILS, tag->sigil) == NULL ||
      !blank_before(parser, tag->begin, &line) ||
      !blank_behind(parser, tag->end, &next))
    return false;
  *out_line = line;
  *out_next = next;
  return true;
}

static bool
check_name(Parser *parser, const Tag *tag, GError **error)
{
  if (tag->body == tag->body_end)
    return parser_fail(parser, error, "this tag has no name – write one");
  for (size_t i = tag->body; i < tag->body_end; i++)
    if (is_space(parser->text[i]))
      return parser_fail(
          parser, error, "'%.*s' is no name – names have no blanks",
          (int)(tag->body_end - tag->body), parser->text + tag->body);
  return true;
}

/* {{=<% %>=}}: two words without blanks and without '='. */
static bool
set_delimiters(Parser *parser, const Tag *tag, GError **error)
{
  g_autofree char *body =
      g_strndup(parser->text + tag->body, tag->body_end - tag->body);
  char *open_end = body + strcspn(body, " \t\r\n");
  char *close = open_end + strspn(open_end, " \t\r\n");
  if (*body == '\0' || *close == '\0' || strchr(body, '=') != NULL ||
      close[strcspn(close, " \t\r\n")] != '\0')
    return parser_fail(parser, error,
                       "wrong delimiters – write two words without '=', as in "
                       "{{=<%% %%>=}}");
  g_free(parser->open);
  g_free(parser->close);
  parser->open = g_strndup(body, (size_t)(open_end - body));
  parser->close = g_strdup(close);
  return true;
}

static bool
open_section(Parser *parser, const Tag *tag, GError **error)
{
  if (parser->sections->len >= MUSTACHE_NESTING_MAX)
    return parser_fail(parser, error,
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
  const char *name = parser->text + tag->body;
  if (parser->sections->len == 0)
    return parser_fail(parser, error,
                       "'/%.*s' closes a section that is not open – remove it "
                       "or open it with '#%.*s'",
                       len, name, len, name);
  guint last = parser->sections->len - 1;
  size_t index = g_array_index(parser->sections, size_t, last);
  Node *section = &g_array_index(parser->result->nodes, Node, index);
  if (section->len != (size_t)len || memcmp(section->text, name, (size_t)len))
    return parser_fail(parser, error,
                       "'/%.*s' does not fit section '%s', which was opened in "
                       "line %u, column %u – close that one first",
                       len, name, section->text, section->line,
                       section->column);
  section->end = parser->result->nodes->len;
  g_array_set_size(parser->sections, last);
  return true;
}

/* A dynamic name is kept as "*name", however many blanks were between. */
static void
add_partial(Parser *parser, const Tag *tag, const char *indent)
{
  size_t body = tag->body;
  bool dynamic = parser->text[body] == '*';
  if (dynamic)
    body++;
  while (body < tag->body_end && is_space(parser->text[body]))
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
    return set_delimiters(parser, tag, error);
  if (tag->sigil == '>' && tag->body < tag->body_end) {
    add_partial(parser, tag, indent);
    return true;
  }
  if (!check_name(parser, tag, error))
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
  parser_mark(parser, begin);
  Tag tag = {0};
  if (!read_tag(parser, begin, &tag, error))
    return false;
  size_t line = begin, next = tag.end;
  const char *indent = NULL;
  if (is_standalone(parser, &tag, &line, &next)) {
    indent = g_string_chunk_insert_len(
        parser->result->strings, parser->text + line, (gssize)(begin - line));
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
  while ((found = find(parser, parser->pos, parser->open)) != NULL)
    if (!parse_step(parser, (size_t)(found - parser->text), error))
      return false;
  add_text(parser, parser->pos, parser->len);
  if (parser->sections->len == 0)
    return true;
  size_t index =
      g_array_index(parser->sections, size_t, parser->sections->len - 1);
  const Node *section = &g_array_index(parser->result->nodes, Node, index);
  parser->line = section->line;
  parser->column = section->column;
  return parser_fail(parser, error,
                     "section '%s', which opens here, is never closed – write "
                     "'{{/%s}}' behind it",
                     section->text, section->text);
}

/* Bounds and encoding, before anything is allocated for the text. */
static bool
check_text(Parser *parser, GError **error)
{
  const char *end;
  if (parser->len > MUSTACHE_TEXT_MAX) {
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_LIMIT,
                "%s:1:1: longer than %d bytes – divide it into partials",
                parser->result->name, MUSTACHE_TEXT_MAX);
    return false;
  }
  if (g_utf8_validate_len(parser->text, parser->len, &end))
    return true;
  parser_mark(parser, (size_t)(end - parser->text));
  return parser_fail(parser, error, "no UTF-8 text – save the file as UTF-8");
}

Mustache *
mustache_parse(const char *name, const char *text, size_t len, GError **error)
{
  g_autoptr(Mustache) result = g_new0(Mustache, 1);
  result->name = g_strdup(name);
  result->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
  result->strings = g_string_chunk_new(1024);
  Parser parser = {.result = result,
                   .text = text,
                   .len = len,
                   .line = 1,
                   .column = 1,
                   .at_line_start = true};
  parser.open = g_strdup("{{");
  parser.close = g_strdup("}}");
  parser.sections = g_array_new(FALSE, FALSE, sizeof(size_t));
  bool ok = check_text(&parser, error) && parse_all(&parser, error);
  g_free(parser.open);
  g_free(parser.close);
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

/* SPDX-License-Identifier: Apache-2.0
 *
 * Filling parsed mustache templates with data.  Templates and data may be
 * hostile (a town's override, a citizen's words): depth, output and work are
 * bounded, and every bound ends in an error.
 */
#include "templates/mustache.h"

#include <string.h>

#include "parsers/one_line.h"
#include "templates/mustache_private.h"
#include "templates/template_error.h"

/* A partial may call itself over nested data; with 32 sections in each, some
 * thousand C frames of about 200 bytes are the worst case. */
#define MUSTACHE_PARTIAL_DEPTH_MAX 32
/* The largest mail body we would send; pages are far smaller. */
#define MUSTACHE_OUTPUT_MAX (4 * 1024 * 1024)
/* Loops without output cost time, too: lists in lists in lists. */
#define MUSTACHE_STEPS_MAX 1000000

typedef struct Renderer {
  const Mustache *current; /* the template or partial that is rendered */
  const MustacheStyle *style;
  GString *out;
  GPtrArray *contexts; /* json_t, borrowed; the innermost is the last */
  const char *indent;  /* stands before each line of the current partial */
  unsigned depth;      /* of partials */
  unsigned steps;
  GError **error;
} Renderer;

static bool render_nodes(Renderer *r, size_t begin, size_t end);

static bool
fail(Renderer *r, const Node *node, TemplateError code, const char *what)
{
  g_set_error(r->error, TEMPLATE_ERROR, code, "%s:%u:%u: %s", r->current->name,
              node->line, node->column, what);
  return false;
}

static bool
count_step(Renderer *r, const Node *node)
{
  if (++r->steps <= MUSTACHE_STEPS_MAX)
    return true;
  return fail(r, node, TEMPLATE_ERROR_LIMIT,
              "more than a million steps – the lists are too long");
}

static const char *
escape_of(char c)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    g_assert_not_reached();
  }
}

static void
append_html(GString *out, const char *text)
{
  for (;;) {
    size_t plain = strcspn(text, "&<>\"'");
    g_string_append_len(out, text, (gssize)plain);
    text += plain;
    if (*text == '\0')
      return;
    g_string_append(out, escape_of(*text++));
  }
}

static void
append_value(Renderer *r, const Node *node, const char *text)
{
  if (node->kind == NODE_RAW || r->style->escape == MUSTACHE_ESCAPE_NONE)
    g_string_append(r->out, text);
  else if (r->style->escape == MUSTACHE_ESCAPE_HTML)
    append_html(r->out, text);
  else
    one_line_append(r->out, text);
}

/* The value of `name`: its first step in the innermost context that has it,
 * the others strictly below.  NULL when absent. */
static json_t *
lookup(const Renderer *r, const char *name)
{
  if (strcmp(name, ".") == 0)
    return g_ptr_array_index(r->contexts, r->contexts->len - 1);
  size_t len = strcspn(name, ".");
  json_t *value = NULL;
  for (guint i = r->contexts->len; i > 0 && value == NULL; i--)
    value = json_object_getn(g_ptr_array_index(r->contexts, i - 1), name, len);
  while (value != NULL && name[len] == '.') {
    name += len + 1;
    len = strcspn(name, ".");
    value = json_object_getn(value, name, len);
  }
  return value;
}

static bool
is_truthy(const json_t *value)
{
  if (value == NULL || json_is_null(value) || json_is_false(value))
    return false;
  if (json_is_array(value))
    return json_array_size(value) > 0;
  if (json_is_string(value))
    return *json_string_value(value) != '\0';
  return true;
}

/* A plain value as text, borrowed from it or in `buffer`; NULL for a list or an
 * object.  Numbers have C's point, whatever the process's locale is. */
static const char *
value_to_string(const json_t *value, char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  switch (json_typeof(value)) {
  case JSON_STRING:
    return json_string_value(value);
  case JSON_INTEGER:
    g_snprintf(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%" JSON_INTEGER_FORMAT,
               json_integer_value(value));
    return buffer;
  case JSON_REAL:
    return g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.15g",
                           json_real_value(value));
  case JSON_TRUE:
    return "true";
  case JSON_FALSE:
    return "false";
  case JSON_NULL:
    return "";
  case JSON_OBJECT:
  case JSON_ARRAY:
    return NULL;
  }
  g_assert_not_reached();
}

static bool
render_variable(Renderer *r, const Node *node)
{
  const json_t *value = lookup(r, node->text);
  if (value == NULL)
    return true;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = value_to_string(value, buffer);
  if (text == NULL) {
    g_autofree char *what =
        g_strdup_printf("'%s' is a list or an object, not a text – use it as "
                        "a section",
                        node->text);
    return fail(r, node, TEMPLATE_ERROR_DATA, what);
  }
  if (strlen(text) > MUSTACHE_OUTPUT_MAX)
    return fail(r, node, TEMPLATE_ERROR_LIMIT, "the value is too long");
  append_value(r, node, text);
  return true;
}

/* Render the children of a section once, with `value` as innermost context. */
static bool
render_once(Renderer *r, size_t index, json_t *value)
{
  const Node *node = &g_array_index(r->current->nodes, Node, index);
  g_ptr_array_add(r->contexts, value);
  /* An empty section costs a turn, too. */
  bool ok = count_step(r, node) && render_nodes(r, index + 1, node->end);
  g_ptr_array_set_size(r->contexts, (int)r->contexts->len - 1);
  return ok;
}

static bool
render_section(Renderer *r, size_t index)
{
  const Node *node = &g_array_index(r->current->nodes, Node, index);
  json_t *value = lookup(r, node->text);
  if (node->kind == NODE_INVERTED)
    return is_truthy(value) || render_nodes(r, index + 1, node->end);
  if (!is_truthy(value))
    return true;
  if (!json_is_array(value))
    return render_once(r, index, value);
  for (size_t i = 0; i < json_array_size(value); i++)
    if (!render_once(r, index, json_array_get(value, i)))
      return false;
  return true;
}

/* The template a partial tag means; NULL renders as nothing. */
static const Mustache *
find_partial(const Renderer *r, const Node *node)
{
  const char *name = node->text;
  if (node->dynamic)
    name = json_string_value(lookup(r, node->text + 1));
  return name == NULL || r->style->partial == NULL
             ? NULL
             : r->style->partial(name, r->style->user);
}

static bool
render_partial(Renderer *r, const Node *node)
{
  const Mustache *partial = find_partial(r, node);
  if (partial == NULL)
    return true;
  if (r->depth >= MUSTACHE_PARTIAL_DEPTH_MAX)
    return fail(r, node, TEMPLATE_ERROR_LIMIT,
                "partials call each other too deeply – look for a circle");
  const Mustache *outer = r->current;
  const char *outer_indent = r->indent;
  /* A partial within a line begins there: only its own line is indented. */
  g_autofree char *indent = node->indent == NULL
                                ? g_strdup("")
                                : g_strconcat(outer_indent, node->indent, NULL);
  r->current = partial;
  r->indent = indent;
  r->depth++;
  bool ok = render_nodes(r, 0, partial->nodes->len);
  r->depth--;
  r->indent = outer_indent;
  r->current = outer;
  return ok;
}

static bool
render_node(Renderer *r, size_t index)
{
  const Node *node = &g_array_index(r->current->nodes, Node, index);
  switch (node->kind) {
  case NODE_TEXT:
    g_string_append_len(r->out, node->text, (gssize)node->len);
    return true;
  case NODE_LINE:
    g_string_append(r->out, r->indent);
    return true;
  case NODE_VARIABLE:
  case NODE_RAW:
    return render_variable(r, node);
  case NODE_SECTION:
  case NODE_INVERTED:
    return render_section(r, index);
  case NODE_PARTIAL:
    return render_partial(r, node);
  }
  g_assert_not_reached();
}

static bool
render_nodes(Renderer *r, size_t begin, size_t end)
{
  for (size_t i = begin; i < end;) {
    const Node *node = &g_array_index(r->current->nodes, Node, i);
    if (!count_step(r, node) || !render_node(r, i))
      return false;
    if (r->out->len > MUSTACHE_OUTPUT_MAX)
      return fail(r, node, TEMPLATE_ERROR_LIMIT,
                  "the result is longer than 4 MiB – shorten the data");
    i = node->end > i ? node->end : i + 1;
  }
  return true;
}

char *
mustache_render(const Mustache *mustache, json_t *data,
                const MustacheStyle *style, GError **error)
{
  Renderer r = {
      .current = mustache, .style = style, .indent = "", .error = error};
  r.out = g_string_new(NULL);
  r.contexts = g_ptr_array_new();
  g_ptr_array_add(r.contexts, data);
  bool ok = render_nodes(&r, 0, mustache->nodes->len);
  g_ptr_array_unref(r.contexts);
  return g_string_free(r.out, !ok);
}

GArray *
mustache_names(const Mustache *mustache)
{
  static const int kind_of[] = {
      [NODE_TEXT] = -1,
      [NODE_LINE] = -1,
      [NODE_VARIABLE] = MUSTACHE_NAME_VARIABLE,
      [NODE_RAW] = MUSTACHE_NAME_VARIABLE,
      [NODE_SECTION] = MUSTACHE_NAME_SECTION,
      [NODE_INVERTED] = MUSTACHE_NAME_SECTION,
      [NODE_PARTIAL] = MUSTACHE_NAME_PARTIAL,
  };
  GArray *names = g_array_new(FALSE, FALSE, sizeof(MustacheName));
  for (guint i = 0; i < mustache->nodes->len; i++) {
    const Node *node = &g_array_index(mustache->nodes, Node, i);
    if (kind_of[node->kind] < 0)
      continue;
    MustacheName name = {.name = node->text,
                         .line = node->line,
                         .column = node->column,
                         .kind = (MustacheNameKind)kind_of[node->kind]};
    g_array_append_val(names, name);
  }
  return names;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * From text to a tree, by recursive descent: or, and, equality, order, value.
 */
#include "parsers/survey/expression.h"

#include <string.h>

#include "parsers/parse_error.h"
#include "parsers/survey/expression_private.h"

/* What there is, for who asked for something else. */
static const char SUPPORTED[] =
    "supported are ${name}, ., numbers, 'texts', = != < <= > >=, and, or, "
    "not(), selected()";

typedef struct Reader {
  const char *text, *at;
  GPtrArray *names; /* borrowed by the expression's tree */
  int depth;
  const char *where; /* of what is wrong */
  char *wrong;       /* NULL: nothing is */
} Reader;

static ExpressionNode *read_or(Reader *reader);

/* --- the tree ------------------------------------------------------------- */

static void
node_free(ExpressionNode *node)
{
  if (node == NULL)
    return;
  node_free(node->left);
  node_free(node->right);
  g_free(node->text);
  g_free(node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExpressionNode, node_free)

static ExpressionNode *
node_new(NodeKind kind, ExpressionNode *left, ExpressionNode *right)
{
  ExpressionNode *node = g_new0(ExpressionNode, 1);
  node->kind = kind;
  node->left = left;
  node->right = right;
  return node;
}

static ExpressionNode *
text_node(NodeKind kind, const char *from, size_t length)
{
  ExpressionNode *node = node_new(kind, NULL, NULL);
  node->text = g_strndup(from, length);
  return node;
}

/* --- words of the text ---------------------------------------------------- */

G_GNUC_PRINTF(2, 3)
static ExpressionNode *
fail(Reader *reader, const char *format, ...)
{
  if (reader->wrong != NULL)
    return NULL; /* the first mistake is the one to mend */
  va_list values;
  va_start(values, format);
  reader->wrong = g_strdup_vprintf(format, values);
  va_end(values);
  reader->where = reader->at;
  return NULL;
}

static void
skip_blanks(Reader *reader)
{
  while (g_ascii_isspace(*reader->at))
    reader->at++;
}

static bool
is_name_char(char c)
{
  return g_ascii_isalnum(c) || strchr("_-.", c) != NULL;
}

static size_t
name_length(const char *at)
{
  if (!g_ascii_isalpha(*at) && *at != '_')
    return 0;
  size_t length = 1;
  while (at[length] != '\0' && is_name_char(at[length]))
    length++;
  return length;
}

/* Take a sign or a word if it comes next. */
static bool
take(Reader *reader, const char *what)
{
  skip_blanks(reader);
  size_t length = strlen(what);
  bool is_word = g_ascii_isalpha(*what);
  if (strncmp(reader->at, what, length) != 0 ||
      (is_word && name_length(reader->at) != length))
    return false;
  reader->at += length;
  return true;
}

static bool
expect(Reader *reader, const char *what)
{
  if (take(reader, what))
    return true;
  fail(reader, "'%s' is expected here", what);
  return false;
}

/* What stands here, for a sentence; owned. */
static char *
next_word(const Reader *reader)
{
  size_t length = name_length(reader->at);
  if (length > 0)
    return g_strndup(reader->at, length);
  return g_strndup(reader->at,
                   (size_t)(g_utf8_next_char(reader->at) - reader->at));
}

/* --- values --------------------------------------------------------------- */

static ExpressionNode *
read_answer(Reader *reader)
{
  reader->at += strlen("${");
  skip_blanks(reader);
  size_t length = name_length(reader->at);
  if (length == 0)
    return fail(reader, "the name of a question is expected after '${'");
  g_autoptr(ExpressionNode) node = text_node(NODE_ANSWER, reader->at, length);
  reader->at += length;
  if (!expect(reader, "}"))
    return NULL;
  if (!g_ptr_array_find_with_equal_func(reader->names, node->text, g_str_equal,
                                        NULL))
    g_ptr_array_add(reader->names, node->text);
  return g_steal_pointer(&node);
}

static ExpressionNode *
read_text(Reader *reader)
{
  char quote = *reader->at;
  const char *end = strchr(reader->at + 1, quote);
  if (end == NULL)
    return fail(reader, "this text has no second %c", quote);
  ExpressionNode *node =
      text_node(NODE_TEXT, reader->at + 1, (size_t)(end - reader->at - 1));
  reader->at = end + 1;
  return node;
}

static ExpressionNode *
read_number(Reader *reader)
{
  char *end;
  ExpressionNode *node = node_new(NODE_NUMBER, NULL, NULL);
  node->number = g_ascii_strtod(reader->at, &end);
  reader->at = end;
  return node;
}

static ExpressionNode *
read_not(Reader *reader)
{
  g_autoptr(ExpressionNode) inner = NULL;
  if (!expect(reader, "(") || (inner = read_or(reader)) == NULL ||
      !expect(reader, ")"))
    return NULL;
  return node_new(NODE_NOT, g_steal_pointer(&inner), NULL);
}

static ExpressionNode *
read_choice(Reader *reader)
{
  skip_blanks(reader);
  if (*reader->at != '\'' && *reader->at != '"')
    return fail(reader, "selected() has the name of a choice in quotes here");
  return read_text(reader);
}

static ExpressionNode *
read_asked(Reader *reader)
{
  skip_blanks(reader);
  if (g_str_has_prefix(reader->at, "${"))
    return read_answer(reader);
  if (take(reader, "."))
    return node_new(NODE_SELF, NULL, NULL);
  return fail(reader, "selected() begins with ${name} or .");
}

static ExpressionNode *
read_selected(Reader *reader)
{
  g_autoptr(ExpressionNode) asked = NULL, choice = NULL;
  if (!expect(reader, "(") || (asked = read_asked(reader)) == NULL ||
      !expect(reader, ",") || (choice = read_choice(reader)) == NULL ||
      !expect(reader, ")"))
    return NULL;
  return node_new(NODE_SELECTED, g_steal_pointer(&asked),
                  g_steal_pointer(&choice));
}

static ExpressionNode *
read_brackets(Reader *reader)
{
  g_autoptr(ExpressionNode) inner = read_or(reader);
  if (inner == NULL || !expect(reader, ")"))
    return NULL;
  return g_steal_pointer(&inner);
}

static bool
is_number(const char *at)
{
  at += *at == '-';
  at += *at == '.';
  return g_ascii_isdigit(*at);
}

static ExpressionNode *
read_value(Reader *reader)
{
  skip_blanks(reader);
  const char *at = reader->at;
  if (g_str_has_prefix(at, "${"))
    return read_answer(reader);
  if (*at == '\'' || *at == '"')
    return read_text(reader);
  if (is_number(at))
    return read_number(reader);
  if (take(reader, "not"))
    return read_not(reader);
  if (take(reader, "selected"))
    return read_selected(reader);
  if (take(reader, "("))
    return read_brackets(reader);
  if (take(reader, "."))
    return node_new(NODE_SELF, NULL, NULL);
  if (*at == '\0')
    return fail(reader, "a value is missing at the end");
  g_autofree char *word = next_word(reader);
  return fail(reader, "'%s' is not supported; %s", word, SUPPORTED);
}

/* --- operators ------------------------------------------------------------ */

typedef struct Operator {
  const char *sign;
  NodeKind kind;
} Operator;

/* Loosest first; of a row the longer sign first. */
static const Operator levels[][5] = {
    {{"or", NODE_OR}},
    {{"and", NODE_AND}},
    {{"!=", NODE_UNEQUAL}, {"=", NODE_EQUAL}},
    {{"<=", NODE_AT_MOST},
     {">=", NODE_AT_LEAST},
     {"<", NODE_LESS},
     {">", NODE_MORE}},
};

static const Operator *
take_operator(Reader *reader, size_t level)
{
  for (const Operator *one = levels[level]; one->sign != NULL; one++)
    if (take(reader, one->sign))
      return one;
  return NULL;
}

static ExpressionNode *
read_level(Reader *reader, size_t level)
{
  if (level == G_N_ELEMENTS(levels))
    return read_value(reader);
  g_autoptr(ExpressionNode) left = read_level(reader, level + 1);
  const Operator *found;
  while (left != NULL && (found = take_operator(reader, level)) != NULL) {
    ExpressionNode *right = read_level(reader, level + 1);
    if (right == NULL)
      return NULL;
    left = node_new(found->kind, g_steal_pointer(&left), right);
  }
  return g_steal_pointer(&left);
}

static ExpressionNode *
read_or(Reader *reader)
{
  if (reader->depth == EXPRESSION_DEPTH)
    return fail(reader, "more than %d brackets in each other",
                EXPRESSION_DEPTH);
  reader->depth++;
  ExpressionNode *node = read_level(reader, 0);
  reader->depth--;
  return node;
}

static ExpressionNode *
read_all(Reader *reader)
{
  g_autoptr(ExpressionNode) root = read_or(reader);
  skip_blanks(reader);
  if (root == NULL || *reader->at == '\0')
    return g_steal_pointer(&root);
  g_autofree char *word = next_word(reader);
  return fail(reader, "'%s' is not expected here; %s", word, SUPPORTED);
}

Expression *
expression_parse(const char *text, int *out_column, GError **error)
{
  g_autoptr(Expression) expression = g_new0(Expression, 1);
  expression->text = g_strdup(text);
  expression->names = g_ptr_array_new();
  Reader reader = {.text = expression->text,
                   .at = expression->text,
                   .names = expression->names};
  if (strlen(text) > EXPRESSION_MAX)
    fail(&reader, "it is longer than %d bytes", EXPRESSION_MAX);
  else
    expression->root = read_all(&reader);
  if (reader.wrong == NULL)
    return g_steal_pointer(&expression);
  g_set_error_literal(error, PARSE_ERROR, PARSE_ERROR_SYNTAX, reader.wrong);
  g_free(reader.wrong);
  *out_column = (int)g_utf8_strlen(reader.text, reader.where - reader.text) + 1;
  return NULL;
}

void
expression_free(Expression *expression)
{
  if (expression == NULL)
    return;
  node_free(expression->root);
  g_ptr_array_unref(expression->names);
  g_free(expression->text);
  g_free(expression);
}

const char *
expression_text(const Expression *expression)
{
  return expression->text;
}

GPtrArray *
expression_names(const Expression *expression)
{
  return g_ptr_array_copy(expression->names, NULL, NULL);
}

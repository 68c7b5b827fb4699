/* SPDX-License-Identifier: Apache-2.0
 *
 * What a tree says of some answers (XPath 1.0, 3.4 and 4).
 */
#include <math.h>
#include <string.h>

#include "parsers/survey/expression_private.h"

typedef enum ValueKind { VALUE_TEXT, VALUE_NUMBER, VALUE_TRUTH } ValueKind;

typedef struct Value {
  ValueKind kind;
  const char *text;
  double number; /* of a truth 0 or 1 */
} Value;

typedef struct Asking {
  ExpressionAnswer answer;
  void *data;
  const char *self;
} Asking;

static Value
value_of_text(const char *text)
{
  return (Value){VALUE_TEXT, text == NULL ? "" : text, NAN};
}

static Value
value_of_truth(bool truth)
{
  return (Value){VALUE_TRUTH, NULL, truth};
}

static double
to_number(Value value)
{
  if (value.kind != VALUE_TEXT)
    return value.number;
  char *end;
  double number = g_ascii_strtod(value.text, &end);
  while (g_ascii_isspace(*end))
    end++;
  return end == value.text || *end != '\0' ? NAN : number;
}

static bool
to_truth(Value value)
{
  if (value.kind == VALUE_TEXT)
    return value.text[0] != '\0';
  return value.number != 0 && !isnan(value.number);
}

/* "2026-05-21"; such days are in order as texts. */
static bool
is_day(Value value)
{
  static const char form[] = "dddd-dd-dd";
  if (value.kind != VALUE_TEXT || strlen(value.text) != strlen(form))
    return false;
  for (size_t i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit(value.text[i])
                       : value.text[i] != form[i])
      return false;
  return true;
}

static bool
are_equal(Value left, Value right)
{
  if (left.kind == VALUE_TRUTH || right.kind == VALUE_TRUTH)
    return to_truth(left) == to_truth(right);
  if (left.kind == VALUE_NUMBER || right.kind == VALUE_NUMBER)
    return to_number(left) == to_number(right);
  return strcmp(left.text, right.text) == 0;
}

/* Below 0, 0, above 0; NAN: they cannot be compared, nothing is true. */
static double
difference(Value left, Value right)
{
  if (is_day(left) && is_day(right))
    return strcmp(left.text, right.text);
  return to_number(left) - to_number(right);
}

static bool
compare(NodeKind kind, Value left, Value right)
{
  double apart = difference(left, right);
  switch (kind) {
  case NODE_EQUAL:
    return are_equal(left, right);
  case NODE_UNEQUAL:
    return !are_equal(left, right);
  case NODE_LESS:
    return apart < 0;
  case NODE_AT_MOST:
    return apart <= 0;
  case NODE_MORE:
    return apart > 0;
  default:
    return apart >= 0; /* NODE_AT_LEAST */
  }
}

/* Choices are stored with a blank between. */
static bool
has_choice(const char *stored, const char *choice)
{
  size_t length = strlen(choice);
  for (const char *at = stored; *at != '\0' && length > 0;) {
    size_t next = strcspn(at, " ");
    if (next == length && strncmp(at, choice, length) == 0)
      return true;
    at += next + (at[next] == ' ');
  }
  return false;
}

static Value
value_of(const ExpressionNode *node, const Asking *asking)
{
  switch (node->kind) {
  case NODE_NUMBER:
    return (Value){VALUE_NUMBER, NULL, node->number};
  case NODE_TEXT:
    return value_of_text(node->text);
  case NODE_ANSWER:
    return value_of_text(asking->answer(node->text, asking->data));
  case NODE_SELF:
    return value_of_text(asking->self);
  case NODE_OR:
    return value_of_truth(to_truth(value_of(node->left, asking)) ||
                          to_truth(value_of(node->right, asking)));
  case NODE_AND:
    return value_of_truth(to_truth(value_of(node->left, asking)) &&
                          to_truth(value_of(node->right, asking)));
  case NODE_NOT:
    return value_of_truth(!to_truth(value_of(node->left, asking)));
  case NODE_SELECTED:
    return value_of_truth(has_choice(value_of(node->left, asking).text,
                                     value_of(node->right, asking).text));
  default:
    return value_of_truth(compare(node->kind, value_of(node->left, asking),
                                  value_of(node->right, asking)));
  }
}

bool
expression_is_true(const Expression *expression, ExpressionAnswer answer,
                   void *data, const char *self)
{
  Asking asking = {answer, data, self};
  return to_truth(value_of(expression->root, &asking));
}

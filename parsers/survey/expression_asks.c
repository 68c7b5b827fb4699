/* SPDX-License-Identifier: Apache-2.0
 *
 * What an expression asks for, for who checks a whole questionnaire.
 */
#include "parsers/survey/expression_private.h"

static bool
asks_self(const ExpressionNode *node)
{
  return node != NULL && (node->kind == NODE_SELF || asks_self(node->left) ||
                          asks_self(node->right));
}

bool
expression_asks_self(const Expression *expression)
{
  return asks_self(expression->root);
}

static void
each_compared(const ExpressionNode *node, ExpressionCompared tell, void *data)
{
  if (node == NULL)
    return;
  each_compared(node->left, tell, data);
  each_compared(node->right, tell, data);
  if (node->kind != NODE_EQUAL && node->kind != NODE_UNEQUAL &&
      node->kind != NODE_SELECTED)
    return;
  const ExpressionNode *left = node->left, *right = node->right;
  if (left->kind == NODE_ANSWER && right->kind == NODE_TEXT)
    tell(left->text, right->text, data);
  else if (left->kind == NODE_TEXT && right->kind == NODE_ANSWER)
    tell(right->text, left->text, data);
}

void
expression_each_compared(const Expression *expression, ExpressionCompared tell,
                         void *data)
{
  each_compared(expression->root, tell, data);
}

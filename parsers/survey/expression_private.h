/* SPDX-License-Identifier: Apache-2.0
 *
 * The tree that is read and evaluated.
 */
#ifndef BOTE_PARSERS_SURVEY_EXPRESSION_PRIVATE_H
#define BOTE_PARSERS_SURVEY_EXPRESSION_PRIVATE_H

#include "parsers/survey/expression.h"

typedef enum NodeKind {
  NODE_NUMBER,
  NODE_TEXT,
  NODE_ANSWER, /* of the question `text` */
  NODE_SELF,
  NODE_OR,
  NODE_AND,
  NODE_EQUAL,
  NODE_UNEQUAL,
  NODE_LESS,
  NODE_AT_MOST,
  NODE_MORE,
  NODE_AT_LEAST,
  NODE_NOT,      /* left */
  NODE_SELECTED, /* left has the choice right */
} NodeKind;

typedef struct ExpressionNode {
  NodeKind kind;
  double number;
  char *text;
  struct ExpressionNode *left, *right;
} ExpressionNode;

struct Expression {
  char *text;
  GPtrArray *names; /* char *, borrowed from the tree */
  ExpressionNode *root;
};

#endif

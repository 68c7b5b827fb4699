/* SPDX-License-Identifier: Apache-2.0
 *
 * The part of XLSForm's expressions (XPath) that `relevant` and `constraint`
 * may have: ${name}, . (the answer itself), numbers, 'texts', = != < <= > >=,
 * and, or, not(), selected(${name}, 'choice'), brackets.  Values are compared
 * as XPath 1.0 does, but two days (2026-05-21) by the calendar.  Pure.
 */
#ifndef BOTE_PARSERS_SURVEY_EXPRESSION_H
#define BOTE_PARSERS_SURVEY_EXPRESSION_H

#include <glib.h>
#include <stdbool.h>

typedef struct Expression Expression;

enum {
  EXPRESSION_MAX = 2000, /* bytes */
  EXPRESSION_DEPTH = 30, /* of brackets, not() among them */
};

/* Read an expression.
 *
 * out_column  set on failure: the character, from 1, where it went wrong
 * Returns it, the caller's; NULL and PARSE_ERROR_SYNTAX with a sentence for
 * people, which names a function or operator that is not supported.
 */
Expression *expression_parse(const char *text, int *out_column, GError **error);
void expression_free(Expression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expression, expression_free)

/* As it was written; borrowed. */
const char *expression_text(const Expression *expression);

/* The names it asks for (char *), each once, borrowed; the array is the
 * caller's. */
GPtrArray *expression_names(const Expression *expression);

/* Does it ask for the answer itself, by `.`? */
bool expression_asks_self(const Expression *expression);

/* Call back for each text that the answer to a question is compared with by =
 * and !=, or asked for by selected(). */
typedef void (*ExpressionCompared)(const char *name, const char *text,
                                   void *data);
void expression_each_compared(const Expression *expression,
                              ExpressionCompared tell, void *data);

/* The answer to a question, as it is stored; NULL: there is none (its value is
 * then the empty text, as XPath has it). */
typedef const char *(*ExpressionAnswer)(const char *name, void *data);

/* Is it true?
 *
 * self  what `.` stands for; NULL: the empty text
 */
bool expression_is_true(const Expression *expression, ExpressionAnswer answer,
                        void *data, const char *self);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * An answer as words, numbers and signs, so that ways to write the same thing
 * are the same: case, accents, "ae" for "ä", digits of any script, keycaps.
 */
#ifndef BOTE_PARSERS_SURVEY_ANSWER_TEXT_H
#define BOTE_PARSERS_SURVEY_ANSWER_TEXT_H

#include <glib.h>
#include <stdbool.h>

/* What a word does in an answer. */
typedef enum AnswerRole {
  ROLE_FILLER = 1 << 0,   /* adds nothing: "ich nehme", "bitte" */
  ROLE_ARTICLE = 1 << 1,  /* the same at the beginning of a label */
  ROLE_POINTER = 1 << 2,  /* an option's number follows: "Nr.", "Antwort" */
  ROLE_CARDINAL = 1 << 3, /* "zwei" */
  ROLE_ORDINAL = 1 << 4,  /* "zweite" */
  ROLE_LAST = 1 << 5,     /* "letzte" */
  ROLE_SUFFIX = 1 << 6,   /* of an ordinal in digits: "2nd" */
  ROLE_AND = 1 << 7,
  ROLE_NOT = 1 << 8,
  ROLE_DOUBT = 1 << 9,   /* he wavers, corrects or limits himself: "oder" */
  ROLE_REASON = 1 << 10, /* why follows: "weil" */
  ROLE_YES = 1 << 11,
  ROLE_NO = 1 << 12,
  ROLE_ALL = 1 << 13,
  ROLE_NONE = 1 << 14,  /* none of them */
  ROLE_ABOUT = 1 << 15, /* "ca." */
  ROLE_BOUND = 1 << 16, /* "mehr als": no number that can be stored */
  ROLE_TO = 1 << 17,    /* "bis", between two numbers */
  ROLE_OF = 1 << 18,    /* "von", as in "4 von 5" */
  ROLE_STAR = 1 << 19,
  ROLE_MINUS = 1 << 20,
  ROLE_GRADE = 1 << 21, /* a judgement in words: no stars */
  ROLE_OTHER = 1 << 22, /* "Sonstiges" */
  ROLE_BOTH = 1 << 23,
} AnswerRole;

typedef enum AnswerTokenKind {
  TOKEN_WORD,
  TOKEN_NUMBER, /* ASCII digits */
  TOKEN_SIGN,   /* one character, also the end of a line */
} AnswerTokenKind;

typedef struct AnswerToken {
  AnswerTokenKind kind;
  char *text;     /* folded */
  bool glued;     /* nothing stands between it and the one before */
  unsigned roles; /* AnswerRole */
  gint64 value;   /* of a number, a cardinal or an ordinal; else -1 */
} AnswerToken;

/* Their token array (AnswerToken), the caller's; at most ANSWER_TOKENS_MAX, the
 * rest is left out.
 *
 * text  valid UTF-8 */
enum { ANSWER_TOKENS_MAX = 400 };
GArray *answer_tokens(const char *text);

/* The words and numbers between two places, one blank between them. */
char *answer_tokens_join(const GArray *tokens, guint from, guint to);

static inline const AnswerToken *
answer_token(const GArray *tokens, guint i)
{
  return &g_array_index(tokens, AnswerToken, i);
}

/* Is it this sign? */
bool answer_is_sign(const AnswerToken *token, const char *signs);

/* Roles that any of the tokens has. */
unsigned answer_roles(const GArray *tokens);

/* What a folded word does; -1 for `out_value` where it is no number. */
unsigned answer_word_roles(const char *word, gint64 *out_value);

/* The value of a number word, German compounds ("zweihundertfünfzig") among
 * them; -1: it is none. */
gint64 answer_number_word(const char *word);

#endif

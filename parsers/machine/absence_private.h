/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the words of a note of absence (absence_date.c reads days from them)
 * and their meaning (absence.c).
 */
#ifndef BOTE_PARSERS_MACHINE_ABSENCE_PRIVATE_H
#define BOTE_PARSERS_MACHINE_ABSENCE_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { ABSENCE_WORD_SIZE = 24 };

typedef enum AbsenceTokenKind {
  ABSENCE_TOKEN_WORD,
  ABSENCE_TOKEN_NUMBER,
  ABSENCE_TOKEN_MARK,  /* one character; dashes are '-' */
  ABSENCE_TOKEN_BREAK, /* an empty line, and the end */
} AbsenceTokenKind;

typedef struct AbsenceToken {
  AbsenceTokenKind kind;
  char text[ABSENCE_WORD_SIZE]; /* folded; longer words are cut */
  int value, digits;            /* of a number; value -1: too long for one */
} AbsenceToken;

/* The tokens of a text (AbsenceToken), which end with a BREAK that is never
 * passed; owned by the caller. */
GArray *absence_tokens(const char *text, size_t size);

/* Do the words tell that somebody is away?
 *
 * dated   a day back was found: then "closed" tells it, too
 */
bool absence_speaks_of_it(const GArray *tokens, bool dated);

/* How much time a date names. */
typedef enum AbsenceSpan {
  ABSENCE_SPAN_DAY,
  ABSENCE_SPAN_MONTH, /* "until September": its first day */
  ABSENCE_SPAN_END,   /* "Ende Juni": its last day */
  ABSENCE_SPAN_WEEK,  /* "next week": its Monday */
} AbsenceSpan;

typedef struct AbsenceDay {
  GDate date;
  AbsenceSpan span;
  bool ends_range; /* "June 1-14" */
} AbsenceDay;

/* Read a day that begins at token `at`.
 *
 * today   the day the note was sent
 * bare    may it be less than a whole date: a weekday, a month, "next week"?
 * Returns how many tokens it takes; 0: none begins here.
 */
guint absence_read_day(const GArray *tokens, guint at, const GDate *today,
                       bool bare, AbsenceDay *out);

/* Is it a weekday's name, short ones too? */
bool absence_is_weekday(const AbsenceToken *token);

static inline bool
absence_is_word(const AbsenceToken *token, const char *word)
{
  return token->kind == ABSENCE_TOKEN_WORD && strcmp(token->text, word) == 0;
}

static inline bool
absence_is_mark(const AbsenceToken *token, char mark)
{
  return token->kind == ABSENCE_TOKEN_MARK && token->text[0] == mark;
}

static inline const AbsenceToken *
absence_token(const GArray *tokens, guint at)
{
  return &g_array_index(tokens, AbsenceToken, MIN(at, tokens->len - 1));
}

#endif

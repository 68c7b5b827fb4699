/* SPDX-License-Identifier: Apache-2.0
 *
 * The little language of danger.yaml and letters.yaml.  A pattern is one or
 * more terms between blanks, all of which stand near each other in any order;
 * in `ignore` they follow one another.
 *
 *   term  = ["-"] alternative *("|" alternative)    "-": must not stand near
 *   alternative = "@" group / ["*"] word *("_" word) ["*"]
 *
 * "*" stands for any more letters at an end of a word, "_" joins words that
 * follow one another.  Case, umlauts (ä, ae), ß, doubled letters and what
 * German writes for them (ck, tz) do not matter, nor do blanks beside "|".
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_PATTERN_H
#define BOTE_PARSERS_PHRASES_PHRASE_PATTERN_H

#include <glib.h>
#include <stdbool.h>

enum {
  PHRASE_TERMS_MAX = 8,      /* more is a sentence, and finds nothing */
  PHRASE_PATTERN_MAX = 1000, /* bytes */
  PHRASE_PIECE_MIN = 3,      /* bytes of what "*" makes longer */
};

typedef struct PhraseTerm {
  bool excludes;
  char **alternatives; /* "@group", or bytes that stand in the folded text: a
                          blank where a word begins or ends */
} PhraseTerm;

void phrase_term_clear(PhraseTerm *term);

/* For SchemaKey.check: NULL, or what it must be. */
const char *phrase_pattern_check(const char *text);

/* Read a pattern that phrase_pattern_check() passed: array of PhraseTerm,
 * g_array_unref(). */
GArray *phrase_pattern_read(const char *text);

/* Fold a text as words are compared (town_fold()), doubled letters once, ck as
 * k and tz as z.  Owned by the caller. */
char *phrase_fold(const char *text);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The commonest little words of the languages that a German town meets.
 */
#ifndef BOTE_PARSERS_LANGUAGE_LANGUAGE_WORDS_H
#define BOTE_PARSERS_LANGUAGE_LANGUAGE_WORDS_H

typedef struct LanguageWords {
  const char *language; /* BCP 47, the primary subtag */
  const char *words;    /* lower case, a blank before, between and behind */
} LanguageWords;

enum { LANGUAGE_WORDS_ROWS_MAX = 16 };

/* Ended by a NULL language; at most LANGUAGE_WORDS_ROWS_MAX rows. */
extern const LanguageWords language_words[];

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the two ways to guess a language.
 */
#ifndef BOTE_PARSERS_LANGUAGE_LANGUAGE_PRIVATE_H
#define BOTE_PARSERS_LANGUAGE_LANGUAGE_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

#include "parsers/language/language.h"

enum { WORD_INDEX_SLOTS = 4096 }; /* a power of two, four times the words */

/* The words of all rows, so that each word of a letter is looked up once. */
typedef struct WordIndex {
  struct {
    uint32_t key;  /* a hash of its bytes; 0: free */
    uint16_t rows; /* bit n: the n-th one has it */
  } slots[WORD_INDEX_SLOTS];
} WordIndex;

/* Ten microseconds; g_free(). */
WordIndex *word_index_new(void);

/* The index that was made when the fingerprints were loaded; borrowed. */
const WordIndex *language_prints_words(const LanguagePrints *prints);

typedef struct PrintsQuestion {
  const char *text; /* valid UTF-8 */
  size_t size;
  const char *const *among; /* as in language_guess() */
  const char *leaning;      /* what the words say, not clearly; or NULL */
} PrintsQuestion;

/* The language whose fingerprint is clearly the nearest; NULL for none. */
const char *language_prints_guess(const LanguagePrints *prints,
                                  const PrintsQuestion *question);

#endif

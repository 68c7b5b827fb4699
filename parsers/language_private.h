/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the two ways to guess a language.
 */
#ifndef BOTE_PARSERS_LANGUAGE_PRIVATE_H
#define BOTE_PARSERS_LANGUAGE_PRIVATE_H

#include <stddef.h>

#include "parsers/language.h"

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

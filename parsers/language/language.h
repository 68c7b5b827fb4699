/* SPDX-License-Identifier: Apache-2.0
 *
 * In which of some languages a letter is written.  First by the commonest
 * little words, which takes microseconds; where they say nothing clear, and for
 * languages whose words are not listed, by the frequency of short runs of
 * letters (libexttextcat).  Says nothing when it is not sure.
 */
#ifndef BOTE_PARSERS_LANGUAGE_LANGUAGE_H
#define BOTE_PARSERS_LANGUAGE_LANGUAGE_H

#include <glib.h>

/* The fingerprints of libexttextcat, loaded. */
typedef struct LanguagePrints LanguagePrints;

/* Read the fingerprints from the library's folder: before the sandbox closes.
 * A file that is missing is a language that is not known.  Never NULL. */
LanguagePrints *language_prints_new(void);
void language_prints_free(LanguagePrints *prints);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LanguagePrints, language_prints_free)

/* Guess the language of a text.
 *
 * among    BCP 47 tags ended by NULL, borrowed; only one of these is the
 *          answer, of several with the same primary subtag ("de", "de-simple")
 *          the first.  NULL: those of language_words.h.
 * prints   borrowed; NULL: the words alone.
 * Returns one of `among` or a constant; NULL when the text is too short, fits
 * none clearly or another one better: the caller takes what he knew before. */
const char *language_guess(const char *text, const char *const *among,
                           const LanguagePrints *prints);

#endif

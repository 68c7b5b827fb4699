/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that are one slip of the finger from those that a set looks for:
 * a letter too many, one missing, one wrong, two swapped ("Stromkbael").  By
 * deleting letters on both sides (W. Garbe, "SymSpell", 2012), so that time
 * grows with the word alone, however many there are to slip from.
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_SPELLING_H
#define BOTE_PARSERS_PHRASES_PHRASE_SPELLING_H

#include <glib.h>

typedef struct PhraseSpelling PhraseSpelling;

enum {
  PHRASE_GUESSES_MAX = 4, /* more is no slip, but another word */
};

PhraseSpelling *phrase_spelling_new(void);
void phrase_spelling_free(PhraseSpelling *spelling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PhraseSpelling, phrase_spelling_free)

/* Learn the words of a piece (folded, blanks between them).  Short ones and
 * those that are not a to z are known to be right, but nobody slips from them:
 * too many other words are as near.  What templates/spelled-right.txt lists is
 * right, too: "Leistung" is no slip from "Leitung". */
void phrase_spelling_add(PhraseSpelling *spelling, const char *piece);

/* What a word may be meant to be; none if it is right itself, or too short.
 * The first letter is never the slip: "brennt" and "trennt" are two words.
 *
 * word         folded, `size` bytes of it.
 * out_guesses  room for PHRASE_GUESSES_MAX; borrowed from the spelling.
 * Returns how many there are. */
unsigned phrase_spelling_guess(const PhraseSpelling *spelling, const char *word,
                               size_t size, const char **out_guesses);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The folded form of words: small letters of ASCII, umlauts with e, the ending
 * of a street written out.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_FOLD_H
#define BOTE_PARSERS_PLACE_PLACE_FOLD_H

#include <glib.h>
#include <stddef.h>

/* Append a letter, or an accent written behind its letter (as macOS does). */
void place_fold_letter(GString *folded, gunichar letter);

/* Spell the word that begins at `begin` and ends with the text: "gartenstr" is
 * "gartenstrasse".  What is longer than any name is cut. */
void place_fold_spell(GString *folded, size_t begin);

#endif

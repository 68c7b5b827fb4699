/* SPDX-License-Identifier: Apache-2.0
 *
 * Words made alike, so that those of a town's lists and those of a text can be
 * compared.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_FOLD_H
#define BOTE_PARSERS_CONFIG_TOWN_FOLD_H

#include <glib.h>

/* Fold for matching: case, accents, ß to ss, ä ö ü to ae oe ue; everything that
 * is no letter or digit becomes one blank; none at both ends.  Owned by the
 * caller. */
char *town_fold(const char *text);

/* The stems of its words (Snowball), folded, in a row with blanks: "Äste" and
 * "Ast" give "ast".
 *
 * language  BCP 47; of which the main language counts
 * Owned by the caller; NULL: no stemmer knows the language. */
char *town_fold_stems(const char *text, const char *language);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Case folding for comparing with tables of words: what g_utf8_casefold()
 * says, sooner for the letters that letters are made of.
 */
#ifndef BOTE_PARSERS_FOLD_H
#define BOTE_PARSERS_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Fold the case of `size` bytes of valid UTF-8 without NUL ("Straße" becomes
 * "strasse").  New string, g_free(). */
char *fold_case(const char *text, size_t size);

/* Fold them where they stand.  False, with some of them folded, when one of
 * them is not known here: then fold_case() of the original does it. */
bool fold_in_place(char *text, size_t size);

#endif

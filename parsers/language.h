/* SPDX-License-Identifier: Apache-2.0
 *
 * A first guess at the language of a letter, by its commonest little words.
 * It knows German and English and says nothing when it is not sure.
 */
#ifndef BOTE_PARSERS_LANGUAGE_H
#define BOTE_PARSERS_LANGUAGE_H

/* "de", "en", or NULL when the text is too short or fits neither clearly. */
const char *language_guess(const char *text);

#endif

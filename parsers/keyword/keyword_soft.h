/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts that mean a keyword without being one: "bitte keine SMS mehr".  Words
 * of a closed list and the senses they must have together; a single word that
 * is not on the list makes the text what somebody wants to say, unless it says
 * no to our SMS by their name or wants us to leave him alone.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_SOFT_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_SOFT_H

#include <stdbool.h>

enum { KEYWORD_SOFT_WORDS_MAX = 6 }; /* more is somebody who tells something */

/* Does a text of at most six words ask us to write no more?  It is good enough
 * to ask back, never to act; in doubt it is false.
 *
 * text   valid UTF-8
 */
bool keyword_is_soft_stop(const char *text);

#endif

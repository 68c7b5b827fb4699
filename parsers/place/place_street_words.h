/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of which German street names are made, folded as in
 * place_words.h.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_STREET_WORDS_H
#define BOTE_PARSERS_PLACE_PLACE_STREET_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "parsers/place/place_street_ending.h"

/* A word for a kind of way and nothing else: "Straße", "Platz". */
bool street_word_is_kind(const char *folded);
/* Those that a number alone makes a name of: "Markt 5", but not "Platz 5". */
bool street_word_stands_with_number(const char *folded);

/* A noun for a kind of way, not a name: "Gehweg", "Seitenstraße". */
bool street_word_is_noun(const char *folded, size_t size, size_t ending);
/* Such a noun that is a name in many towns: "Feldweg 3". */
bool street_word_is_noun_or_name(const char *folded);

/* No part of a name, though it begins with a capital: "Der", "Laterne". */
bool street_word_is_no_name(const char *folded);
/* "Frankfurter", "Schlesische", "Lange", "Obere". */
bool street_word_is_adjective(const char *folded, size_t size);
/* May stand before more of a name: "Karl", "Bad", "Sankt". */
bool street_word_is_first_name(const char *folded);
/* Behind "Am" or "Im" no name even with a number: "Am Samstag", "Im Raum". */
bool street_word_is_no_place(const char *folded);

#endif

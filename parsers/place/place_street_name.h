/* SPDX-License-Identifier: Apache-2.0
 *
 * How names of German streets are made of words, and reading one.
 */
#ifndef BOTE_PARSERS_PLACE_PLACE_STREET_NAME_H
#define BOTE_PARSERS_PLACE_PLACE_STREET_NAME_H

#include "parsers/place/place_private.h"
#include "parsers/place/place_street_words.h"

/* What a unit is for a name. */
typedef enum StreetUnitKind {
  STREET_UNIT_NONE,
  STREET_UNIT_NAME,      /* a capitalised word */
  STREET_UNIT_FIRST,     /* "Karl", "Bad" */
  STREET_UNIT_ADJECTIVE, /* "Frankfurter", "Alte" */
  STREET_UNIT_KIND,      /* "Straße" alone */
  STREET_UNIT_STREET,    /* "Gartenstraße", "Karl-Marx-Allee" */
} StreetUnitKind;

/* A word, or several with hyphens between them. */
typedef struct StreetUnit {
  StreetUnitKind kind;
  StreetEnding ending; /* of a street or kind */
  bool noun;           /* "Feldweg": a name only with a number */
  bool lower;          /* written without capital */
  size_t end;          /* words */
  size_t inflected;    /* bytes of a genitive's ending */
} StreetUnit;

/* A name that ends in a street, as far as it was read. */
typedef struct StreetName {
  StreetUnit last;
  unsigned units;  /* in front of it */
  bool adjectives; /* they are adjectives, or "Bad" before one */
  bool firsts;     /* all but the last are first names or adjectives */
} StreetName;

/* Note which ending of a street a word has, before all else here. */
void street_word_mark(const StreetTails *tails, const PlaceWords *words,
                      PlaceWord *word);

/* May the word at `index` stand in a name in front of its last word? */
bool street_word_may_lead(const PlaceWords *words, size_t index);

/* The unit at `index`; its kind is STREET_UNIT_NONE when no name goes on with
 * it. */
StreetUnit street_unit_read(const PlaceWords *words, size_t index);

/* Read units up to one that ends a street; false: none does.  All words are
 * marked (place_words_mark()). */
bool street_name_read(const PlaceWords *words, size_t index, StreetName *name);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What compiling a set (phrase_compile.c), reading by it (phrase_read.c) and
 * asking it (phrase_search.c) share.
 */
#ifndef BOTE_PARSERS_PHRASES_PHRASE_PRIVATE_H
#define BOTE_PARSERS_PHRASES_PHRASE_PRIVATE_H

#include "parsers/phrases/phrase_machine.h"
#include "parsers/phrases/phrase_spelling.h"
#include "parsers/phrases/phrases.h"

typedef struct PhrasePattern {
  const char *text; /* borrowed from the row */
  unsigned row;     /* its place in the set */
  bool ignores;     /* a line of `ignore`: terms in a row */
  uint8_t wanted;   /* a bit for each term that must be there */
  uint8_t excluded; /* a bit for each that must not */
} PhrasePattern;

/* Where a piece counts. */
typedef struct PhrasePlace {
  unsigned pattern;
  uint8_t term; /* its bit */
} PhrasePlace;

struct PhraseSet {
  GArray *rows;       /* PhraseRow */
  GArray *patterns;   /* PhrasePattern */
  GArray *begins;     /* bool by piece: it is the beginning of a word */
  GPtrArray *places;  /* by piece: GArray of PhrasePlace */
  GPtrArray *groups;  /* by piece: GArray of unsigned: rows that are groups */
  GPtrArray *members; /* by row: GArray of PhrasePlace, where a group counts;
                         NULL for others */
  PhraseMachine *machine;
  PhraseSpelling *spelling; /* NULL: words count only as they are written */
};

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * What reading the table (letter_table.c), finding signs (letter_signs.c) and
 * deciding (letter_classify.c) share.
 */
#ifndef BOTE_PARSERS_LETTER_LETTER_PRIVATE_H
#define BOTE_PARSERS_LETTER_LETTER_PRIVATE_H

#include "parsers/config/schema.h"
#include "parsers/letter/letter.h"
#include "parsers/phrases/phrases.h"

/* Of each kind three rows of patterns in this order; of a group the first one
 * alone. */
typedef enum LetterSide {
  LETTER_STRONG,
  LETTER_WEAK,
  LETTER_AGAINST,
  LETTER_SIDES,
} LetterSide;

extern const Schema letter_schema; /* a row of letters.yaml: LetterKind */

struct LetterTable {
  GPtrArray *rows;    /* LetterKind *, owned, in the order of precedence */
  GPtrArray *kinds;   /* those in force */
  PhraseSet *phrases; /* row i of `rows` has LETTER_SIDES from 3 * i on */
  struct Wishes *wishes;
};

/* The points that suffice: one strong sign, three weak ones. */
enum { LETTER_SURE = 6 };

/* The bit of a flag's name; 0: there is none. */
unsigned letter_flag(const char *name);

/* For SchemaKey.check of `senders`. */
const char *letter_sender_check(const char *text);

/* Does the address belong to an entry of `senders`? */
bool letter_sender_fits(const char *entry, const char *address);

/* Find all signs, each pattern once, in the subject before the text.
 *
 * Returns an array of LetterSign with its clear function, owned by the caller.
 */
GArray *letter_signs_find(const LetterTable *table, const LetterView *view);

#endif

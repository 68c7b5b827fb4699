/* SPDX-License-Identifier: Apache-2.0
 *
 * The senses of words that a text without a keyword may be made of: what the
 * table of words and the rules over it share.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_SOFT_PRIVATE_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_SOFT_PRIVATE_H

#include <glib.h>
#include <stdbool.h>

enum {
  FILL = 0,           /* says nothing here */
  NOT = 1 << 0,       /* nicht, kein, no */
  NONE = 1 << 1,      /* kein, no: of a thing */
  MORE = 1 << 2,      /* mehr, weitere, again */
  WISH = 1 << 3,      /* bitte, ich will, please */
  LETTER = 1 << 4,    /* SMS, Nachricht, text */
  OURS = 1 << 5,      /* what is ours only, and more than one: SMS */
  WRITE = 1 << 6,     /* schreiben, send */
  COMMAND = 1 << 7,   /* schreibt, schickt: said to us */
  STOP = 1 << 8,      /* stopp, abmelden: alone or with others */
  HALT = 1 << 9,      /* aufhören, beenden: of anything */
  LET = 1 << 10,      /* lasst, leave */
  PEACE = 1 << 11,    /* Ruhe, alone */
  HEAR = 1 << 12,     /* hört … */
  UP = 1 << 13,       /* … auf */
  REMOVE = 1 << 14,   /* löschen, streichen, remove */
  ROLL = 1 << 15,     /* Liste, Verteiler, Nummer */
  ME = 1 << 16,       /* mich, mir, me */
  MINE = 1 << 17,     /* mein, der richtige */
  ANNOY = 1 << 18,    /* nervt */
  INTEREST = 1 << 19, /* Interesse, Bedarf, brauche */
  ENOUGH = 1 << 20,   /* genug, zu viele */
  WRONG = 1 << 21,    /* falsche */
  SIGN = 1 << 22,     /* melde … */
  OFF = 1 << 23,      /* … ab */
  PUT = 1 << 24,      /* stellen … */
  GET = 1 << 25,      /* bekommen: tells what is, unless it is wished */
  HAVE = 1 << 26,     /* habe: tells what is, whatever he wishes */
  YOU = 1 << 27,      /* ihr, von euch, from you */
  ASKS = 1 << 28,     /* why: wants an answer, and not from a machine */
  THANKS = 1 << 29,   /* thanks, Grüße */
  BE = 1 << 30,       /* bin, interessiert: of himself */
};

/* Words of one sense, "*" for any beginning or ending. */
typedef struct KeywordSense {
  unsigned senses;
  bool is_long;      /* one typing error is forgiven: no other word is near */
  const char *words; /* between blanks, in any spelling; NULL: end of table */
} KeywordSense;

/* The first row that has a word wins. */
extern const KeywordSense keyword_soft_words[];

/* One spelling of what is written in many: no capitals, marks or apostrophes,
 * "ae", "oe", "ue" and "ck" as one letter, none doubled; all that is neither
 * letter nor digit one blank, none at the ends.
 *
 * text  valid UTF-8; "*" stays
 * Returns a new string, g_free().
 */
char *keyword_soft_fold(const char *text);

/* Add what a word says to `*inout_senses`; false: nothing we know.
 *
 * lexicon  of keyword_soft_lexicon_new()
 * word     folded, without a blank
 */
bool keyword_soft_look_up(const GArray *lexicon, const char *word,
                          unsigned *inout_senses);

/* The table of words as it is compared; g_array_unref(). */
GArray *keyword_soft_lexicon_new(void);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * The words an SMS is compared with, for keyword.c alone.
 */
#ifndef BOTE_PARSERS_KEYWORD_KEYWORD_PRIVATE_H
#define BOTE_PARSERS_KEYWORD_KEYWORD_PRIVATE_H

#include "parsers/keyword/keyword.h"

/* What may follow a word. */
typedef enum KeywordTail {
  TAIL_NONE,   /* the word is the whole message */
  TAIL_NUMBER, /* nothing, or a ticket number */
  TAIL_TOPIC,  /* nothing, a ticket number or a known topic */
  TAIL_WORD,   /* nothing, or one more word */
  TAIL_ANY,    /* nothing, or anything that holds a digit */
  TAIL_NEEDED, /* a ticket number, else it is another word */
} KeywordTail;

/* One word in the form of keyword_normalise(). */
typedef struct KeywordWord {
  const char *text;
  KeywordKind kind;
  KeywordTail tail;
  bool is_weak;
} KeywordWord;

/* The first that fits counts; ended by a NULL text. */
extern const KeywordWord keyword_words[];

#endif

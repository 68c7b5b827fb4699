/* SPDX-License-Identifier: Apache-2.0
 *
 * What cutting a letter into units (matters_units.c) and weighing them
 * (matters_find.c) share.
 */
#ifndef BOTE_PARSERS_MATTERS_MATTERS_PRIVATE_H
#define BOTE_PARSERS_MATTERS_MATTERS_PRIVATE_H

#include "parsers/matters/matters.h"

/* How a unit begins. */
typedef enum MattersSign {
  MATTERS_SIGN_NONE,     /* the first one, or a paragraph */
  MATTERS_SIGN_BESIDES,  /* "außerdem" */
  MATTERS_SIGN_BULLET,   /* - or • */
  MATTERS_SIGN_NUMBERED, /* 1. a) erstens */
} MattersSign;

/* A piece of the text that is not cut further. */
typedef struct MattersUnit {
  const char *begin, *end; /* without its sign, trimmed */
  MattersSign sign;
  unsigned number; /* of a numbered one, from 1; else 0 */
} MattersUnit;

/* Cut a text into items, paragraphs and sentences that begin with "außerdem".
 * Greeting, closing formula and all below it, and what is quoted or passed on
 * belong to no unit.
 *
 * Returns an array of MattersUnit that points into the text; owned. */
GArray *matters_units(const char *text);

/* A word that only begins another matter, at the beginning of a folded text;
 * its bytes, 0 for none. */
size_t matters_besides(const char *folded);
/* The number "erstens" stands for, at the beginning of a folded text; 0. */
unsigned matters_ordinal(const char *folded);
/* Does what follows "1. " make it a date or a floor? */
bool matters_is_date(const char *folded);
bool matters_is_greeting(const char *folded);
/* Does a folded text tell who writes, "Meine Adresse: …"? */
bool matters_is_sender(const char *folded);

#endif

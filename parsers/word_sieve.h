/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a text for the words of long tables at once: by their first four
 * bytes, which few places of a letter share.  Every word of such a table has
 * these four, and every text as many that may be read.
 */
#ifndef BOTE_PARSERS_WORD_SIEVE_H
#define BOTE_PARSERS_WORD_SIEVE_H

#include <stdint.h>
#include <string.h>

enum { WORD_HEAD_BYTES = 4, WORD_SIEVE_BITS = 12 };

/* Where the first bytes of a text belong, well mixed (Knuth's multiplicative
 * hash). */
static inline unsigned
word_sieve_slot(const char *at)
{
  uint32_t head;
  memcpy(&head, at, WORD_HEAD_BYTES);
  return head * UINT32_C(2654435761) >> (32 - WORD_SIEVE_BITS);
}

/* Which tables may have a word that begins as a text does: a bit for each.
 * Begins as {0}. */
typedef struct WordSieve {
  uint8_t tables[1 << WORD_SIEVE_BITS];
} WordSieve;

static inline void
word_sieve_add(WordSieve *sieve, unsigned table, const char *word)
{
  sieve->tables[word_sieve_slot(word)] |= (uint8_t)table;
}

static inline unsigned
word_sieve_ask(const WordSieve *sieve, const char *text)
{
  return sieve->tables[word_sieve_slot(text)];
}

/* Add all that begins within a text, so that words can be asked whether it may
 * hold them. */
static inline void
word_sieve_add_places(WordSieve *sieve, unsigned table, const char *text)
{
  size_t size = strlen(text);
  for (size_t i = 0; i + WORD_HEAD_BYTES <= size; i++)
    word_sieve_add(sieve, table, text + i);
}

#endif

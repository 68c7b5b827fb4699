/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a text for the words of long tables at once: by their first four
 * bytes, which few places of a letter share.  Every word of such a table is in
 * case-folded form and has these four; texts have as many that may be read.
 */
#ifndef BOTE_PARSERS_REPLY_REPLY_SIEVE_H
#define BOTE_PARSERS_REPLY_REPLY_SIEVE_H

#include <stdint.h>
#include <string.h>

enum { REPLY_HEAD_BYTES = 4, REPLY_SIEVE_BITS = 12 };

/* Where the first bytes of a text belong, well mixed (Knuth's multiplicative
 * hash). */
static inline unsigned
reply_sieve_slot(const char *at)
{
  uint32_t head;
  memcpy(&head, at, REPLY_HEAD_BYTES);
  return head * UINT32_C(2654435761) >> (32 - REPLY_SIEVE_BITS);
}

/* Which tables may have a word that begins as a text does: a bit for each.
 * Begins as {0}. */
typedef struct ReplySieve {
  uint8_t tables[1 << REPLY_SIEVE_BITS];
} ReplySieve;

static inline void
reply_sieve_add(ReplySieve *sieve, unsigned table, const char *word)
{
  sieve->tables[reply_sieve_slot(word)] |= (uint8_t)table;
}

static inline unsigned
reply_sieve_ask(const ReplySieve *sieve, const char *text)
{
  return sieve->tables[reply_sieve_slot(text)];
}

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking for the words by which the lines of a reply are told apart.
 */
#include "parsers/reply/reply_words.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "parsers/reply/reply_words_private.h"

/* So short, or so common at a line's beginning, that hardly more than a name
 * may follow: "VG Karla". */
static const char *const farewell_table[] = {
    "vg",
    "lg",
    "gruss",
    "grüsse",
    "gruesse",
    "schönen gruss",
    "mit gruss",
    "besten gruss",
    "mit bestem gruss",
    "mit besten gruss",
    "i.v.",
    "i. v.",
};

enum { FAREWELL_NAME_WORDS_MAX = 3 };

static const ReplyWordTable *const words_table[] = {
    [REPLY_WORDS_VERB] = &reply_words_verb,
    [REPLY_WORDS_OPENER] = &reply_words_opener,
    [REPLY_WORDS_OWN] = &reply_words_own,
    [REPLY_WORDS_MARK] = &reply_words_mark,
    [REPLY_WORDS_FORWARD] = &reply_words_forward,
    [REPLY_WORDS_CLOSING] = &reply_words_closing,
    [REPLY_WORDS_BANNER] = &reply_words_banner,
    [REPLY_WORDS_DISCLAIMER] = &reply_words_disclaimer,
};

/* The first byte tells almost always, without a call. */
static bool
begins(const char *folded, const char *word)
{
  return folded[0] == word[0] && g_str_has_prefix(folded, word);
}

bool
reply_words_begin(ReplyWords set, const char *folded)
{
  for (size_t i = 0; i < words_table[set]->count; i++)
    if (begins(folded, words_table[set]->words[i]))
      return true;
  return false;
}

bool
reply_words_end(ReplyWords set, const char *folded)
{
  size_t size = strlen(folded);
  for (size_t i = 0; i < words_table[set]->count; i++) {
    const char *word = words_table[set]->words[i];
    size_t length = strlen(word);
    if (length <= size && memcmp(folded + size - length, word, length) == 0)
      return true;
  }
  return false;
}

unsigned
reply_words_length(ReplyWords set, const char *folded)
{
  size_t longest = 0;
  for (size_t i = 0; i < words_table[set]->count; i++)
    if (begins(folded, words_table[set]->words[i]))
      longest = MAX(longest, strlen(words_table[set]->words[i]));
  return (unsigned)longest;
}

/* Which first four bytes, which every word here has, may begin one.  There are
 * so many bits that few of a letter's places hit one by chance. */
enum { SIEVE_BITS = 12 };

typedef struct Sieve {
  uint64_t bits[(1 << SIEVE_BITS) / 64];
} Sieve;

/* Well mixed (Knuth's multiplicative hash). */
static unsigned
sieve_bit(const char *at)
{
  uint32_t head;
  memcpy(&head, at, sizeof head);
  return head * UINT32_C(2654435761) >> (32 - SIEVE_BITS);
}

static void
sieve_add(Sieve *sieve, unsigned bit)
{
  sieve->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static bool
sieve_holds(const Sieve *sieve, unsigned bit)
{
  return (sieve->bits[bit / 64] >> bit % 64 & 1) != 0;
}

bool
reply_words_hold(ReplyWords set, const char *folded)
{
  Sieve sieve = {{0}};
  size_t size = strlen(folded);
  if (size < sizeof(uint32_t))
    return false;
  for (size_t i = 0; i < words_table[set]->count; i++)
    sieve_add(&sieve, sieve_bit(words_table[set]->words[i]));
  for (size_t i = 0; i + sizeof(uint32_t) <= size; i++)
    if (sieve_holds(&sieve, sieve_bit(folded + i)) &&
        reply_words_begin(set, folded + i))
      return true;
  return false;
}

bool
reply_words_close(const char *folded)
{
  if (reply_words_begin(REPLY_WORDS_CLOSING, folded))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(farewell_table); i++) {
    const char *word = farewell_table[i];
    if (!begins(folded, word))
      continue;
    const char *rest = folded + strlen(word);
    if (*rest != '\0' && strchr(" ,.!", *rest) == NULL)
      continue;
    g_auto(GStrv) names = g_strsplit_set(rest, " ,.!", -1);
    unsigned count = 0;
    for (char **name = names; *name != NULL; name++)
      count += **name != '\0';
    if (count <= FAREWELL_NAME_WORDS_MAX)
      return true;
  }
  return false;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking for the words by which the lines of a reply are told apart.
 */
#include "parsers/reply/reply_words.h"

#include <stddef.h>
#include <string.h>

#include <glib.h>

#include "parsers/begins.h"
#include "parsers/reply/reply_words_private.h"

/* So short, or so common at a line's beginning, that hardly more than a name
 * may follow: "VG Karla". */
static const char *const farewell_table[] = {
    "gruss",     "grüsse",       "gruesse",          "schönen gruss",
    "mit gruss", "besten gruss", "mit bestem gruss", "mit besten gruss",
    "i.v.",      "i. v.",
};

/* Too short for a sieve. */
static const char *const short_farewell_table[] = {"vg", "lg"};

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

bool
reply_words_begin(ReplyWords set, const char *folded)
{
  for (size_t i = 0; i < words_table[set]->count; i++)
    if (text_begins(folded, words_table[set]->words[i]))
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
    if (text_begins(folded, words_table[set]->words[i]))
      longest = MAX(longest, strlen(words_table[set]->words[i]));
  return (unsigned)longest;
}

void
reply_index_init(ReplyIndex *index, ReplyWords set)
{
  const ReplyWordTable *table = words_table[set];
  g_assert(table->count < UINT8_MAX / 2);
  *index = (ReplyIndex){.words = table->words};
  for (size_t i = 0; i < 2 * table->count; i++) {
    const char *place = table->words[i / 2] + i % 2;
    uint8_t *first = &index->first[word_sieve_slot(place)];
    index->next[i + 1] = *first;
    *first = (uint8_t)(i + 1);
  }
}

/* Does one of the words of a slot stand at the place `i` of a text, or begin in
 * front of it? */
static bool
index_ask(const ReplyIndex *index, unsigned entry, const char *folded, size_t i)
{
  for (; entry != 0; entry = index->next[entry]) {
    unsigned word = (entry - 1) / 2, place = (entry - 1) % 2;
    if (i >= place && text_begins(folded + i - place, index->words[word]))
      return true;
  }
  return false;
}

bool
reply_index_hold(const ReplyIndex *index, const char *folded, size_t size)
{
  size_t end = size < WORD_HEAD_BYTES ? 0 : size - WORD_HEAD_BYTES + 1;
  for (size_t i = 0; i < end; i += 2) {
    unsigned entry = index->first[word_sieve_slot(folded + i)];
    if (entry != 0 && index_ask(index, entry, folded, i))
      return true;
  }
  return false;
}

bool
reply_words_hold(ReplyWords set, const char *folded)
{
  ReplyIndex index;
  reply_index_init(&index, set);
  return reply_index_hold(&index, folded, strlen(folded));
}

/* Does hardly more than a name follow? */
static bool
is_farewell(const char *folded, const char *word)
{
  if (!text_begins(folded, word))
    return false;
  const char *rest = folded + strlen(word);
  if (*rest != '\0' && strchr(" ,.!", *rest) == NULL)
    return false;
  g_auto(GStrv) names = g_strsplit_set(rest, " ,.!", -1);
  unsigned count = 0;
  for (char **name = names; *name != NULL; name++)
    count += **name != '\0';
  return count <= FAREWELL_NAME_WORDS_MAX;
}

bool
reply_words_close(const char *folded, bool may_begin)
{
  for (size_t i = 0; i < G_N_ELEMENTS(short_farewell_table); i++)
    if (is_farewell(folded, short_farewell_table[i]))
      return true;
  if (text_begins(folded, "mfg")) /* short, too */
    return true;
  for (size_t i = 0; may_begin && i < G_N_ELEMENTS(farewell_table); i++)
    if (is_farewell(folded, farewell_table[i]))
      return true;
  return may_begin && reply_words_begin(REPLY_WORDS_CLOSING, folded);
}

void
reply_words_close_fill(WordSieve *sieve, unsigned table)
{
  for (size_t i = 0; i < G_N_ELEMENTS(farewell_table); i++)
    word_sieve_add(sieve, table, farewell_table[i]);
  for (size_t i = 0; i < reply_words_closing.count; i++)
    word_sieve_add(sieve, table, reply_words_closing.words[i]);
}

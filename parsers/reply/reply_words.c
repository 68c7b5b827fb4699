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
  g_assert(table->count < UINT8_MAX);
  *index = (ReplyIndex){.words = table->words};
  for (size_t i = 0; i < table->count; i++) {
    uint8_t *first = &index->first[reply_sieve_slot(table->words[i])];
    index->next[i + 1] = *first;
    *first = (uint8_t)(i + 1);
  }
}

static bool
index_begin(const ReplyIndex *index, unsigned word, const char *folded)
{
  for (; word != 0; word = index->next[word])
    if (text_begins(folded, index->words[word - 1]))
      return true;
  return false;
}

bool
reply_index_hold(const ReplyIndex *index, const char *folded)
{
  size_t size = strlen(folded);
  for (size_t i = 0; i + REPLY_HEAD_BYTES <= size; i++) {
    unsigned word = index->first[reply_sieve_slot(folded + i)];
    if (word != 0 && index_begin(index, word, folded + i))
      return true;
  }
  return false;
}

bool
reply_words_hold(ReplyWords set, const char *folded)
{
  ReplyIndex index;
  reply_index_init(&index, set);
  return reply_index_hold(&index, folded);
}

bool
reply_words_close(const char *folded)
{
  if (reply_words_begin(REPLY_WORDS_CLOSING, folded))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(farewell_table); i++) {
    const char *word = farewell_table[i];
    if (!text_begins(folded, word))
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

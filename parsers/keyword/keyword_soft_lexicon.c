/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of words as it is compared: each by itself, in one spelling.
 */
#include <string.h>

#include "parsers/keyword/keyword_soft_private.h"
#include "parsers/nearest.h"

enum {
  RUN_MIN = 6,   /* two pieces */
  RUN_MAX = 40,  /* a text of six words without its blanks */
  PIECE_MIN = 3, /* shorter words stand in any other by chance */
};

/* A word of the table by itself. */
typedef struct Entry {
  char *word;
  const KeywordSense *sense;
} Entry;

static void
entry_clear(void *entry)
{
  g_free(((Entry *)entry)->word);
}

GArray *
keyword_soft_lexicon_new(void)
{
  GArray *lexicon = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(lexicon, entry_clear);
  for (const KeywordSense *sense = keyword_soft_words; sense->words != NULL;
       sense++) {
    g_autofree char *folded = keyword_soft_fold(sense->words);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    for (char **word = words; *word != NULL; word++) {
      Entry entry = {.word = g_strdup(*word), .sense = sense};
      g_array_append_val(lexicon, entry);
    }
  }
  return lexicon;
}

/* Is it `entry` by its letters, or nearly so? */
static bool
is_word(const char *word, const Entry *entry, bool is_near)
{
  const char *known = entry->word;
  size_t stem = strcspn(known, "*");
  if (is_near)
    return entry->sense->is_long && strlen(word) + 1 >= strlen(known) &&
           strlen(known) + 1 >= strlen(word) &&
           nearest_distance(known, word) <= 1;
  if (stem == 0)
    return g_str_has_suffix(word, known + 1);
  if (known[stem] == '*')
    return strncmp(word, known, stem) == 0;
  return strcmp(known, word) == 0;
}

static bool
look_up_word(const GArray *lexicon, const char *word, bool is_near,
             unsigned *inout_senses)
{
  for (guint i = 0; i < lexicon->len; i++) {
    const Entry *entry = &g_array_index(lexicon, Entry, i);
    if (is_word(word, entry, is_near)) {
      *inout_senses |= entry->sense->senses;
      return true;
    }
  }
  return false;
}

/* A word that is several without their blanks: "keinesmsmehr".  From the left:
 * where a known word may end, and what has been said up to there. */
static bool
look_up_run(const GArray *lexicon, const char *run, unsigned *inout_senses)
{
  struct {
    bool is_end;
    unsigned senses;
  } at[RUN_MAX + 1] = {{.is_end = true}};
  size_t length = strlen(run);
  if (length < RUN_MIN || length > RUN_MAX)
    return false;
  for (size_t from = 0; from < length; from++) {
    if (!at[from].is_end)
      continue;
    for (guint i = 0; i < lexicon->len; i++) {
      const Entry *entry = &g_array_index(lexicon, Entry, i);
      size_t to = from + strlen(entry->word);
      if (entry->sense->senses == FILL || to - from < PIECE_MIN ||
          to > length || at[to].is_end ||
          !g_str_has_prefix(run + from, entry->word))
        continue;
      at[to].is_end = true;
      at[to].senses = at[from].senses | entry->sense->senses;
    }
  }
  *inout_senses |= at[length].senses;
  return at[length].is_end;
}

bool
keyword_soft_look_up(const GArray *lexicon, const char *word,
                     unsigned *inout_senses)
{
  return look_up_word(lexicon, word, false, inout_senses) ||
         look_up_word(lexicon, word, true, inout_senses) ||
         look_up_run(lexicon, word, inout_senses);
}

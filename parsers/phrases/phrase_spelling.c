/* SPDX-License-Identifier: Apache-2.0
 *
 * A table from what is left of a word without one of its letters to the word;
 * what is found there is compared letter by letter.
 */
#include "parsers/phrases/phrase_spelling.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "parsers/phrases/phrase_pattern.h"
#include "parsers/resource.h"

enum {
  SLIPPED_MIN = 5, /* letters of a word that is looked at */
  TARGET_MIN = 6,  /* of one that may be meant */
  WORD_MAX = 32,   /* compounds that are longer are rare, and slow */
  NONE = 0,
};

typedef struct Entry {
  uint32_t hash, word, next; /* next: 1 + its place, NONE: no more */
} Entry;

struct PhraseSpelling {
  GHashTable *known; /* char *, owned: every word */
  GHashTable *right; /* char *, owned: other words that are no slips */
  GPtrArray *words;  /* of them those one slips from, borrowed */
  GArray *entries;
  GHashTable *heads; /* hash -> 1 + place of its first entry */
};

/* A comment ends with its line. */
static void
read_right(GHashTable *right)
{
  const Resource *list = resource_find("templates/spelled-right.txt");
  g_assert(list != NULL);
  g_auto(GStrv) lines = g_strsplit(list->begin, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_autofree char *folded = phrase_fold(**line == '#' ? "" : *line);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    for (char **word = words; *word != NULL; word++)
      if (**word != '\0')
        g_hash_table_add(right, g_strdup(*word));
  }
}

PhraseSpelling *
phrase_spelling_new(void)
{
  PhraseSpelling *spelling = g_new0(PhraseSpelling, 1);
  spelling->known =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  spelling->right =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  read_right(spelling->right);
  spelling->words = g_ptr_array_new();
  spelling->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  spelling->heads = g_hash_table_new(NULL, NULL);
  return spelling;
}

void
phrase_spelling_free(PhraseSpelling *spelling)
{
  if (spelling == NULL)
    return;
  g_ptr_array_unref(spelling->words);
  g_hash_table_unref(spelling->known);
  g_hash_table_unref(spelling->right);
  g_array_unref(spelling->entries);
  g_hash_table_unref(spelling->heads);
  g_free(spelling);
}

/* Of a word without the letter at `skip`, or at its end of the whole word
 * (FNV-1a, G. Fowler, L. C. Noll, P. Vo). */
static uint32_t
hash_without(const char *word, size_t size, size_t skip)
{
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++)
    if (i != skip)
      hash = (hash ^ (uint8_t)word[i]) * 16777619u;
  return hash;
}

static bool
is_plain(const char *word, size_t size, size_t least)
{
  if (size < least || size > WORD_MAX)
    return false;
  for (size_t i = 0; i < size; i++)
    if (!g_ascii_islower(word[i]))
      return false;
  return true;
}

static void
add_entry(PhraseSpelling *spelling, uint32_t hash, uint32_t word)
{
  gpointer key = GUINT_TO_POINTER(hash);
  const Entry entry = {
      hash, word, GPOINTER_TO_UINT(g_hash_table_lookup(spelling->heads, key))};
  g_array_append_val(spelling->entries, entry);
  g_hash_table_insert(spelling->heads, key,
                      GUINT_TO_POINTER(spelling->entries->len));
}

static void
add_word(PhraseSpelling *spelling, const char *word)
{
  size_t size = strlen(word);
  if (size == 0 || g_hash_table_contains(spelling->known, word))
    return;
  char *own = g_strdup(word);
  g_hash_table_add(spelling->known, own);
  if (!is_plain(word, size, TARGET_MIN))
    return;
  uint32_t place = spelling->words->len;
  g_ptr_array_add(spelling->words, own);
  for (size_t i = 1; i <= size; i++)
    add_entry(spelling, hash_without(word, size, i), place);
}

void
phrase_spelling_add(PhraseSpelling *spelling, const char *piece)
{
  g_auto(GStrv) words = g_strsplit(piece, " ", -1);
  for (char **word = words; *word != NULL; word++)
    add_word(spelling, *word);
}

/* Is it one slip: where they first differ, a letter wrong, swapped, too many or
 * missing, and nothing after it? */
static bool
is_slip(const char *word, size_t size, const char *meant)
{
  size_t length = strlen(meant), same = 0;
  while (same < MIN(size, length) && word[same] == meant[same])
    same++;
  const char *rest = word + same, *wanted = meant + same;
  size_t left = size - same, missing = length - same;
  if (left + 1 == missing)
    return memcmp(rest, wanted + 1, left) == 0;
  if (left == missing + 1)
    return memcmp(rest + 1, wanted, missing) == 0;
  if (left != missing || left == 0)
    return false;
  bool swapped = left > 1 && rest[0] == wanted[1] && rest[1] == wanted[0];
  size_t slipped = swapped ? 2 : 1;
  return memcmp(rest + slipped, wanted + slipped, left - slipped) == 0;
}

static unsigned
add_guess(const char **guesses, unsigned count, const char *word)
{
  for (unsigned i = 0; i < count; i++)
    if (guesses[i] == word)
      return count;
  if (count < PHRASE_GUESSES_MAX)
    guesses[count++] = word;
  return count;
}

static bool
is_known(const PhraseSpelling *spelling, const char *word, size_t size)
{
  char own[WORD_MAX + 1];
  memcpy(own, word, size);
  own[size] = '\0';
  return g_hash_table_contains(spelling->known, own) ||
         g_hash_table_contains(spelling->right, own);
}

unsigned
phrase_spelling_guess(const PhraseSpelling *spelling, const char *word,
                      size_t size, const char **out_guesses)
{
  unsigned count = 0;
  if (!is_plain(word, size, SLIPPED_MIN) || is_known(spelling, word, size))
    return 0;
  for (size_t skip = 1; skip <= size; skip++) {
    uint32_t hash = hash_without(word, size, skip);
    unsigned at = GPOINTER_TO_UINT(
        g_hash_table_lookup(spelling->heads, GUINT_TO_POINTER(hash)));
    while (at != NONE) {
      const Entry *entry = &g_array_index(spelling->entries, Entry, at - 1);
      const char *meant = spelling->words->pdata[entry->word];
      if (is_slip(word, size, meant))
        count = add_guess(out_guesses, count, meant);
      at = entry->next;
    }
  }
  return count;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * An entry stands under the first four bytes of its first word.  As only
 * entries of four and more are looked for within a word, each four bytes in a
 * row of the word are looked up once; shorter entries fit whole words only.
 */
#include "parsers/config/town_index.h"

#include <stdint.h>
#include <string.h>

enum { SIEVE_BITS = 1 << 15 }; /* some thousand entries: one in ten is set */

struct TownIndex {
  uint8_t sieve[SIEVE_BITS / 8]; /* a bit for each head; most are no one's */
  GPtrArray *entries;            /* TownEntry *, owned */
  GHashTable *by_head; /* head of a word -> GPtrArray of TownEntry * */
  GHashTable *by_stem; /* stem -> TownEntry *, the latest */
};

static void
entry_free(void *data)
{
  TownEntry *entry = data;
  g_strfreev(entry->words);
  g_free(entry);
}

TownIndex *
town_index_new(void)
{
  TownIndex *index = g_new0(TownIndex, 1);
  index->entries = g_ptr_array_new_with_free_func(entry_free);
  index->by_head = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
                                         (GDestroyNotify)g_ptr_array_unref);
  index->by_stem = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return index;
}

void
town_index_free(TownIndex *index)
{
  if (index == NULL)
    return;
  g_hash_table_unref(index->by_head);
  g_hash_table_unref(index->by_stem);
  g_ptr_array_unref(index->entries);
  g_free(index);
}

/* The first four bytes as a number; a shorter word is filled with zeros. */
static uint32_t
head_of(const char *word, size_t length)
{
  uint32_t head = 0;
  if (length >= sizeof head)
    memcpy(&head, word, sizeof head);
  else
    memcpy(&head, word, length);
  return head;
}

/* The sieve's bit for a head, well mixed (Knuth's multiplicative hash). */
static uint32_t
sieve_bit(uint32_t head)
{
  return head * UINT32_C(2654435761) >> 17;
}

/* Entries of the same stem know how many categories share it. */
static void
count_sharers(TownIndex *index, TownEntry *entry, const char *stem)
{
  const TownEntry *before = g_hash_table_lookup(index->by_stem, stem);
  entry->sharers = 1;
  if (before != NULL)
    entry->sharers =
        before->sharers + (before->category == entry->category ? 0 : 1);
  g_hash_table_replace(index->by_stem, g_strdup(stem), entry);
  if (entry->sharers == 1)
    return;
  for (guint i = 0; i < index->entries->len; i++) {
    TownEntry *other = index->entries->pdata[i];
    g_autofree char *other_stem = g_strjoinv(" ", other->words);
    if (strcmp(other_stem, stem) == 0)
      other->sharers = entry->sharers;
  }
}

void
town_index_add(TownIndex *index, unsigned category, unsigned number,
               const char *stem)
{
  if (*stem == '\0')
    return;
  TownEntry *entry = g_new0(TownEntry, 1);
  entry->category = category;
  entry->number = number;
  entry->words = g_strsplit(stem, " ", -1);
  entry->length = strlen(stem);
  count_sharers(index, entry, stem);
  g_ptr_array_add(index->entries, entry);
  uint32_t first = head_of(entry->words[0], strlen(entry->words[0]));
  uint32_t bit = sieve_bit(first);
  gpointer head = GUINT_TO_POINTER(first);
  index->sieve[bit / 8] |= (uint8_t)(1 << bit % 8);
  GPtrArray *row = g_hash_table_lookup(index->by_head, head);
  if (row == NULL) {
    row = g_ptr_array_new();
    g_hash_table_insert(index->by_head, head, row);
  }
  g_ptr_array_add(row, entry);
}

void
town_index_find(const TownIndex *index, const char *word, GPtrArray *out)
{
  size_t length = strlen(word);
  size_t last = length > TOWN_FIT_EDGE ? length - TOWN_FIT_EDGE : 0;
  for (size_t i = 0; i <= last; i++) {
    uint32_t head = head_of(word + i, length - i);
    uint32_t bit = sieve_bit(head);
    if ((index->sieve[bit / 8] & 1 << bit % 8) == 0)
      continue;
    GPtrArray *row =
        g_hash_table_lookup(index->by_head, GUINT_TO_POINTER(head));
    for (guint j = 0; row != NULL && j < row->len; j++) {
      const TownEntry *entry = row->pdata[j];
      if (g_str_has_prefix(word + i, entry->words[0]))
        g_ptr_array_add(out, row->pdata[j]);
    }
  }
}

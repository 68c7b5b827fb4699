/* SPDX-License-Identifier: Apache-2.0
 *
 * Which features count: those that enough people wrote.
 */
#include <math.h>

#include "parsers/learn/learn_private.h"
#include "parsers/learn/learn_train.h"

typedef struct Seen {
  uint64_t hash;
  unsigned texts, contacts;
  uint64_t last; /* contact */
} Seen;

/* All features of the texts that `wanted` names; hash -> Seen.  Texts of one
 * contact stand in a row. */
static GHashTable *
count_features(const GPtrArray *texts)
{
  GHashTable *all =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  for (guint i = 0; i < texts->len; i++) {
    const LearnText *text = texts->pdata[i];
    for (guint j = 0; j < text->features->len; j++) {
      uint64_t hash = g_array_index(text->features, LearnFeature, j).hash;
      Seen *seen = g_hash_table_lookup(all, &hash);
      if (seen == NULL) {
        seen = g_new0(Seen, 1);
        seen->hash = hash;
        g_hash_table_insert(all, &seen->hash, seen);
      }
      seen->contacts += seen->contacts == 0 || seen->last != text->contact;
      seen->last = text->contact;
      seen->texts++;
    }
  }
  return all;
}

static int
compare_common(const void *left, const void *right)
{
  const Seen *a = *(Seen *const *)left, *b = *(Seen *const *)right;
  if (a->texts != b->texts)
    return a->texts > b->texts ? -1 : 1;
  return (a->hash > b->hash) - (a->hash < b->hash);
}

static int
compare_hashes(const void *left, const void *right)
{
  const Seen *a = *(Seen *const *)left, *b = *(Seen *const *)right;
  return (a->hash > b->hash) - (a->hash < b->hash);
}

/* As many as a model of LEARN_MODEL_MAX has room for, the common ones first. */
static unsigned
features_max(unsigned categories)
{
  size_t one = sizeof(uint64_t) + sizeof(float) + categories * sizeof(float);
  size_t rest = 64 * 1024 + categories * (2 * categories + 1) * sizeof(float);
  return (unsigned)((LEARN_MODEL_MAX - rest) / one);
}

void
learn_vocabulary_choose(LearnVocabulary *vocabulary, const GPtrArray *texts,
                        unsigned categories)
{
  g_autoptr(GHashTable) all = count_features(texts);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, all);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    if (((const Seen *)value)->contacts >= LEARN_CONTACTS_MIN)
      g_ptr_array_add(kept, value);
  g_ptr_array_sort(kept, compare_common);
  if (kept->len > features_max(categories))
    g_ptr_array_set_size(kept, (int)features_max(categories));
  g_ptr_array_sort(kept, compare_hashes);
  g_autofree uint64_t *hashes = g_new(uint64_t, kept->len);
  g_autofree float *rarity = g_new(float, kept->len);
  for (guint i = 0; i < kept->len; i++) {
    const Seen *seen = kept->pdata[i];
    hashes[i] = seen->hash;
    rarity[i] = (float)(1 + log((1.0 + texts->len) / (1.0 + seen->texts)));
  }
  learn_vocabulary_init(vocabulary, g_steal_pointer(&hashes),
                        g_steal_pointer(&rarity), kept->len);
}

void
learn_vocabulary_init(LearnVocabulary *vocabulary, uint64_t *hashes,
                      float *rarity, unsigned size)
{
  *vocabulary = (LearnVocabulary){
      .hashes = hashes,
      .rarity = rarity,
      .size = size,
      .places = g_hash_table_new(g_int64_hash, g_int64_equal)};
  for (unsigned i = 0; i < size; i++)
    g_hash_table_insert(vocabulary->places, &hashes[i],
                        GUINT_TO_POINTER(i + 1));
}

void
learn_vocabulary_clear(LearnVocabulary *vocabulary)
{
  g_clear_pointer(&vocabulary->places, g_hash_table_unref);
  g_clear_pointer(&vocabulary->hashes, g_free);
  g_clear_pointer(&vocabulary->rarity, g_free);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Weighing.
 */
#include "parsers/learn/learn_model.h"

#include <math.h>

#include "parsers/learn/learn_private.h"

void
learn_model_free(LearnModel *model)
{
  if (model == NULL)
    return;
  learn_vocabulary_clear(&model->vocabulary);
  g_clear_pointer(&model->by_id, g_hash_table_unref);
  g_strfreev(model->categories);
  g_free(model->taught_as);
  g_free(model->weights);
  g_free(model);
}

const LearnKey *
learn_model_key(const LearnModel *model)
{
  return &model->key;
}

LearnQuality
learn_model_quality(const LearnModel *model)
{
  return model->quality;
}

void
learn_model_set_categories(LearnModel *model, const char *const *categories)
{
  model->categories = g_strdupv((char **)categories);
  model->count = g_strv_length(model->categories);
  model->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  for (unsigned i = 0; i < model->count; i++)
    g_hash_table_insert(model->by_id, model->categories[i],
                        GUINT_TO_POINTER(i + 1));
}

/* The place of a category + 1; 0: the model does not know it. */
static unsigned
find_category(const LearnModel *model, const char *id)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(model->by_id, id));
}

/* What the town's words say, in the model's order; owned. */
static double *
order_words(const LearnModel *model, const LearnChoice *choice)
{
  double *words = g_new0(double, model->count);
  for (unsigned i = 0; choice->categories[i] != NULL; i++) {
    unsigned found = find_category(model, choice->categories[i]);
    if (found > 0)
      words[found - 1] = choice->words[i];
  }
  return words;
}

/* What was learnt, in the model's order, NAN for what was not taught; owned. */
static double *
weigh(const LearnModel *model, const GArray *features, const double *words)
{
  double *scores = g_new(double, model->count);
  for (unsigned i = 0; i < model->count; i++)
    scores[i] = NAN;
  if (model->taught == 0)
    return scores;
  g_autofree double *sums = g_new0(double, model->taught);
  g_autoptr(GArray) terms =
      learn_terms(&model->vocabulary, features, words, model->count);
  for (guint i = 0; i < terms->len; i++) {
    const LearnTerm *term = &g_array_index(terms, LearnTerm, i);
    const float *row = model->weights + (size_t)term->place * model->taught;
    for (unsigned j = 0; j < model->taught; j++)
      sums[j] += term->value * row[j];
  }
  for (unsigned j = 0; j < model->taught; j++)
    scores[model->taught_as[j]] = sums[j];
  return scores;
}

void
learn_model_scores(const LearnModel *model, const GArray *features,
                   const LearnChoice *choice, double *out)
{
  g_autofree double *words = order_words(model, choice);
  g_autofree double *scores = weigh(model, features, words);
  unsigned count = 0;
  for (; choice->categories[count] != NULL; count++) {
    unsigned found = find_category(model, choice->categories[count]);
    out[count] = found == 0 ? NAN : scores[found - 1];
  }
  learn_join(out, choice->words, count, model->quality.texts);
}

void
learn_model_decide(const LearnModel *model, const GArray *features,
                   const LearnChoice *choice, double *out)
{
  unsigned count = g_strv_length((char **)choice->categories);
  g_autofree double *scores = g_new(double, count);
  learn_model_scores(model, features, choice, scores);
  learn_probable(scores, count, model->sharpness, out);
}

/* The place of a category among the taught; -1: it is not. */
static int
taught_place(const LearnModel *model, const char *category)
{
  unsigned found = find_category(model, category);
  for (unsigned i = 0; found > 0 && i < model->taught; i++)
    if (model->taught_as[i] == found - 1)
      return (int)i;
  return -1;
}

double
learn_model_prefers(const LearnModel *model, const GArray *features,
                    const char *category, const char *other)
{
  int for_it = taught_place(model, category);
  int against = taught_place(model, other);
  double sum = 0;
  for (guint i = 0; i < features->len; i++) {
    const LearnFeature *one = &g_array_index(features, LearnFeature, i);
    unsigned found = GPOINTER_TO_UINT(
        g_hash_table_lookup(model->vocabulary.places, &one->hash));
    if (found == 0)
      continue;
    const float *row = model->weights + (size_t)(found - 1) * model->taught;
    double weight =
        (for_it < 0 ? 0 : row[for_it]) - (against < 0 ? 0 : row[against]);
    sum += weight * model->vocabulary.rarity[found - 1];
  }
  return sum;
}

bool
learn_model_knows_word(const LearnModel *model, const char *word)
{
  uint64_t hash = learn_hash_word(&model->key, word);
  return g_hash_table_contains(model->vocabulary.places, &hash);
}

GBytes *
learn_model_rekey(const LearnModel *model, const LearnKey *key, bool carry_key)
{
  LearnModel other = *model; /* borrows all the rest */
  other.key = *key;
  other.carries_key = carry_key;
  return learn_model_write(&other);
}

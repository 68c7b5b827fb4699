/* SPDX-License-Identifier: Apache-2.0
 *
 * From features and words to terms, from scores to probabilities.
 */
#include <math.h>
#include <string.h>

#include "parsers/learn/learn_private.h"

/* What a category scores that no text was ever decided for: as little as a
 * linear machine gives to what it surely is not; where the town's words are
 * clear about as much as to what it is, the less the more texts were decided
 * without it. */
static const double UNTAUGHT = -1;
static const double UNTAUGHT_WORDS = 4;
static const double UNTAUGHT_HALF = 50; /* texts */
/* How much the town's words say beside what was learnt of them, and what they
 * leave to a category that they do not name. */
static const double WORDS_PRIOR = 0.08;
static const double WORDS_FLOOR = 0.03;
/* So that some hits weigh about as much as the rest of a text. */
static const double WORDS_SCALE = 4;

static void
add_term(GArray *terms, unsigned place, double value)
{
  LearnTerm term = {place, value};
  if (value != 0)
    g_array_append_val(terms, term);
}

/* The features of one group become a vector of length 1. */
static void
scale_groups(const LearnVocabulary *vocabulary, GArray *terms)
{
  double squares[LEARN_GROUPS] = {0};
  for (guint i = 0; i < terms->len; i++) {
    const LearnTerm *term = &g_array_index(terms, LearnTerm, i);
    squares[learn_group(vocabulary->hashes[term->place])] +=
        term->value * term->value;
  }
  for (guint i = 0; i < terms->len; i++) {
    LearnTerm *term = &g_array_index(terms, LearnTerm, i);
    term->value /= sqrt(squares[learn_group(vocabulary->hashes[term->place])]);
  }
}

static double
sum_of(const double *numbers, unsigned count)
{
  double sum = 0;
  for (unsigned i = 0; i < count; i++)
    sum += numbers[i];
  return sum;
}

GArray *
learn_terms(const LearnVocabulary *vocabulary, const GArray *features,
            const double *words, unsigned categories)
{
  GArray *terms = g_array_new(FALSE, FALSE, sizeof(LearnTerm));
  for (guint i = 0; i < features->len; i++) {
    const LearnFeature *one = &g_array_index(features, LearnFeature, i);
    unsigned found =
        GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->places, &one->hash));
    if (found > 0)
      add_term(terms, found - 1,
               (1 + log(one->count)) * vocabulary->rarity[found - 1]);
  }
  scale_groups(vocabulary, terms);
  double sum = sum_of(words, categories);
  for (unsigned i = 0; i < categories; i++) {
    add_term(terms, vocabulary->size + 2 * i, log1p(words[i]) / WORDS_SCALE);
    add_term(terms, vocabulary->size + 2 * i + 1, sum > 0 ? words[i] / sum : 0);
  }
  add_term(terms, vocabulary->size + 2 * categories, 1);
  return terms;
}

void
learn_join(double *scores, const double *words, unsigned categories,
           unsigned texts)
{
  double sum = sum_of(words, categories);
  double open = UNTAUGHT_WORDS * UNTAUGHT_HALF / (UNTAUGHT_HALF + texts);
  for (unsigned i = 0; i < categories; i++) {
    double share = sum > 0 ? words[i] / sum : 0;
    if (isnan(scores[i]))
      scores[i] = UNTAUGHT + open * words[i] / (sum + LEARN_WORDS_DOUBT);
    scores[i] += WORDS_PRIOR * log(share + WORDS_FLOOR);
  }
}

unsigned
learn_best(const double *numbers, unsigned count)
{
  unsigned best = 0;
  for (unsigned i = 1; i < count; i++)
    if (numbers[i] > numbers[best])
      best = i;
  return best;
}

void
learn_probable(const double *scores, unsigned categories, double sharpness,
               double *out)
{
  double most = scores[learn_best(scores, categories)];
  for (unsigned i = 0; i < categories; i++)
    out[i] = exp(sharpness * (scores[i] - most));
  double sum = sum_of(out, categories);
  for (unsigned i = 0; i < categories; i++)
    out[i] /= sum;
}

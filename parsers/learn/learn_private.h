/* SPDX-License-Identifier: Apache-2.0
 *
 * What training and deciding must do alike: a text as the numbers that are
 * weighed, and the step from weights to probabilities.
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_PRIVATE_H
#define BOTE_PARSERS_LEARN_LEARN_PRIVATE_H

#include <stdbool.h>

#include "parsers/learn/learn_model.h"

/* The features that count, each with its place and how rare it is. */
typedef struct LearnVocabulary {
  uint64_t *hashes; /* rising */
  float *rarity;    /* inverse document frequency, at least 1 */
  unsigned size;
  GHashTable *places; /* hash (into `hashes`) -> its place + 1 */
} LearnVocabulary;

/* Takes both arrays over. */
void learn_vocabulary_init(LearnVocabulary *vocabulary, uint64_t *hashes,
                           float *rarity, unsigned size);
/* Of the features of these texts (LearnText; those of one contact in a row)
 * those that LEARN_CONTACTS_MIN contacts wrote, the common ones first if the
 * model has no room for all. */
void learn_vocabulary_choose(LearnVocabulary *vocabulary,
                             const GPtrArray *texts, unsigned categories);
void learn_vocabulary_clear(LearnVocabulary *vocabulary);

struct LearnModel {
  LearnVocabulary vocabulary;
  char **categories;
  unsigned count;      /* of categories */
  GHashTable *by_id;   /* id (into `categories`) -> its place + 1 */
  unsigned taught;     /* of them, those that training saw */
  unsigned *taught_as; /* by place among the taught: place of the category */
  float *weights; /* by place of the term, then among the taught; the terms of
                     the words and the constant come last */
  LearnKey key;
  bool carries_key; /* into its bytes */
  double sharpness; /* of the step to probabilities */
  LearnQuality quality;
};

/* A number of a text. */
typedef struct LearnTerm {
  unsigned place; /* of a feature, then two for each category, then 1 */
  double value;
} LearnTerm;

/* Places in all: of a vocabulary, the town's words, and the constant. */
static inline unsigned
learn_places(unsigned features, unsigned categories)
{
  return features + 2 * categories + 1;
}

/* A text as its terms by place, each group of features as long as the other;
 * LearnTerm, the caller's. */
GArray *learn_terms(const LearnVocabulary *vocabulary, const GArray *features,
                    const double *words, unsigned categories);

/* Know the categories; they are copied. */
void learn_model_set_categories(LearnModel *model,
                                const char *const *categories);

/* Joined scores of a text for each category of the choice. */
void learn_model_scores(const LearnModel *model, const GArray *features,
                        const LearnChoice *choice, double *out);

/* Add what the town's words say to `scores`, which are NAN for a category that
 * was never taught.
 *
 * texts  that were learnt from */
void learn_join(double *scores, const double *words, unsigned categories,
                unsigned texts);

/* Joined scores as probabilities. */
void learn_probable(const double *scores, unsigned categories, double sharpness,
                    double *out);

/* The place of the largest number. */
unsigned learn_best(const double *numbers, unsigned count);

/* The model as bytes. */
GBytes *learn_model_write(const LearnModel *model);

#endif

/* SPDX-License-Identifier: Apache-2.0
 *
 * A linear classifier that was trained from texts that people had decided
 * (learn_train.h), joined with the town's own words: where training saw little
 * the words decide, where it saw much it decides.  A model is bytes: keyed
 * hashes and weights, nothing of any text.  Pure.
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_MODEL_H
#define BOTE_PARSERS_LEARN_LEARN_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "parsers/learn/learn_features.h"
#include "parsers/parse_error.h"

/* Larger ones are neither made nor read. */
enum { LEARN_MODEL_MAX = 8 * 1024 * 1024, LEARN_CATEGORIES_MAX = 256 };

/* What the town's words leave open, in letters of hits: one short word is not
 * as sure as three long ones. */
#define LEARN_WORDS_DOUBT 6.0

typedef struct LearnModel LearnModel;

/* Open a model.
 *
 * bytes   as learn_train() returned them
 * key     that it was trained with; NULL: the bytes carry it
 * Returns the model, the caller's.  PARSE_ERROR_SYNTAX: these are not the bytes
 * of a model, or of another version; PARSE_ERROR_LIMIT: too many;
 * PARSE_ERROR_FORGED: the key is another one, or missing.  In each case train
 * anew.
 */
LearnModel *learn_model_open(GBytes *bytes, const LearnKey *key,
                             GError **error);
void learn_model_free(LearnModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnModel, learn_model_free)

/* The key for learn_features(); borrowed. */
const LearnKey *learn_model_key(const LearnModel *model);

/* The same model as bytes that belong to another key: whoever trains it knows
 * hashes alone and needs not know the key.
 *
 * key  that the features were hashed with in truth
 * Returns the bytes, the caller's. */
GBytes *learn_model_rekey(const LearnModel *model, const LearnKey *key,
                          bool carry_key);

/* What was measured by cross-validation when it was trained. */
typedef struct LearnQuality {
  unsigned texts;    /* that it was trained from */
  double accuracy;   /* share of right decisions, 0 to 1 */
  double words_only; /* of the town's words alone, on the same texts */
} LearnQuality;
LearnQuality learn_model_quality(const LearnModel *model);

/* What a text is to be decided among: the town's categories of today. */
typedef struct LearnChoice {
  const char *const *categories; /* ids, at least one, ended by NULL */
  const double *words; /* for each, how much the town's words speak for it, 0
                          and more (TownRoute.scores) */
} LearnChoice;

/* How likely each category is.
 *
 * choice  may have categories that the model does not know: words alone speak
 *         for them; those that only the model knows are left out
 * out     for each of the choice its probability; together 1
 */
void learn_model_decide(const LearnModel *model, const GArray *features,
                        const LearnChoice *choice, double *out);

/* How much features speak for one category rather than for another, by what
 * was learnt alone; 0: not at all.  For explanations. */
double learn_model_prefers(const LearnModel *model, const GArray *features,
                           const char *category, const char *other);

/* Is this one of learn_words() that was learnt, so that as many people as
 * LEARN_CONTACTS_MIN wrote it? */
bool learn_model_knows_word(const LearnModel *model, const char *word);

#endif

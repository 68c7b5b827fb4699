/* SPDX-License-Identifier: Apache-2.0
 *
 * Training of the classifier from texts whose category people decided.  A
 * linear support vector machine against all others for each category
 * (liblinear), made probable by cross-validation.
 *
 * What fewer than LEARN_CONTACTS_MIN people wrote is not learnt: a rare word
 * may be somebody's name or story.
 */
#ifndef BOTE_PARSERS_LEARN_LEARN_TRAIN_H
#define BOTE_PARSERS_LEARN_LEARN_TRAIN_H

#include <stdbool.h>

#include "parsers/learn/learn_model.h"

enum { LEARN_CONTACTS_MIN = 5, LEARN_TEXTS_MIN = 20 };

/* A decided text. */
typedef struct LearnText {
  GArray *features;  /* learn_features() */
  double *words;     /* for each category; as learn_model_decide() has them */
  unsigned category; /* what people decided: a place in `categories` */
  uint64_t contact;  /* who wrote it, by any number of his own */
  bool fresh;        /* the present model cannot have seen it */
} LearnText;

/* How often the new model would have been right (by cross-validation) about the
 * texts that the present one has not seen, and that one: to have seen a text
 * makes every model look better than it is. */
typedef struct LearnCompared {
  unsigned fresh, right, present_right;
} LearnCompared;

/* What to train from.  Everything is borrowed. */
typedef struct LearnSet {
  const char *const
      *categories;     /* ids of all that the town has, ended by NULL */
  GPtrArray *texts;    /* LearnText * */
  const LearnKey *key; /* that the features were hashed with */
  bool carry_key;      /* the model carries it: for texts that are no secret */
  const LearnModel *present; /* of the same key; NULL: there is none */
  LearnCompared *compared;   /* filled by learn_train(); NULL: nobody asks */
} LearnSet;

typedef enum LearnError {
  LEARN_ERROR_FEW, /* fewer texts than LEARN_TEXTS_MIN: wait for more */
  LEARN_ERROR_ONE_CATEGORY, /* all of the same: nothing to tell apart */
} LearnError;
#define LEARN_ERROR (learn_error_quark())
GQuark learn_error_quark(void);

/* Train a model; some milliseconds for each text.  The same texts in the same
 * order give the same model.
 *
 * Returns its bytes, the caller's, at most LEARN_MODEL_MAX; NULL with a
 * LEARN_ERROR: the town's words decide alone. */
GBytes *learn_train(const LearnSet *set, GError **error);

void learn_text_free(LearnText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnText, learn_text_free)

#endif

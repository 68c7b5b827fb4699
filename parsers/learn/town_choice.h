/* SPDX-License-Identifier: Apache-2.0
 *
 * Which category a text has: by the town's words, which work from the first
 * day, and by what was learnt from the town's own decisions, where there is a
 * model.  Pure.
 */
#ifndef BOTE_PARSERS_LEARN_TOWN_CHOICE_H
#define BOTE_PARSERS_LEARN_TOWN_CHOICE_H

#include "parsers/config/town.h"
#include "parsers/learn/learn_model.h"

enum { TOWN_CHOICE_LIKELY_MAX = 3, TOWN_CHOICE_WORDS_MAX = 5 };

typedef struct LikelyCategory {
  const Category *category; /* borrowed from the town */
  double probability;       /* 0 to 1 */
} LikelyCategory;

typedef struct TownChoice {
  LikelyCategory likely[TOWN_CHOICE_LIKELY_MAX]; /* the best first */
  unsigned count; /* of them; 0: nothing speaks for any */
  GPtrArray *why; /* char *: what speaks for the best, the town's words as it
                     wrote them, then the text's own, folded; at most
                     TOWN_CHOICE_WORDS_MAX */
} TownChoice;

/* Choose.
 *
 * text    UTF-8 of any size
 * model   NULL: the town's words alone
 * Returns the choice, the caller's, never NULL. */
TownChoice *town_choose(const Town *town, const char *text,
                        const LearnModel *model);
void town_choice_free(TownChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownChoice, town_choice_free)

/* Ids of all categories in the town's order, ended by NULL; g_free(), the ids
 * are the town's. */
const char **town_category_ids(const Town *town);

#endif

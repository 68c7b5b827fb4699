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
                     TOWN_CHOICE_WORDS_MAX.  Of what was learnt only words
                     that LEARN_CONTACTS_MIN people wrote: it is kept open */
  const Category *spoken; /* that the town's words alone name; NULL: none, or
                             several alike */
  bool learnt;            /* a model took part */
} TownChoice;

/* From here on what was learnt decides without the desk, unless the town says
 * otherwise (route_above): it is more likely right than wrong.  Of 2,600
 * reports, with as many learnt from, so 85 in 100 were decided, 87 in 100 of
 * them right; at 0.8 it were 68, and 94.  A third of all letters for the
 * desk is nothing that a town should get by merely learning. */
#define TOWN_CHOICE_DECIDES 0.5

/* Choose.
 *
 * text    UTF-8 of any size
 * model   NULL: the town's words alone
 * Returns the choice, the caller's, never NULL. */
TownChoice *town_choose(const Town *town, const char *text,
                        const LearnModel *model);
void town_choice_free(TownChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownChoice, town_choice_free)

/* The category, when it is sure enough to go on without a person's look;
 * borrowed from the town.  NULL: the desk says which.
 *
 * What nothing can be told for is never sure: then it is only what most letters
 * are about, or pieces of words that sound alike.  Where the town sets
 * `route_above` (0: it does not) the best one must be as probable.  Else the
 * words decide wherever they name one, and a model from TOWN_CHOICE_DECIDES on.
 */
const Category *town_choice_decided(const Town *town, const TownChoice *choice);

/* Why the best one, "'Laterne', 'flackert' → beleuchtung 0.91"; owned.
 *
 * choice  of at least one category */
char *town_choice_explain(const TownChoice *choice);

/* Ids of all categories in the town's order, ended by NULL; g_free(), the ids
 * are the town's. */
const char **town_category_ids(const Town *town);

#endif

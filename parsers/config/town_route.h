/* SPDX-License-Identifier: Apache-2.0
 *
 * From a citizen's words to a category by the town's own word lists: exact,
 * explainable, without training.  It is not the learned model, which only
 * helps where these words say nothing.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_ROUTE_H
#define BOTE_PARSERS_CONFIG_TOWN_ROUTE_H

#include "parsers/config/town.h"
#include "parsers/config/town_fold.h"

enum { TOWN_ROUTE_LIKELY_MAX = 3 };

typedef struct TownRoute {
  const Category *category; /* borrowed from the town; NULL: none is best */
  double confidence;        /* 0 … 1: share of the best among all scores */
  GPtrArray *why;           /* char *: the list's words that hit, for the best
                               category, as the town wrote them; borrowed */
  GPtrArray *spoken;        /* the same for each category, by its place */
  double *scores; /* of each of the town's categories, by its place; 0: no word
                     speaks for it */
  GPtrArray *likely; /* const Category *, borrowed: those that any word speaks
                        for, the best first, at most TOWN_ROUTE_LIKELY_MAX */
} TownRoute;

/* Find the category whose words fit the text best.
 *
 * text    UTF-8; only the first TOWN_ROUTE_TEXT_MAX bytes are looked at.
 * Returns a route owned by the caller, never NULL.
 *
 * Text and words are folded (town_fold).  A word of up to three letters fits a
 * whole word only; one of four also the beginning or end of a word; a longer
 * one anywhere in it, because German joins words: "Straßenlaterne" contains
 * "Laterne"; of the name of a street ("Lindenstraße") only its end counts.  So
 * do the stems of both in the town's first language: "Äste" fits "Ast".  A list
 * entry of several words fits when they follow one another.
 * Longer words weigh more; an entry that begins with ~ weighs little; a word
 * that several categories list is shared among them.  A tie between categories
 * yields none: a person decides.
 */
TownRoute *town_route(const Town *town, const char *text);
void town_route_free(TownRoute *route);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownRoute, town_route_free)

#endif

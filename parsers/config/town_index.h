/* SPDX-License-Identifier: Apache-2.0
 *
 * Finds the entries of all word lists that may fit a word, without trying all:
 * a town has some thousand entries, a letter some hundred words.  Whether one
 * really fits, and what it weighs, is for town_route.c.
 */
#ifndef BOTE_PARSERS_CONFIG_TOWN_INDEX_H
#define BOTE_PARSERS_CONFIG_TOWN_INDEX_H

#include <glib.h>

/* How long an entry must be to count at the edge of a word, and anywhere in
 * it: "ast" must not be found in "Straßenlaster", "baum" must be in
 * "Lindenbaum" but not in "baumeln" … which the town can live with. */
enum { TOWN_FIT_EDGE = 4, TOWN_FIT_ANYWHERE = 5 };

typedef struct TownIndex TownIndex;

/* One entry of a category's list. */
typedef struct TownEntry {
  unsigned category, number; /* places in town.categories, category.words */
  char **words;              /* folded, at least one */
  size_t length;             /* of all of them with their blanks */
  int sharers;               /* categories that list the same; at least 1 */
} TownEntry;

TownIndex *town_index_new(void);
void town_index_free(TownIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TownIndex, town_index_free)

/* Add an entry; stem is folded (town_fold) and copied, a stem without any word
 * is left out.  Categories come in order. */
void town_index_add(TownIndex *index, unsigned category, unsigned number,
                    const char *stem);

/* Add to `out` (TownEntry *, borrowed) all entries whose first word may fit a
 * folded word, and perhaps others; one may come twice. */
void town_index_find(const TownIndex *index, const char *word, GPtrArray *out);

#endif

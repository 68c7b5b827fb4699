/* SPDX-License-Identifier: Apache-2.0
 *
 * A first reading of a place in a citizen's words: a street by its ending, with
 * the house number behind it.  It knows no gazetteer and no coordinates.
 */
#ifndef BOTE_PARSERS_PLACE_H
#define BOTE_PARSERS_PLACE_H

#include <glib.h>

/* The pattern, compiled: that takes longer than reading a letter with it. */
typedef struct PlaceFinder PlaceFinder;

PlaceFinder *place_finder_new(void);
void place_finder_free(PlaceFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceFinder, place_finder_free)

/* The first street in `text`, "Gartenstr. 12", as written; NULL when there is
 * none.  Owned by the caller. */
char *place_find_street(const PlaceFinder *finder, const char *text);

#endif

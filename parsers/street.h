/* SPDX-License-Identifier: Apache-2.0
 *
 * A first reading of a place in a citizen's words: a street by its ending, with
 * the house number behind it.  It knows no gazetteer and no coordinates.
 */
#ifndef BOTE_PARSERS_STREET_H
#define BOTE_PARSERS_STREET_H

#include <glib.h>

/* The pattern, compiled: that takes longer than reading a letter with it. */
typedef struct StreetFinder StreetFinder;

StreetFinder *street_finder_new(void);
void street_finder_free(StreetFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StreetFinder, street_finder_free)

/* The first street in `text`, "Gartenstr. 12", as written; NULL when there is
 * none.  Owned by the caller. */
char *street_find(const StreetFinder *finder, const char *text);

#endif

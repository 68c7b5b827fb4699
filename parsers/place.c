/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets by their endings.
 */
#include "parsers/place.h"

#include <string.h>

#include <glib.h>

enum { PLACE_TEXT_MAX = 16384 }; /* a place stands near the beginning */

/* Endings of German street names, and the words that stand alone in names like
 * "Lange Straße" or "Am Markt". */
#define STREET_ENDINGS                                                          \
  "stra(?:ß|ss)e|str\\.?|weg|platz|allee|gasse|ring|ufer|damm|steig|chaussee|" \
  "promenade|markt|graben|wall"

/* One capitalised word with such an ending, or such a word after up to two
 * capitalised ones; then, optionally, the number of a house. */
static const char street_pattern[] =
    "(?<![\\p{L}\\d])"
    "((?:\\p{Lu}[\\p{L}]*(?:-\\p{Lu}[\\p{L}]*)*[ -]){0,2}"
    "(?:\\p{Lu}[\\p{L}-]{2,}(?:" STREET_ENDINGS ")|"
    "(?<=\\p{L}[ -])(?:Stra(?:ß|ss)e|Str\\.|Weg|Platz|Allee|Gasse|Ring|Ufer|"
    "Damm|Markt))"
    "(?![\\p{L}])"
    "(?: +(?:Nr\\.? *)?\\d{1,4} ?[a-zA-Z]?(?![\\p{L}\\d]))?)";

struct PlaceFinder {
  GRegex *street;
};

PlaceFinder *
place_finder_new(void)
{
  PlaceFinder *finder = g_new0(PlaceFinder, 1);
  finder->street = g_regex_new(street_pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_assert(finder->street != NULL);
  return finder;
}

void
place_finder_free(PlaceFinder *finder)
{
  if (finder == NULL)
    return;
  g_regex_unref(finder->street);
  g_free(finder);
}

char *
place_find_street(const PlaceFinder *finder, const char *text)
{
  gssize size = (gssize)strnlen(text, PLACE_TEXT_MAX);
  const char *end;
  (void)g_utf8_validate(text, size, &end); /* a cut character goes */
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match_full(finder->street, text, end - text, 0, 0, &match, NULL))
    return NULL;
  g_autofree char *street = g_match_info_fetch(match, 1);
  g_strstrip(street);
  return g_steal_pointer(&street);
}

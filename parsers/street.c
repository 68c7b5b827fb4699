/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets by their endings.
 */
#include "parsers/street.h"

#include <string.h>

#include <glib.h>

enum { STREET_TEXT_MAX = 16384 }; /* a place stands near the beginning */

/* Endings of German street names. */
#define STREET_ENDINGS                                                          \
  "stra(?:ß|ss)e|str\\.?|weg|platz|allee|gasse|ring|ufer|damm|steig|chaussee|" \
  "promenade|markt|graben|wall"

/* Words for a kind of way: in names only, "Lange Straße", or with a number. */
#define STREET_KINDS                                                           \
  "(?:Stra(?:ß|ss)e|Str\\.|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Markt)"       \
  "(?![\\p{L}])"

/* Capitalised at the beginning of a sentence or as nouns, yet in no name. */
#define NO_NAME                                                                  \
  "(?!(?:Ecke|Kreuzung|Einmündung|Höhe|Nähe|Bereich|Der|Die|Das|Den|Dem|Des|" \
  "Ein|Eine|Einen|Einem|Einer|Kein|Keine|Keinen|Mein|Meine|Meiner|Unser|"        \
  "Unsere|Unserer|Diese|Dieser|Dieses|Diesem|Diesen|Jede|Jeder|Viel|Wenig|"      \
  "Haus|Gegenüber|Adresse|Ort|Standort|Hallo|Achtung|Bitte|Vor|In|Neben|Von)"   \
  "(?![\\p{L}]))"

/* These begin names, "Am Schillerplatz", but do not make "Weg" one. */
#define NO_NAME_ALONE                                                          \
  "(?!(?:Am|An|Auf|Beim|Hinter|Im|In|Neben|Vom|Von|Vor|Zum|Zur)(?![\\p{L}]))"

#define NAME_WORD "\\p{Lu}[\\p{L}]*(?:-\\p{Lu}[\\p{L}]*)*[ -]"
#define HOUSE_NUMBER " +(?:Nr\\.? *)?\\d{1,4} ?[a-zA-Z]?(?![\\p{L}\\d])"

/* A capitalised word with such an ending after up to two others; such a word
 * after a name; "Am Markt", where half of the towns have one; each with or
 * without the number of a house.  The word alone only with it. */
static const char street_pattern[] =
    "(?<![\\p{L}\\d])("
    "(?:(?:" NO_NAME NAME_WORD "){0,2}" NO_NAME
    "\\p{Lu}[\\p{L}-]{2,}(?:" STREET_ENDINGS ")(?![\\p{L}])|"
    "(?:" NO_NAME NO_NAME_ALONE NAME_WORD "){1,2}" STREET_KINDS "|"
    "Am (?:Markt|Ring|Ufer|Damm)(?![\\p{L}]))(?:" HOUSE_NUMBER
    ")?|" STREET_KINDS HOUSE_NUMBER ")";

struct StreetFinder {
  GRegex *street;
};

StreetFinder *
street_finder_new(void)
{
  StreetFinder *finder = g_new0(StreetFinder, 1);
  finder->street = g_regex_new(street_pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_assert(finder->street != NULL);
  return finder;
}

void
street_finder_free(StreetFinder *finder)
{
  if (finder == NULL)
    return;
  g_regex_unref(finder->street);
  g_free(finder);
}

char *
street_find(const StreetFinder *finder, const char *text)
{
  gssize size = (gssize)strnlen(text, STREET_TEXT_MAX);
  const char *end;
  (void)g_utf8_validate(text, size, &end); /* a cut character goes */
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match_full(finder->street, text, end - text, 0, 0, &match, NULL))
    return NULL;
  g_autofree char *street = g_match_info_fetch(match, 1);
  g_strstrip(street);
  return g_steal_pointer(&street);
}

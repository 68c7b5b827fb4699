/* SPDX-License-Identifier: Apache-2.0
 *
 * Streets in German prose by how their names are made, without knowing any:
 * a word with an ending of streets, perhaps with adjectives or names before
 * it; "Platz der Einheit"; "Am Bahnhof 3".
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/place_street_name.h"

/* How often such a candidate is the street that the writer means.  Measured on
 * a set of traffic news (MobIE; right of found): with a number 34 of 34, strong
 * endings 132 of 156, weak ones 31 of 73, where nearly all others are stops
 * called after a street, which a citizen means as well as the street. */
#define SURE_NUMBER 0.9        /* "Gartenstr. 12" */
#define SURE_STREET 0.8        /* "in der Gartenstraße" */
#define SURE_WEAK 0.6          /* "am Schillerplatz" */
#define SURE_PHRASE_NUMBER 0.7 /* "Lindenhof 3", "gartenstr 5" */
#define SURE_STOP 0.4          /* "ab Elbgaustraße", on trains */
#define SURE_LOWER 0.6         /* "gartenstrasse" */

/* A dot behind "Str." belongs to it. */
static size_t
skip_dot(const PlaceWords *words, size_t end)
{
  const PlaceWord *last = place_word(words, end - 1);
  size_t size = last->end - last->start;
  const char *tail = words->text + last->end - MIN(size, 3);
  bool dot = size >= 3 && g_ascii_strncasecmp(tail, "str", 3) == 0 &&
             place_word_is_mark(words, end, '.');
  if (!dot)
    return end;
  /* The dot of a sentence that ends here is none of the name's, but nobody can
     tell; both read the same. */
  return end + 1;
}

/* "der Einheit", "des 17. Juni" behind "Platz", "Straße", "Allee". */
static size_t
read_dedication(const PlaceWords *words, size_t index)
{
  static const char *const names[] = {"aktivisten",    "arbeit",
                                      "befreiung",     "bergarbeiter",
                                      "demokratie",    "deutschen",
                                      "einheit",       "europaeischen",
                                      "frauen",        "freiheit",
                                      "freundschaft",  "friedens",
                                      "gerechtigkeit", "grundgesetzes",
                                      "jahrhunderts",  "jugend",
                                      "juli",          "juni",
                                      "kosmonauten",   "luftbruecke",
                                      "mai",           "menschenrechte",
                                      "nationen",      "november",
                                      "oktober",       "opfer",
                                      "pariser",       "pioniere",
                                      "republik",      "solidaritaet",
                                      "sports",        "staedtepartnerschaft",
                                      "technik",       "toleranz",
                                      "vereinten",     "voelkerfreundschaft",
                                      "weimarer",      "wiedervereinigung",
                                      "zukunft"};
  if (!place_word_is(words, index, "der") &&
      !place_word_is(words, index, "des"))
    return index;
  size_t at = index + 1;
  if (at < place_words_count(words) &&
      place_word(words, at)->kind == PLACE_WORD_DIGITS)
    at += place_word_is_mark(words, at + 1, '.') ? 2 : 1;
  if (!PLACE_WORD_IN(words, at, names) || !place_word(words, at)->upper)
    return index;
  at++;
  bool more = place_word_is(words, at - 1, "deutschen") ||
              place_word_is(words, at - 1, "europaeischen") ||
              place_word_is(words, at - 1, "vereinten") ||
              place_word_is(words, at - 1, "weimarer") ||
              place_word_is(words, at - 1, "pariser");
  if (more && at < place_words_count(words) && place_word(words, at)->upper)
    at++;
  return at;
}

/* "Frankfurter Allee", "Markt 5": a word for a kind of way. */
static bool
is_name_of_kind(const PlaceWords *words, size_t index, const StreetName *name,
                bool number)
{
  const PlaceWord *first = place_word(words, index);
  if (name->units == 0)
    return number && !name->last.lower &&
           street_word_stands_with_number(place_word_folded(words, first));
  bool lower = name->last.lower || !first->upper;
  return name->firsts && (!lower || (number && name->adjectives));
}

/* "Gartenstraße", "Obere Hauptstraße", "Feldweg 3". */
static bool
is_name_of_street(const PlaceWords *words, size_t index, const StreetName *name,
                  bool number)
{
  const StreetUnit *last = &name->last;
  const PlaceWord *first = place_word(words, index);
  if (name->units > 0 && (!name->adjectives || last->lower || !first->upper))
    return false;
  if (last->ending == STREET_ENDING_NUMBER || last->noun)
    return number && !last->lower &&
           !street_word_is_no_name(place_word_folded(words, first));
  return !last->lower || last->ending == STREET_ENDING_STRONG || number;
}

/* May these units be the name of a street?  `number`: one follows. */
static bool
is_name(const PlaceWords *words, size_t index, const StreetName *name,
        bool number)
{
  return name->last.kind == STREET_UNIT_KIND
             ? is_name_of_kind(words, index, name, number)
             : is_name_of_street(words, index, name, number);
}

static double
sure_of(const StreetName *name, bool number)
{
  if (number)
    return name->last.ending == STREET_ENDING_NUMBER || name->last.lower
               ? SURE_PHRASE_NUMBER
               : SURE_NUMBER;
  if (name->last.lower)
    return SURE_LOWER;
  return name->last.ending == STREET_ENDING_STRONG ? SURE_STREET : SURE_WEAK;
}

/* Is this street's name rather the name of a stop?  Texts on trains name stops
 * without an article: "S3: ab Elbgaustraße". */
static bool
is_stop(const PlaceScan *scan, size_t index)
{
  static const char *const before[] = {
      "am",  "an",   "auf",   "beim", "das", "dem",      "den", "der", "des",
      "die", "ecke", "hoehe", "im",   "in",  "kreuzung", "vom", "zum", "zur",
  };
  return scan->rails &&
         !(index > 0 && PLACE_WORD_IN(scan->words, index - 1, before));
}

/* "Gartenstr. 12", "Lange Straße", "Karl-Marx-Allee". */
size_t
place_street_read_from(PlaceScan *scan, size_t index, size_t first)
{
  const PlaceWords *words = scan->words;
  StreetName name;
  if (!street_name_read(words, index, &name))
    return index;
  size_t end = skip_dot(words, name.last.end);
  size_t dedicated = name.last.kind == STREET_UNIT_KIND && !name.last.lower
                         ? read_dedication(words, end)
                         : end;
  PlaceSpan number = {0, 0};
  size_t behind = place_number_read(words, dedicated, &number);
  bool has_number = behind > dedicated;
  if (dedicated == end && !is_name(words, index, &name, has_number))
    return index;
  bool stop = !has_number && is_stop(scan, index);
  PlaceDraft draft = {
      .source = PLACE_SOURCE_TEXT,
      .text = {has_number ? first : index, behind},
      .street = {has_number ? first : index, dedicated},
      .number = number,
      .cut = has_number || dedicated > end ? 0 : name.last.inflected,
      .confidence = stop ? SURE_STOP : sure_of(&name, has_number),
  };
  if (!has_number)
    (void)place_number_before(words, index, &draft.number);
  if (stop)
    draft.street = (PlaceSpan){0, 0};
  place_scan_add_named(scan, &draft);
  return behind;
}

size_t
place_street_read(PlaceScan *scan, size_t index)
{
  return place_street_read_from(scan, index, index);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Names that the town's gazetteer knows: looked for word by word in the text,
 * and behind the patterns, which know where a misspelt name may stand.
 */
#include "parsers/place/place_private.h"

#include <string.h>

#include "parsers/place/place_street_words.h"

enum {
  NAMED_TYPO_MIN = 8, /* letters of "Haubtbahnhof" */
};

/* How sure each kind of match is, with the number of a house and without; a
 * town's own list leaves less doubt than any pattern. */
static const struct {
  double number, alone;
} sure[] = {
    [GAZETTEER_EXACT] = {0.97, 0.9},
    [GAZETTEER_INFLECTED] = {0.95, 0.85},
    [GAZETTEER_MISSPELT] = {0.85, 0.7},
};
#define SURE_WORD 0.6      /* "am Markt": a noun that is a name, too */
#define SURE_BARE_WORD 0.4 /* the same without a preposition of place */
#define UNKNOWN_FACTOR 0.7 /* a street the town's list does not have */

static double
sure_of(const PlaceDraft *draft, GazetteerMatch match)
{
  return draft->number.end > draft->number.first ? sure[match].number
                                                 : sure[match].alone;
}

/* The name at the end of the street's words that the gazetteer knows: "Laterne
 * Ringstr." is Ringstraße. */
static GazetteerHits
find_name(const PlaceScan *scan, PlaceSpan street, size_t *out_first)
{
  static const GazetteerMatch ways[] = {GAZETTEER_INFLECTED,
                                        GAZETTEER_MISSPELT};
  GazetteerHits hits = {.match = GAZETTEER_NONE};
  for (size_t way = 0; way < G_N_ELEMENTS(ways); way++)
    for (size_t i = street.first; i < street.end; i++) {
      if (place_word(scan->words, i)->kind == PLACE_WORD_MARK)
        continue;
      GazetteerSpelling spelling;
      gazetteer_spell(scan->words, i, street.end - 1, &spelling);
      hits = gazetteer_find(scan->gazetteer, &spelling, ways[way]);
      *out_first = i;
      if (hits.match != GAZETTEER_NONE)
        return hits;
    }
  return hits;
}

void
place_scan_add_named(PlaceScan *scan, const PlaceDraft *draft)
{
  if (scan->gazetteer == NULL || draft->street.end == draft->street.first) {
    place_scan_add(scan, draft);
    return;
  }
  PlaceDraft known = *draft;
  size_t first = 0;
  GazetteerHits hits = find_name(scan, draft->street, &first);
  if (hits.match == GAZETTEER_NONE) {
    known.confidence *= UNKNOWN_FACTOR;
    place_scan_add(scan, &known);
    place_scan_add_ties(scan, &known);
    return;
  }
  if (known.text.first == known.street.first)
    known.text.first = first;
  known.confidence = sure_of(draft, hits.match);
  place_scan_add_hits(scan, &known, &hits);
}

void
place_scan_add_spelled(PlaceScan *scan, const PlaceDraft *draft)
{
  GazetteerHits hits = {.match = GAZETTEER_NONE};
  if (scan->gazetteer != NULL)
    hits = gazetteer_find_name(scan->gazetteer, draft->street_name);
  PlaceDraft known = *draft;
  if (hits.match == GAZETTEER_NONE) {
    place_scan_add(scan, draft);
    return;
  }
  known.confidence = sure_of(draft, hits.match);
  place_scan_add_hits(scan, &known, &hits);
}

/* "str" of "goethe str". */
static bool
is_kind(const PlaceWords *words, size_t index)
{
  return index < place_words_count(words) &&
         place_word(words, index)->kind == PLACE_WORD_LETTERS &&
         street_word_is_kind(
             place_word_folded(words, place_word(words, index)));
}

/* May a name begin with this word? */
static bool
begins_name(const PlaceWords *words, size_t index)
{
  static const char *const phrases[] = {
      "achter", "alt", "am", "an",    "auf", "bei", "gr",  "hinter", "im",
      "in",     "kl",  "op", "unter", "vor", "zu",  "zum", "zur"};
  const PlaceWord *word = place_word(words, index);
  if (word->kind != PLACE_WORD_LETTERS || word->glued)
    return word->kind == PLACE_WORD_LETTERS && index > 0 && word->upper &&
           place_word(words, index - 1)->kind == PLACE_WORD_MARK &&
           place_word(words, index - 1)->mark != '@';
  return word->upper || word->ending <= STREET_ENDING_WEAK ||
         is_kind(words, index + 1) || PLACE_WORD_IN(words, index, phrases) ||
         street_word_is_adjective(place_word_folded(words, word),
                                  word->folded_size);
}

/* May a name go on over this mark or line? */
static bool
goes_on(const PlaceWords *words, size_t index)
{
  const PlaceWord *word = place_word(words, index);
  if (word->kind != PLACE_WORD_MARK)
    return !word->begins || place_word_is_mark(words, index - 1, '.');
  return word->mark == '-' || (word->mark == '.' && word->glued) ||
         word->mark == '\'';
}

/* The longest name that begins here, its hits and the index behind it. */
static GazetteerHits
find_longest(const PlaceScan *scan, size_t index, size_t *out_end)
{
  GazetteerHits best = {.match = GAZETTEER_NONE};
  GazetteerSpelling spelling;
  gazetteer_spell_begin(&spelling);
  size_t end = index + 1;
  for (unsigned count = 0; count < GAZETTEER_WORDS_MAX; end++) {
    if (end - 1 >= place_words_count(scan->words) ||
        (end - 1 > index && !goes_on(scan->words, end - 1)))
      break;
    if (place_word(scan->words, end - 1)->kind == PLACE_WORD_MARK)
      continue;
    count++;
    if (!gazetteer_spell_word(&spelling, scan->words, end - 1))
      break;
    GazetteerHits hits =
        gazetteer_find(scan->gazetteer, &spelling, GAZETTEER_INFLECTED);
    if (hits.match == GAZETTEER_NONE)
      continue;
    best = hits;
    *out_end = end;
  }
  return best;
}

/* A single word that looks like a landmark and is misspelt. */
static GazetteerHits
find_misspelt(const PlaceScan *scan, size_t index, size_t *out_end)
{
  const PlaceWords *words = scan->words;
  const PlaceWord *word = place_word(words, index);
  GazetteerHits none = {.match = GAZETTEER_NONE};
  if (!word->upper || word->folded_size < NAMED_TYPO_MIN ||
      word->ending != STREET_ENDING_NUMBER)
    return none;
  GazetteerSpelling spelling;
  gazetteer_spell(words, index, index, &spelling);
  *out_end = index + 1;
  return gazetteer_find(scan->gazetteer, &spelling, GAZETTEER_MISSPELT);
}

/* A single word with another meaning: "Markt", "Feld", "Neustadt". */
static bool
is_common_word(const PlaceWords *words, PlaceSpan span)
{
  const PlaceWord *word = place_word(words, span.first);
  return span.end - span.first == 1 &&
         (word->ending >= STREET_ENDING_NUMBER ||
          street_word_is_kind(place_word_folded(words, word)));
}

/* "im Park", "an der Schule": any sentence may say so of what is no street. */
static bool
is_common_phrase(const PlaceWords *words, PlaceSpan span)
{
  static const char *const nouns[] = {
      "acker",   "bach",       "bahndamm", "bahnhof",    "berg",
      "brunnen", "deich",      "denkmal",  "dorfteich",  "feld",
      "fluss",   "friedhof",   "garten",   "hafen",      "hang",
      "hof",     "kanal",      "kirche",   "markt",      "marktplatz",
      "muehle",  "park",       "platz",    "rathaus",    "ring",
      "schule",  "schwimmbad", "see",      "spielplatz", "sportplatz",
      "strand",  "teich",      "tor",      "turm",       "ufer",
      "wald",    "wasser",     "weiher",   "wiese",      "zentrum"};
  const PlaceWord *first = place_word(words, span.first);
  size_t count = span.end - span.first;
  bool plain = !first->upper || first->begins || first->line;
  return plain && (count == 2 || count == 3) &&
         place_word(words, span.end - 2)->kind == PLACE_WORD_LETTERS &&
         first->folded_size <= PLACE_PREPOSITION_MAX &&
         (count == 2 || place_word(words, span.first + 1)->folded_size == 3) &&
         PLACE_WORD_IN(words, span.end - 1, nouns);
}

static double
sure_of_word(const PlaceWords *words, size_t index, double known)
{
  static const char *const before[] = {
      "am", "an",   "beim",  "dem", "der",  "gegenueber", "hinter", "im",
      "in", "nahe", "neben", "vom", "vorm", "zum",        "zur",
  };
  bool placed = index > 0 && PLACE_WORD_IN(words, index - 1, before);
  return MIN(known, placed ? SURE_WORD : SURE_BARE_WORD);
}

/* The dot of "Str." belongs to the name. */
static size_t
skip_dot(const PlaceWords *words, size_t end)
{
  const PlaceWord *last = place_word(words, end - 1);
  return place_word_is_mark(words, end, '.') && place_word(words, end)->glued &&
                 last->end - last->start < last->folded_size &&
                 g_ascii_tolower(words->text[last->end - 1]) == 'r'
             ? end + 1
             : end;
}

size_t
place_named_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  if (scan->gazetteer == NULL || !begins_name(words, index))
    return index;
  size_t end = index;
  GazetteerHits hits = find_longest(scan, index, &end);
  if (hits.match == GAZETTEER_NONE)
    hits = find_misspelt(scan, index, &end);
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT, .text = {index, end}};
  if (hits.match == GAZETTEER_NONE || place_word_is_digits(words, index))
    return index;
  bool common = is_common_word(words, draft.text);
  if (common && !place_word(words, index)->upper)
    return index;
  end = skip_dot(words, end);
  draft.street = (PlaceSpan){index, end};
  draft.text.end = place_number_read(words, end, &draft.number);
  if (draft.text.end == end)
    (void)place_number_before(words, index, &draft.number);
  draft.confidence = sure_of(&draft, hits.match);
  if (common && draft.number.end == draft.number.first)
    draft.confidence = sure_of_word(words, index, draft.confidence);
  else if (draft.number.end == draft.number.first &&
           is_common_phrase(words, draft.street))
    draft.confidence = MIN(draft.confidence, SURE_WORD);
  place_scan_add_hits(scan, &draft, &hits);
  return draft.text.end;
}

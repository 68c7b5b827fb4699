/* SPDX-License-Identifier: Apache-2.0
 *
 * Things of the town that carry a number: "Laterne 4711", "Leuchte Nr. 12-345",
 * "Lichtmast 17".
 */
#include "parsers/place/place_private.h"

#include <string.h>

/* See place_street.c for what the figures mean. */
#define SURE_LABELLED 0.85 /* "Laterne Nr. 4711" */
#define SURE_NUMBER 0.7    /* "Laterne 4711" */
#define SURE_KNOWN 0.97    /* the gazetteer has it */

enum {
  ASSET_PARTS_MAX = 5,    /* of "A-12/345" */
  ASSET_PLAIN_DIGITS = 2, /* a bare digit counts: "Bank 3", "Baum 2" */
};

/* Words whose numbers people read off a plate; a compound may end so. */
static const struct {
  const char *word;
  uint8_t length;
  bool label; /* needs "Nr.", or two digits */
} assets[] = {
#define ROW(word, label)                                                       \
  {                                                                            \
    word, sizeof word - 1, label                                               \
  }
    ROW("laterne", false),
    ROW("laternen", false),
    ROW("leuchte", false),
    ROW("leuchten", false),
    ROW("mast", false),
    ROW("masten", false),
    ROW("lampe", false),
    ROW("lampen", false),
    ROW("ampel", false),
    ROW("ampelanlage", false),
    ROW("lichtsignalanlage", false),
    ROW("lsa", false),
    ROW("container", false),
    ROW("containerplatz", false),
    ROW("haltestelle", false),
    ROW("hydrant", false),
    ROW("parkscheinautomat", false),
    ROW("schaltkasten", false),
    ROW("schaltschrank", false),
    ROW("trafostation", false),
    ROW("verteilerkasten", false),
    ROW("kabelverteiler", false),
    ROW("lichtpunkt", false),
    ROW("baum", true),
    ROW("bank", true),
    ROW("poller", true),
    ROW("schacht", true),
    ROW("gully", true),
    ROW("schild", true),
    ROW("verkehrszeichen", true),
    ROW("bruecke", true),
    ROW("spielplatz", true),
    ROW("schachtdeckel", true),
    ROW("papierkorb", true),
    ROW("muelleimer", true),
    ROW("kanaldeckel", true),
#undef ROW
};

/* How many letters of "Laternennummer", "Mastnr" say that a number follows. */
static size_t
label_size(const PlaceWords *words, size_t index)
{
  static const char *const labels[] = {"nummer", "nr"};
  const PlaceWord *word = place_word(words, index);
  const char *folded = place_word_folded(words, word);
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    size_t size = strlen(labels[i]);
    if (word->folded_size > size &&
        memcmp(folded + word->folded_size - size, labels[i], size) == 0)
      return size;
  }
  return 0;
}

/* Is the word one of them, or does it end in one ("Straßenlaterne")? */
static bool
is_asset(const PlaceWords *words, size_t index, bool *out_label)
{
  const PlaceWord *word = place_word(words, index);
  const char *folded = place_word_folded(words, word);
  size_t size = word->folded_size - label_size(words, index);
  for (size_t i = 0; i < G_N_ELEMENTS(assets); i++) {
    size_t length = assets[i].length;
    if (size < length || assets[i].word[length - 1] != folded[size - 1] ||
        memcmp(folded + size - length, assets[i].word, length) != 0)
      continue;
    *out_label = assets[i].label;
    /* "Ballast", "Palast", "Damast" end in no mast of ours */
    return size == length || length > 4 || size >= length + 4;
  }
  return false;
}

/* "Nr.", "Nummer", "#", "mit der Nummer", ":"; the index behind. */
static size_t
skip_label(const PlaceWords *words, size_t index)
{
  size_t at = index;
  at += place_word_is_mark(words, at, ',');
  at += place_word_is(words, at, "mit");
  at += place_word_is(words, at, "der");
  at += place_word_is_mark(words, at, '(');
  if (place_word_is(words, at, "nr") || place_word_is(words, at, "nummer") ||
      place_word_is(words, at, "no") || place_word_is(words, at, "id") ||
      place_word_is(words, at, "kennung")) {
    at++;
    at += place_word_is_mark(words, at, '.');
    at += place_word_is_mark(words, at, ':');
    return at;
  }
  if (place_word_is_mark(words, index, '#') ||
      place_word_is_mark(words, index, ':'))
    return index + 1;
  return index;
}

static bool
is_kind(const PlaceWords *words, size_t index, PlaceWordKind kind)
{
  return index < place_words_count(words) &&
         place_word(words, index)->kind == (uint8_t)kind;
}

static bool
is_glued_kind(const PlaceWords *words, size_t index, PlaceWordKind kind)
{
  return is_kind(words, index, kind) && place_word(words, index)->glued;
}

/* "-345", "/3", ".7" behind the first digits. */
static size_t
skip_groups(const PlaceWords *words, size_t end)
{
  for (unsigned i = 0; i < ASSET_PARTS_MAX; i++, end += 2) {
    if (!is_glued_kind(words, end, PLACE_WORD_MARK) ||
        !is_glued_kind(words, end + 1, PLACE_WORD_DIGITS) ||
        place_word(words, end)->mark == 0 ||
        strchr("-/.", place_word(words, end)->mark) == NULL)
      break;
  }
  return end;
}

/* "4711", "12-345", "A 17", "L12/3"; the index behind, or `index`. */
static size_t
read_id(const PlaceWords *words, size_t index)
{
  size_t at = index;
  if (is_kind(words, at, PLACE_WORD_LETTERS) &&
      place_word(words, at)->folded_size <= 2 && place_word(words, at)->upper)
    at++;
  if (at > index && place_word_is_mark(words, at, '-'))
    at++;
  if (!is_kind(words, at, PLACE_WORD_DIGITS) || place_word(words, at)->line)
    return index;
  size_t end = skip_groups(words, at + 1);
  if (end == at + 1 && place_number_counts(words, at))
    return index;
  end += is_glued_kind(words, end, PLACE_WORD_LETTERS) &&
         place_word(words, end)->folded_size == 1;
  return end;
}

/* The gazetteer may have lamps: "Laterne 4711" in any writing. */
static bool
add_known(PlaceScan *scan, PlaceDraft *draft, size_t index)
{
  if (scan->gazetteer == NULL)
    return false;
  g_autofree char *kind = place_words_between(scan->words, index, index);
  g_autofree char *number = place_words_between(
      scan->words, draft->number.first, draft->number.end - 1);
  g_autofree char *name = g_strconcat(kind, " ", number, NULL);
  GazetteerHits hits = gazetteer_find_name(scan->gazetteer, name);
  if (hits.match > GAZETTEER_INFLECTED)
    return false;
  GazetteerPlace place = gazetteer_place(scan->gazetteer, hits.first);
  draft->street_name = place.name;
  draft->has_point = true;
  draft->latitude = place.latitude;
  draft->longitude = place.longitude;
  draft->confidence = SURE_KNOWN;
  place_scan_add(scan, draft);
  return true;
}

/* One number and those joined to it: "Laternen 4711 und 4712". */
static size_t
add_numbers(PlaceScan *scan, size_t index, PlaceDraft draft)
{
  const PlaceWords *words = scan->words;
  size_t end = draft.number.end;
  for (;;) {
    PlaceDraft one = draft;
    if (!add_known(scan, &one, index))
      place_scan_add(scan, &one);
    bool joined =
        place_word_is(words, end, "und") || place_word_is_mark(words, end, ',');
    size_t next = joined ? read_id(words, end + 1) : end + 1;
    if (next == end + 1 || next - (end + 1) > 1 ||
        place_word(words, end + 1)->end - place_word(words, end + 1)->start <
            ASSET_PLAIN_DIGITS)
      return end;
    draft.text.end = draft.number.end = next;
    draft.number.first = end + 1;
    end = next;
  }
}

size_t
place_asset_read(PlaceScan *scan, size_t index)
{
  const PlaceWords *words = scan->words;
  bool needs_label = false;
  bool named = label_size(words, index) > 0;
  size_t dot = named && place_word_is_mark(words, index + 1, '.') ? 1 : 0;
  size_t first = skip_label(words, index + 1 + dot);
  size_t end = read_id(words, first);
  if (end == first || !is_asset(words, index, &needs_label))
    return index;
  const PlaceWord *number = place_word(words, first);
  bool labelled = named || first > index + 1;
  if (needs_label && !labelled && end - first == 1 &&
      number->end - number->start < ASSET_PLAIN_DIGITS)
    return index;
  PlaceDraft draft = {.source = PLACE_SOURCE_TEXT,
                      .text = {index, end},
                      .number = {first, end},
                      .confidence = labelled ? SURE_LABELLED : SURE_NUMBER};
  return add_numbers(scan, index, draft);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The endings as a table of few rows, asked about at each word of a text: its
 * last three letters lead to one of them, mostly to none.
 */
#include "parsers/place/place_street_ending.h"

#include <string.h>

#include <glib.h>

static const struct {
  const char *ending;
  uint8_t length;
  StreetEnding strength;
} endings[] = {
#define ROW(word, strength)                                                    \
  {                                                                            \
    word, sizeof word - 1, STREET_ENDING_##strength                            \
  }
#define STRONG(word) ROW(word, STRONG)
#define WEAK(word) ROW(word, WEAK)
#define NUMBER(word) ROW(word, NUMBER)
    STRONG("strasse"),   STRONG("allee"),     STRONG("gasse"),
    STRONG("chaussee"),  STRONG("promenade"), STRONG("twiete"),
    STRONG("gaesschen"), STRONG("gaessle"),   WEAK("weg"),
    WEAK("platz"),       WEAK("ring"),        WEAK("ufer"),
    WEAK("damm"),        WEAK("steig"),       WEAK("markt"),
    WEAK("graben"),      WEAK("wall"),        WEAK("stieg"),
    WEAK("pfad"),        WEAK("kreisel"),     WEAK("redder"),
    NUMBER("acker"),     NUMBER("anger"),     NUMBER("bach"),
    NUMBER("berg"),      NUMBER("blick"),     NUMBER("brink"),
    NUMBER("bruch"),     NUMBER("bruecke"),   NUMBER("busch"),
    NUMBER("esch"),      NUMBER("feld"),      NUMBER("freiheit"),
    NUMBER("gang"),      NUMBER("garten"),    NUMBER("grund"),
    NUMBER("hain"),      NUMBER("halde"),     NUMBER("hang"),
    NUMBER("heide"),     NUMBER("hof"),       NUMBER("hoefe"),
    NUMBER("hoehe"),     NUMBER("horst"),     NUMBER("kamp"),
    NUMBER("koppel"),    NUMBER("park"),      NUMBER("rain"),
    NUMBER("reihe"),     NUMBER("siedlung"),  NUMBER("tal"),
    NUMBER("tor"),       NUMBER("wiese"),     NUMBER("wiesen"),
    NUMBER("winkel"),    NUMBER("zeile"),
};

G_STATIC_ASSERT(G_N_ELEMENTS(endings) <= STREET_ENDINGS_MAX);

void
street_tails_init(StreetTails *out)
{
  memset(out->first, 0, sizeof out->first);
  for (size_t i = G_N_ELEMENTS(endings); i-- > 0;) {
    uint8_t *first =
        &out->first[street_tail_hash(endings[i].ending + endings[i].length)];
    out->next[i] = *first;
    *first = (uint8_t)(i + 1);
  }
}

static StreetEnding
find_ending(const StreetTails *tails, const char *folded, size_t size,
            size_t *out_ending)
{
  if (size < 3)
    return STREET_ENDING_NONE;
  const char *end = folded + size;
  for (uint8_t row = tails->first[street_tail_hash(end)]; row != 0;
       row = tails->next[row - 1]) {
    size_t length = endings[row - 1].length;
    if (size < length || memcmp(end - length, endings[row - 1].ending, length))
      continue;
    *out_ending = length;
    return endings[row - 1].strength;
  }
  return STREET_ENDING_NONE;
}

StreetEnding
street_word_ending(const StreetTails *tails, const char *folded, size_t size,
                   size_t *out_ending, size_t *out_inflected)
{
  *out_inflected = 0;
  StreetEnding strength = find_ending(tails, folded, size, out_ending);
  if (strength != STREET_ENDING_NONE || size < 4 || folded[size - 1] != 's')
    return strength;
  *out_inflected = folded[size - 2] == 'e' ? 2 : 1; /* "Platzes", "Rings" */
  strength = find_ending(tails, folded, size - *out_inflected, out_ending);
  if (strength != STREET_ENDING_WEAK) {
    *out_inflected = 0;
    return STREET_ENDING_NONE;
  }
  return strength;
}

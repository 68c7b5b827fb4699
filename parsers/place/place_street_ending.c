/* SPDX-License-Identifier: Apache-2.0
 *
 * The endings as a table of few rows, asked about at each word of a text: the
 * last two letters answer nearly always.
 */
#include "parsers/place/place_street_ending.h"

#include <string.h>

#include <glib.h>

static const struct {
  const char *ending;
  uint8_t length;
  char tail[2]; /* its last two bytes, which tell almost always */
  StreetEnding strength;
} endings[] = {
#define ROW(word, strength)                                                    \
  {                                                                            \
    word, sizeof word - 1, {word[sizeof word - 3], word[sizeof word - 2]},     \
        STREET_ENDING_##strength                                               \
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

static StreetEnding
find_ending(const char *folded, size_t size, size_t *out_ending)
{
  if (size < 2)
    return STREET_ENDING_NONE;
  char before_last = folded[size - 2], last = folded[size - 1];
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
    size_t length = endings[i].length;
    if (endings[i].tail[1] != last || endings[i].tail[0] != before_last ||
        size < length ||
        memcmp(folded + size - length, endings[i].ending, length) != 0)
      continue;
    *out_ending = length;
    return endings[i].strength;
  }
  return STREET_ENDING_NONE;
}

StreetEnding
street_word_ending(const char *folded, size_t size, size_t *out_ending,
                   size_t *out_inflected)
{
  *out_inflected = 0;
  StreetEnding strength = find_ending(folded, size, out_ending);
  if (strength != STREET_ENDING_NONE || size < 4 || folded[size - 1] != 's')
    return strength;
  *out_inflected = folded[size - 2] == 'e' ? 2 : 1; /* "Platzes", "Rings" */
  strength = find_ending(folded, size - *out_inflected, out_ending);
  if (strength != STREET_ENDING_WEAK) {
    *out_inflected = 0;
    return STREET_ENDING_NONE;
  }
  return strength;
}

void
street_tails_init(StreetTails *out)
{
  *out = (StreetTails){{0}};
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    out->before[endings[i].tail[1] & 31] |= 1u << (endings[i].tail[0] & 31);
}

static bool
tails_hold(const StreetTails *tails, const char *end)
{
  return (tails->before[end[-1] & 31] >> (end[-2] & 31) & 1) != 0;
}

bool
street_tails_hold(const StreetTails *tails, const char *folded, size_t size)
{
  const char *end = folded + size;
  if (size < 2)
    return false;
  if (tails_hold(tails, end) || size < 4 || end[-1] != 's')
    return tails_hold(tails, end);
  return tails_hold(tails, end - 1) || tails_hold(tails, end - 2);
}

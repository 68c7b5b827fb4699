/* SPDX-License-Identifier: Apache-2.0
 *
 * Letter by letter, then the end of the word.
 */
#include "parsers/place/place_fold.h"

#include <string.h>

enum {
  ENDING_NAME_MIN = 3, /* bytes before the ending of a misspelt name */
  COMBINING_DIAERESIS = 0x308,
};

/* Letters that do not come apart into a base and its accents, and the German
 * umlauts, which are written with e. */
static const struct {
  gunichar letter;
  const char *folded;
} folded_letters[] = {
    {0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xDF, "ss"},
    {0xE6, "ae"}, {0xF8, "oe"}, {0xE5, "aa"}, {0x153, "oe"},
    {0x131, "i"}, {0x142, "l"}, {0x111, "d"}, {0xF0, "d"},
};

static const char *
find_letter(gunichar letter)
{
  for (size_t i = 0; i < G_N_ELEMENTS(folded_letters); i++)
    if (folded_letters[i].letter == letter)
      return folded_letters[i].folded;
  return NULL;
}

static size_t
fold_rest(gunichar letter, char *out)
{
  gunichar base = letter, accent = 0;
  while (g_unichar_decompose(base, &base, &accent) && accent != 0)
    ;
  return (size_t)g_unichar_to_utf8(g_unichar_tolower(base), out);
}

size_t
place_fold_letter(gunichar letter, char *out)
{
  if (letter >= 0xC0 && letter <= 0xDE)
    letter += 0x20; /* the small one: no table for those that are usual */
  else if (letter == COMBINING_DIAERESIS)
    letter = 'e';
  else if (g_unichar_ismark(letter))
    return 0;
  else if (letter > 0xFF)
    letter = g_unichar_tolower(letter);
  const char *known = find_letter(letter);
  if (known == NULL)
    return fold_rest(letter, out);
  size_t size = known[1] == '\0' ? 1 : 2;
  memcpy(out, known, size);
  return size;
}

/* Endings as they are misspelt most; nothing else ends so behind a name. */
static const struct {
  const char *wrong, *right;
  size_t size; /* of the wrong one */
} misspelt_endings[] = {
#define ROW(wrong, right)                                                      \
  {                                                                            \
    wrong, right, sizeof wrong - 1                                             \
  }
    ROW("straase", "strasse"),  ROW("starsse", "strasse"),
    ROW("stasse", "strasse"),   ROW("srasse", "strasse"),
    ROW("strsse", "strasse"),   ROW("strassse", "strasse"),
    ROW("plaz", "platz"),       ROW("plazt", "platz"),
    ROW("chausee", "chaussee"), ROW("chause", "chaussee"),
#undef ROW
};

/* Another end instead of the last `wrong` bytes. */
static size_t
put_end(char *word, size_t size, size_t wrong, const char *right)
{
  size_t length = strlen(right);
  memcpy(word + size - wrong, right, length);
  return size - wrong + length;
}

/* "Gartenstr" is "gartenstrasse": no other word ends so. */
size_t
place_fold_respell(char *word, size_t size)
{
  if (place_folded_ends_in(word, size, "str", 3))
    return put_end(word, size, 0, "asse");
  if (size > 5 &&
      place_folded_ends_in(word, size, "strae", 5)) /* ß lost on the way */
    return put_end(word, size, 1, "sse");
  if (size > 5 && place_folded_ends_in(word, size, "strase", 6))
    return put_end(word, size, 2, "sse");
  for (size_t i = 0; i < G_N_ELEMENTS(misspelt_endings); i++) {
    size_t wrong = misspelt_endings[i].size;
    if (size >= wrong + ENDING_NAME_MIN &&
        place_folded_ends_in(word, size, misspelt_endings[i].wrong, wrong))
      return put_end(word, size, wrong, misspelt_endings[i].right);
  }
  return size;
}

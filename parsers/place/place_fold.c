/* SPDX-License-Identifier: Apache-2.0
 *
 * Letter by letter, then the end of the word.
 */
#include "parsers/place/place_fold.h"

#include <stdbool.h>
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

static void
fold_rest(GString *folded, gunichar letter)
{
  const char *known = find_letter(letter);
  letter = g_unichar_tolower(letter);
  if (known == NULL)
    known = find_letter(letter);
  if (known != NULL) {
    g_string_append(folded, known);
    return;
  }
  gunichar base = letter, accent = 0;
  while (g_unichar_decompose(base, &base, &accent) && accent != 0)
    ;
  g_string_append_unichar(folded, g_unichar_tolower(base));
}

void
place_fold_letter(GString *folded, gunichar letter)
{
  if (letter < 0x80)
    g_string_append_c(folded, g_ascii_tolower((char)letter));
  else if (letter == COMBINING_DIAERESIS)
    g_string_append_c(folded, 'e');
  else if (!g_unichar_ismark(letter))
    fold_rest(folded, letter);
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

static void
spell_ending(GString *folded, size_t begin)
{
  size_t size = folded->len - begin;
  const char *end = folded->str + folded->len;
  for (size_t i = 0; i < G_N_ELEMENTS(misspelt_endings); i++) {
    size_t wrong = misspelt_endings[i].size;
    if (size < wrong + ENDING_NAME_MIN ||
        end[-2] != misspelt_endings[i].wrong[wrong - 2] || /* as a rule */
        strcmp(end - wrong, misspelt_endings[i].wrong) != 0)
      continue;
    g_string_truncate(folded, folded->len - wrong);
    g_string_append(folded, misspelt_endings[i].right);
    return;
  }
}

/* "Gartenstr" is "gartenstrasse": no other word ends so. */
static void
spell_street(GString *folded, size_t begin)
{
  size_t size = folded->len - begin;
  const char *word = folded->str + begin;
  if (size >= 3 && strcmp(word + size - 3, "str") == 0)
    g_string_append(folded, "asse");
  else if (size > 5 && (strcmp(word + size - 5, "strae") == 0 ||
                        strcmp(word + size - 6, "strase") == 0)) {
    g_string_truncate(folded, begin + size - (word[size - 2] == 'a' ? 2 : 3));
    g_string_append(folded, "asse"); /* ß lost on the way, or misspelt */
  } else
    spell_ending(folded, begin);
}

void
place_fold_respell(GString *folded, size_t begin)
{
  if (folded->len - begin >= 3)
    spell_street(folded, begin);
  if (folded->len - begin > PLACE_FOLDED_MAX)
    g_string_truncate(folded, begin + PLACE_FOLDED_MAX);
}

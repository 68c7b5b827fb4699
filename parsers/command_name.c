/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of staff commands: what counts as the same, and what was meant.
 */
#include "parsers/command_name.h"

#include <string.h>

#include "parsers/command.h"

/* More letters wrong than this is another word; in short words fewer. */
#define DISTANCE_MAX 3

/* Spellings that people without umlauts on their keyboard use.  Folding both
 * sides alike also makes "neu" and "nü" equal, which harms nobody. */
static const struct {
  const char *from, *to;
} foldings[] = {
    {"ä", "a"},  {"ö", "o"},  {"ü", "u"},  {"ss", "s"},
    {"ae", "a"}, {"oe", "o"}, {"ue", "u"},
};

char *
command_fold(const char *name)
{
  g_autofree char *composed =
      g_utf8_normalize(name, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *folded = g_utf8_casefold(composed ? composed : "", -1);
  g_autofree char *again =
      g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *out = g_string_new(NULL);

  for (const char *p = again; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(out, c);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(foldings); i++)
    g_string_replace(out, foldings[i].from, foldings[i].to, 0);
  return g_string_free(out, FALSE);
}

/* Is `folded` one of the row's names? */
static bool
row_has_name(const Command *row, const char *folded)
{
  for (const char *const *name = row->names; *name; name++) {
    g_autofree char *other = NULL;
    /* Folding is dear and keeps a plain first letter, so look at that first. */
    if (g_ascii_isalpha(**name) && g_ascii_tolower(**name) != *folded)
      continue;
    other = command_fold(*name);
    if (strcmp(other, folded) == 0)
      return true;
  }
  return false;
}

const Command *
command_find(const char *name)
{
  g_autofree char *folded = command_fold(name);

  for (const Command *const *row = command_registry; *row && *folded; row++) {
    if (row_has_name(*row, folded))
      return *row;
  }
  return NULL;
}

/* Levenshtein distance of two short strings, by bytes of the folded form. */
static unsigned
distance(const char *a, const char *b)
{
  unsigned row[COMMAND_NAME_MAX + 1];
  size_t width = MIN(strlen(b), COMMAND_NAME_MAX);

  for (size_t j = 0; j <= width; j++)
    row[j] = (unsigned)j;
  for (size_t i = 0; a[i]; i++) {
    unsigned diagonal = row[0];
    row[0] = (unsigned)i + 1;
    for (size_t j = 0; j < width; j++) {
      unsigned change = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = MIN(change, MIN(row[j], row[j + 1]) + 1);
    }
  }
  return row[width];
}

/* How far a row is from what was written; a beginning counts as near. */
static unsigned
row_distance(const Command *row, const char *folded)
{
  unsigned best = DISTANCE_MAX + 1;

  for (const char *const *name = row->names; *name; name++) {
    g_autofree char *other = command_fold(*name);
    unsigned d = distance(folded, other);
    if (strlen(folded) >= 3 &&
        (g_str_has_prefix(other, folded) || g_str_has_prefix(folded, other)))
      d = 1;
    best = MIN(best, d);
  }
  return best <= (strlen(folded) + 1) / 3 ? best : DISTANCE_MAX + 1;
}

void
command_suggest(const char *name,
                const char *out[static COMMAND_SUGGESTIONS_MAX])
{
  g_autofree char *clipped = g_strndup(name, COMMAND_NAME_MAX);
  g_autofree char *valid = g_utf8_make_valid(clipped, -1);
  g_autofree char *folded = command_fold(valid);
  unsigned count = 0;

  for (unsigned d = 0; d <= DISTANCE_MAX; d++) {
    for (const Command *const *row = command_registry; *row; row++) {
      if (count < COMMAND_SUGGESTIONS_MAX && row_distance(*row, folded) == d)
        out[count++] = (*row)->names[0];
    }
  }
}

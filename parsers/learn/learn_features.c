/* SPDX-License-Identifier: Apache-2.0
 *
 * Words are cut and cleaned, then hashed; equal hashes become one feature.
 */
#include "parsers/learn/learn_features.h"

#include <stdbool.h>
#include <string.h>

#include "parsers/config/town_route.h"

/* Pieces of this many characters, a word's edges (blanks) among them. */
enum { PIECE_MIN = 2, PIECE_MAX = 5 };

static bool
has_digit(const char *word)
{
  return strpbrk(word, "0123456789") != NULL;
}

/* After these a name follows. */
static bool
is_address_form(const char *word)
{
  static const char *const forms[] = {"herr", "herrn", "frau", "familie",
                                      "fam",  "mr",    "mrs",  "ms",
                                      "dr",   "prof"};
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
    if (strcmp(word, forms[i]) == 0)
      return true;
  return false;
}

/* The kind that a street's name ends with: of "Lindenstraße" only "strasse"
 * may be learnt.  NULL: it is no such name. */
static const char *
street_kind(const char *word)
{
  static const char *const kinds[][2] = {{"strasse", "strasse"},
                                         {"str", "strasse"},
                                         {"allee", "allee"},
                                         {"gasse", "gasse"}};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_suffix(word, kinds[i][0]))
      return kinds[i][1];
  return NULL;
}

char **
learn_words(const char *text)
{
  g_autofree char *start =
      g_utf8_make_valid(text, (gssize)strnlen(text, LEARN_TEXT_MAX));
  g_autofree char *folded = town_fold(start);
  g_auto(GStrv) all = g_strsplit(folded, " ", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  bool named = false;
  for (char **word = all; *word != NULL; word++) {
    bool skip = named || **word == '\0' || has_digit(*word);
    named = is_address_form(*word);
    if (skip || named)
      continue;
    const char *kind = street_kind(*word);
    g_strv_builder_add(words, kind != NULL ? kind : *word);
  }
  return g_strv_builder_end(words);
}

static void
add_hash(GArray *features, const LearnKey *key, const char *piece,
         size_t length, LearnGroup group)
{
  uint64_t hash = learn_hash(key, piece, length);
  LearnFeature feature = {(hash & ~UINT64_C(1)) | group, 1};
  g_array_append_val(features, feature);
}

/* `edged`: the word between two blanks. */
static void
add_pieces(GArray *features, const LearnKey *key, const char *edged)
{
  for (const char *from = edged; *from != '\0'; from = g_utf8_next_char(from)) {
    const char *end = from;
    for (int length = 1; length <= PIECE_MAX && *end != '\0'; length++) {
      end = g_utf8_next_char(end);
      if (length >= PIECE_MIN)
        add_hash(features, key, from, (size_t)(end - from), LEARN_PIECES);
    }
  }
}

static int
compare_features(const void *left, const void *right)
{
  uint64_t a = ((const LearnFeature *)left)->hash;
  uint64_t b = ((const LearnFeature *)right)->hash;
  return (a > b) - (a < b);
}

/* Make equal neighbours one. */
static void
unite(GArray *features)
{
  guint kept = 0;
  for (guint i = 0; i < features->len; i++) {
    LearnFeature one = g_array_index(features, LearnFeature, i);
    LearnFeature *last =
        kept == 0 ? NULL : &g_array_index(features, LearnFeature, kept - 1);
    if (last != NULL && last->hash == one.hash)
      last->count++;
    else
      g_array_index(features, LearnFeature, kept++) = one;
  }
  g_array_set_size(features, kept);
}

GArray *
learn_features(const char *text, const LearnKey *key)
{
  GArray *features = g_array_new(FALSE, FALSE, sizeof(LearnFeature));
  g_auto(GStrv) words = learn_words(text);
  for (char **word = words; *word != NULL; word++) {
    g_autofree char *edged = g_strconcat(" ", *word, " ", NULL);
    add_pieces(features, key, edged);
    add_hash(features, key, *word, strlen(*word), LEARN_WORDS);
    if (word == words)
      continue;
    g_autofree char *pair = g_strconcat(word[-1], " ", *word, NULL);
    add_hash(features, key, pair, strlen(pair), LEARN_WORDS);
  }
  g_array_sort(features, compare_features);
  unite(features);
  return features;
}

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

/* Features as they come, some of them more than once. */
typedef struct Gathered {
  LearnFeature *list;
  size_t count;
  const LearnKey *key;
} Gathered;

static uint64_t
hash_in_group(const LearnKey *key, const char *piece, size_t length,
              LearnGroup group)
{
  return (learn_hash(key, piece, length) & ~UINT64_C(1)) | group;
}

uint64_t
learn_hash_word(const LearnKey *key, const char *word)
{
  return hash_in_group(key, word, strlen(word), LEARN_WORDS);
}

/* `edged`: the word between two blanks. */
static void
add_pieces(Gathered *gathered, const char *edged)
{
  for (const char *from = edged; *from != '\0'; from = g_utf8_next_char(from)) {
    const char *end = from;
    for (int length = 1; length <= PIECE_MAX && *end != '\0'; length++) {
      end = g_utf8_next_char(end);
      if (length < PIECE_MIN)
        continue;
      uint64_t hash = hash_in_group(gathered->key, from, (size_t)(end - from),
                                    LEARN_PIECES);
      gathered->list[gathered->count++] = (LearnFeature){hash, 1};
    }
  }
}

static void
add_word(Gathered *gathered, const char *word)
{
  uint64_t hash = learn_hash_word(gathered->key, word);
  gathered->list[gathered->count++] = (LearnFeature){hash, 1};
}

/* Each word gives itself, a pair with its neighbour, and its pieces. */
static size_t
features_max(char *const *words)
{
  size_t most = 0;
  for (; *words != NULL; words++)
    most += 2 + (strlen(*words) + 2) * (PIECE_MAX - PIECE_MIN + 1);
  return most;
}

/* Where among `count` features a hash belongs if they are as evenly spread as
 * hashes are. */
static size_t
bucket_of(uint64_t hash, size_t count)
{
  return (size_t)((hash >> 32) * count >> 32);
}

/* By hash.  Each goes to its bucket, and from there to its place, which is
 * near; the list is the caller's. */
static LearnFeature *
sort_features(const LearnFeature *list, size_t count)
{
  g_autofree size_t *ends = g_new0(size_t, count + 1);
  for (size_t i = 0; i < count; i++)
    ends[bucket_of(list[i].hash, count) + 1]++;
  for (size_t i = 0; i < count; i++)
    ends[i + 1] += ends[i];
  LearnFeature *sorted = g_new(LearnFeature, count);
  for (size_t i = 0; i < count; i++)
    sorted[ends[bucket_of(list[i].hash, count)]++] = list[i];
  for (size_t i = 1; i < count; i++) {
    LearnFeature one = sorted[i];
    size_t place = i;
    for (; place > 0 && sorted[place - 1].hash > one.hash; place--)
      sorted[place] = sorted[place - 1];
    sorted[place] = one;
  }
  return sorted;
}

/* Equal neighbours become one. */
static GArray *
unite(const LearnFeature *sorted, size_t count)
{
  GArray *features =
      g_array_sized_new(FALSE, FALSE, sizeof *sorted, (guint)count);
  for (size_t i = 0; i < count; i++)
    if (i > 0 && sorted[i].hash == sorted[i - 1].hash)
      g_array_index(features, LearnFeature, features->len - 1).count++;
    else
      g_array_append_val(features, sorted[i]);
  return features;
}

GArray *
learn_features(const char *text, const LearnKey *key)
{
  g_auto(GStrv) words = learn_words(text);
  g_autofree LearnFeature *list = g_new(LearnFeature, features_max(words));
  Gathered gathered = {list, 0, key};
  for (char **word = words; *word != NULL; word++) {
    g_autofree char *edged = g_strconcat(" ", *word, " ", NULL);
    add_pieces(&gathered, edged);
    add_word(&gathered, *word);
    if (word == words)
      continue;
    g_autofree char *pair = g_strconcat(word[-1], " ", *word, NULL);
    add_word(&gathered, pair);
  }
  g_autofree LearnFeature *sorted = sort_features(list, gathered.count);
  return unite(sorted, gathered.count);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * Building the index, and look-ups in it.
 */
#include "parsers/place/gazetteer_private.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/place/place_words.h"

enum { ABBREVIATION_MAX = 4 };

/* Abbreviations that are words of their own; "…str." is place_words.c's. */
static const struct {
  const char *folded, *whole;
} abbreviations[] = {
    {"bgm", "buergermeister"}, {"bf", "bahnhof"},       {"bhf", "bahnhof"},
    {"gr", "grosse"},          {"hbf", "hauptbahnhof"}, {"kl", "kleine"},
    {"pl", "platz"},           {"prof", "professor"},   {"st", "sankt"},
};

static const char *
whole_word(const char *folded)
{
  for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++)
    if (strcmp(folded, abbreviations[i].folded) == 0)
      return abbreviations[i].whole;
  return folded;
}

/* The length of a word without its ending: "langen", "lange" -> "lang". */
static size_t
stem_of(const char *word, size_t size)
{
  static const char *const suffixes[] = {"es", "en", "er", "em", "e", "s", "n"};
  for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    size_t length = strlen(suffixes[i]);
    if (size >= length + 3 &&
        memcmp(word + size - length, suffixes[i], length) == 0)
      return size - length;
  }
  return size;
}

static bool
append(char *out, unsigned *size, const char *word, size_t length)
{
  if (*size + length + 1 >= GAZETTEER_KEY_MAX)
    return false;
  memcpy(out + *size, word, length);
  *size += (unsigned)length;
  out[*size] = '\0';
  return true;
}

void
gazetteer_spell_begin(GazetteerSpelling *spelling)
{
  spelling->key_size = spelling->stem_size = 0;
  spelling->key[0] = spelling->stem[0] = '\0';
}

bool
gazetteer_spell_word(GazetteerSpelling *spelling, const PlaceWords *words,
                     size_t index)
{
  const PlaceWord *word = place_word(words, index);
  if (word->folded_size == 0)
    return true;
  const char *whole = place_word_folded(words, word);
  size_t length = word->folded_size;
  if (length <= ABBREVIATION_MAX) {
    whole = whole_word(whole);
    length = strlen(whole);
  }
  bool fits = (spelling->stem_size == 0 ||
               append(spelling->stem, &spelling->stem_size, "|", 1)) &&
              append(spelling->key, &spelling->key_size, whole, length) &&
              append(spelling->stem, &spelling->stem_size, whole,
                     stem_of(whole, length));
  if (!fits)
    gazetteer_spell_begin(spelling);
  return fits;
}

void
gazetteer_spell(const PlaceWords *words, size_t first, size_t last,
                GazetteerSpelling *out)
{
  gazetteer_spell_begin(out);
  for (size_t i = first; i <= last; i++)
    if (!gazetteer_spell_word(out, words, i))
      return;
}

static int
compare_rows(const void *a, const void *b, void *user)
{
  const GazetteerRow *left = a, *right = b;
  const Gazetteer *gazetteer = user;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  int order = strcmp(gazetteer->keys->str + left->key,
                     gazetteer->keys->str + right->key);
  return order != 0 ? order
                    : (left->name > right->name) - (left->name < right->name);
}

static int
compare_numbers(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static double
median(const Gazetteer *gazetteer, bool latitude)
{
  size_t count = gazetteer->rows->len;
  g_autofree double *values = g_new(double, count);
  for (size_t i = 0; i < count; i++)
    values[i] = latitude ? gazetteer_row(gazetteer, i)->latitude
                         : gazetteer_row(gazetteer, i)->longitude;
  qsort(values, count, sizeof *values, compare_numbers);
  return values[count / 2];
}

static void
find_centre(Gazetteer *gazetteer)
{
  gazetteer->has_centre = gazetteer->rows->len > 0;
  if (!gazetteer->has_centre)
    return;
  gazetteer->latitude = median(gazetteer, true);
  gazetteer->longitude = median(gazetteer, false);
}

/* In the order of strcmp(). */
static uint64_t
first_bytes(const char *key, size_t size)
{
  uint64_t order = 0;
  for (size_t i = 0; i < sizeof order; i++)
    order = order << 8 | (i < size ? (unsigned char)key[i] : 0);
  return order;
}

/* The keys of all rows, then their order. */
static void
sort_rows(Gazetteer *gazetteer)
{
  g_autoptr(PlaceWords) words = place_words_new();
  for (guint i = 0; i < gazetteer->rows->len; i++) {
    GazetteerRow *row = &g_array_index(gazetteer->rows, GazetteerRow, i);
    const char *name = gazetteer->names->str + row->name;
    place_words_read(words, name, strlen(name));
    GazetteerSpelling spelling = {.key_size = 0};
    if (place_words_count(words) > 0)
      gazetteer_spell(words, 0, place_words_count(words) - 1, &spelling);
    row->key = (uint32_t)gazetteer->keys->len;
    row->key_size = spelling.key_size;
    row->order = first_bytes(spelling.key, spelling.key_size);
    row->stem = gazetteer_hash(spelling.stem, spelling.stem_size);
    g_string_append_len(gazetteer->keys, spelling.key, spelling.key_size + 1);
  }
  g_array_sort_with_data(gazetteer->rows, compare_rows, gazetteer);
}

/* Both tables get the first row of each name. */
static void
index_rows(Gazetteer *gazetteer)
{
  gazetteer_table_init(&gazetteer->exact, gazetteer->rows->len);
  gazetteer_table_init(&gazetteer->stems, gazetteer->rows->len);
  const char *last = "";
  for (guint i = 0; i < gazetteer->rows->len; i++) {
    const GazetteerRow *row = gazetteer_row(gazetteer, i);
    const char *key = gazetteer->keys->str + row->key;
    if (strcmp(key, last) == 0)
      continue; /* the same again, or too long */
    gazetteer_table_add(&gazetteer->exact, gazetteer_hash(key, row->key_size),
                        i);
    gazetteer_table_add(&gazetteer->stems, row->stem, i);
    last = key;
  }
}

Gazetteer *
gazetteer_new(GBytes *bytes, const char *file, Problems *problems)
{
  Gazetteer *gazetteer = g_new0(Gazetteer, 1);
  gazetteer->names = g_string_sized_new(g_bytes_get_size(bytes) + 1);
  gazetteer->keys = g_string_sized_new(g_bytes_get_size(bytes) + 1);
  gazetteer->rows = g_array_new(FALSE, FALSE, sizeof(GazetteerRow));
  gazetteer_csv_read(gazetteer, bytes, file, problems);
  sort_rows(gazetteer);
  index_rows(gazetteer);
  gazetteer_near_index(gazetteer);
  find_centre(gazetteer);
  return gazetteer;
}

void
gazetteer_free(Gazetteer *gazetteer)
{
  if (gazetteer == NULL)
    return;
  g_string_free(gazetteer->names, TRUE);
  g_string_free(gazetteer->keys, TRUE);
  g_array_unref(gazetteer->rows);
  gazetteer_table_clear(&gazetteer->exact);
  gazetteer_table_clear(&gazetteer->stems);
  gazetteer_table_clear(&gazetteer->near);
  g_free(gazetteer);
}

size_t
gazetteer_size(const Gazetteer *gazetteer)
{
  return gazetteer->rows->len;
}

GazetteerPlace
gazetteer_place(const Gazetteer *gazetteer, unsigned index)
{
  const GazetteerRow *row = gazetteer_row(gazetteer, index);
  const char *names = gazetteer->names->str;
  return (GazetteerPlace){.name = names + row->name,
                          .quarter = names + row->quarter,
                          .numbers = names + row->numbers,
                          .latitude = row->latitude,
                          .longitude = row->longitude};
}

bool
gazetteer_has_number(const char *numbers, unsigned number)
{
  for (const char *at = numbers; *at != '\0';) {
    char *end = NULL;
    guint64 first = g_ascii_strtoull(at, &end, 10), last = first;
    if (end == at)
      return false;
    if (*end == '-')
      last = g_ascii_strtoull(end + 1, &end, 10);
    if (number >= first && number <= last && (number - first) % 2 == 0)
      return true;
    at = end + strspn(end, " ");
  }
  return false;
}

bool
gazetteer_centre(const Gazetteer *gazetteer, double *out_latitude,
                 double *out_longitude)
{
  if (!gazetteer->has_centre)
    return false;
  *out_latitude = gazetteer->latitude;
  *out_longitude = gazetteer->longitude;
  return true;
}

/* All rows with the key of this one, which is the first. */
static GazetteerHits
hits_of(const Gazetteer *gazetteer, uint32_t first, GazetteerMatch match)
{
  const char *key = gazetteer->keys->str + gazetteer_row(gazetteer, first)->key;
  unsigned end = first + 1;
  while (end < gazetteer->rows->len &&
         strcmp(gazetteer->keys->str + gazetteer_row(gazetteer, end)->key,
                key) == 0)
    end++;
  return (GazetteerHits){match, first, end - first};
}

static bool
find_exact(const Gazetteer *gazetteer, const GazetteerSpelling *spelling,
           uint32_t *out_row)
{
  uint64_t hash = gazetteer_hash(spelling->key, spelling->key_size);
  uint32_t probe = 0, row;
  while (gazetteer_table_next(&gazetteer->exact, hash, &probe, &row))
    if (strcmp(gazetteer->keys->str + gazetteer_row(gazetteer, row)->key,
               spelling->key) == 0) {
      *out_row = row;
      return true;
    }
  return false;
}

/* The slot stands for the stem: that two meet in their hash is as rare as it is
 * harmless. */
static bool
find_stem(const Gazetteer *gazetteer, const GazetteerSpelling *spelling,
          uint32_t *out_row)
{
  uint32_t probe = 0;
  return gazetteer_table_next(
      &gazetteer->stems, gazetteer_hash(spelling->stem, spelling->stem_size),
      &probe, out_row);
}

GazetteerHits
gazetteer_find(const Gazetteer *gazetteer, const GazetteerSpelling *spelling,
               GazetteerMatch worst)
{
  uint32_t row = 0, near[GAZETTEER_TIES_MAX];
  if (spelling->key_size == 0)
    return (GazetteerHits){.match = GAZETTEER_NONE};
  if (find_exact(gazetteer, spelling, &row))
    return hits_of(gazetteer, row, GAZETTEER_EXACT);
  if (worst >= GAZETTEER_INFLECTED && find_stem(gazetteer, spelling, &row))
    return hits_of(gazetteer, row, GAZETTEER_INFLECTED);
  if (worst >= GAZETTEER_MISSPELT &&
      gazetteer_near_find(gazetteer, spelling->key, spelling->key_size, near) ==
          1)
    return hits_of(gazetteer, near[0], GAZETTEER_MISSPELT);
  return (GazetteerHits){.match = GAZETTEER_NONE};
}

unsigned
gazetteer_find_ties(const Gazetteer *gazetteer,
                    const GazetteerSpelling *spelling,
                    unsigned out_rows[GAZETTEER_TIES_MAX])
{
  uint32_t near[GAZETTEER_TIES_MAX];
  if (spelling->key_size == 0)
    return 0;
  unsigned count =
      gazetteer_near_find(gazetteer, spelling->key, spelling->key_size, near);
  if (count < 2 || count > GAZETTEER_TIES_MAX)
    return 0;
  for (unsigned i = 0; i < count; i++)
    out_rows[i] = near[i];
  return count;
}

GazetteerHits
gazetteer_find_name(const Gazetteer *gazetteer, const char *name)
{
  g_autoptr(PlaceWords) words = place_words_new();
  place_words_read(words, name, strlen(name));
  GazetteerSpelling spelling = {.key_size = 0};
  if (place_words_count(words) > 0)
    gazetteer_spell(words, 0, place_words_count(words) - 1, &spelling);
  return gazetteer_find(gazetteer, &spelling, GAZETTEER_MISSPELT);
}

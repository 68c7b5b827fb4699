/* SPDX-License-Identifier: Apache-2.0
 *
 * Misspelt names.  One edit is found by leaving out each letter of both sides
 * and comparing what is left (the deletion neighbourhood of SymSpell); two, in
 * long names only, among the names with the same beginning.
 */
#include "parsers/place/gazetteer_private.h"

#include <string.h>

enum {
  NEAR_STEM_MIN = 5,   /* letters before the ending: "Garten" has neighbours
                          enough, "Hof" has too many */
  NEAR_LONG_MIN = 11,  /* letters of a name with two errors */
  NEAR_PREFIX = 4,     /* of which these are right */
  NEAR_SCAN_MAX = 400, /* names with the same beginning that are compared */
};

/* How many letters of a key stand before the ending that all streets share. */
static size_t
stem_size(const StreetTails *tails, const char *key, size_t size)
{
  size_t ending = 0, inflected = 0;
  if (street_word_ending(tails, key, size, &ending, &inflected) ==
          STREET_ENDING_NONE ||
      inflected > 0 || ending >= size)
    return size;
  return size - ending;
}

/* Add a key without each letter of its stem, and whole. */
static void
index_key(Gazetteer *gazetteer, const char *key, size_t size, uint32_t row)
{
  size_t stem = stem_size(&gazetteer->tails, key, size);
  if (stem < NEAR_STEM_MIN)
    return;
  uint64_t hashes[GAZETTEER_KEY_MAX + 1];
  uint64_t all = hashes[0] = gazetteer_hash(key, size);
  /* hash = before * power(rest) + rest; each as the loop goes on */
  uint64_t before = 0, power = gazetteer_hash_power(size);
  uint64_t factor = gazetteer_hash_power(1);
  uint64_t inverse = factor;
  for (int i = 0; i < 5; i++) /* Newton: the inverse of an odd number */
    inverse *= 2 - factor * inverse;
  for (size_t i = 0; i < stem; i++) {
    uint64_t through = gazetteer_hash_add(before, key[i]);
    power *= inverse; /* of the letters behind i */
    uint64_t rest = all - through * power;
    hashes[i + 1] = before * power + rest;
    before = through;
  }
  gazetteer_table_add_all(&gazetteer->near, hashes, stem + 1, row);
}

void
gazetteer_near_index(Gazetteer *gazetteer)
{
  size_t letters = 0;
  street_tails_init(&gazetteer->tails);
  for (guint i = 0; i < gazetteer->rows->len; i++) {
    const GazetteerRow *row = gazetteer_row(gazetteer, i);
    const char *key = gazetteer->keys->str + row->key;
    letters += stem_size(&gazetteer->tails, key, row->key_size) + 1;
  }
  gazetteer_table_init(&gazetteer->near, letters);
  const char *last = NULL;
  for (guint i = 0; i < gazetteer->rows->len; i++) {
    const GazetteerRow *row = gazetteer_row(gazetteer, i);
    const char *key = gazetteer->keys->str + row->key;
    if (last == NULL || strcmp(key, last) != 0)
      index_key(gazetteer, key, row->key_size, i);
    last = key;
  }
}

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* A lamp's number that is one digit off is another lamp. */
static bool
same_digits(const char *a, const char *b)
{
  for (;;) {
    while (*a != '\0' && !is_digit(*a))
      a++;
    while (*b != '\0' && !is_digit(*b))
      b++;
    if (*a != *b)
      return false;
    if (*a == '\0')
      return true;
    a++;
    b++;
  }
}

/* Errors between two keys (optimal string alignment), `most` + 1 for more. */
static int
distance(const char *a, size_t a_size, const char *b, size_t b_size, int most)
{
  int rows[3][GAZETTEER_KEY_MAX + 1];
  if (a_size > b_size + (size_t)most || b_size > a_size + (size_t)most)
    return most + 1;
  for (size_t j = 0; j <= b_size; j++)
    rows[0][j] = (int)j;
  for (size_t i = 1; i <= a_size; i++) {
    int *now = rows[i % 3], *before = rows[(i + 2) % 3];
    const int *older = rows[(i + 1) % 3];
    int least = now[0] = (int)i;
    for (size_t j = 1; j <= b_size; j++) {
      int cost = before[j - 1] + (a[i - 1] != b[j - 1]);
      cost = MIN(cost, MIN(before[j], now[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = MIN(cost, older[j - 2] + 1);
      now[j] = cost;
      least = MIN(least, cost);
    }
    if (least > most)
      return most + 1;
  }
  return rows[a_size % 3][b_size];
}

/* The nearest keys so far. */
typedef struct Nearest {
  const Gazetteer *gazetteer;
  const char *key;
  size_t size;
  int most;                          /* errors that may be */
  int errors;                        /* of the nearest */
  uint32_t rows[GAZETTEER_TIES_MAX]; /* one of each key */
  unsigned count;                    /* may be one more than fit */
} Nearest;

static const char *
key_at(const Nearest *nearest, uint32_t index)
{
  return nearest->gazetteer->keys->str +
         gazetteer_row(nearest->gazetteer, index)->key;
}

static bool
is_known(const Nearest *nearest, uint32_t index)
{
  unsigned kept = MIN(nearest->count, GAZETTEER_TIES_MAX);
  for (unsigned i = 0; i < kept; i++)
    if (nearest->rows[i] == index ||
        strcmp(key_at(nearest, nearest->rows[i]), key_at(nearest, index)) == 0)
      return true;
  return false;
}

static void
consider(Nearest *nearest, uint32_t index)
{
  const GazetteerRow *row = gazetteer_row(nearest->gazetteer, index);
  const char *key = key_at(nearest, index);
  if (is_known(nearest, index) || !same_digits(key, nearest->key))
    return;
  int errors =
      distance(nearest->key, nearest->size, key, row->key_size, nearest->most);
  if (errors > nearest->most ||
      (nearest->count > 0 && errors > nearest->errors))
    return;
  if (nearest->count > 0 && errors < nearest->errors)
    nearest->count = 0;
  if (nearest->count < GAZETTEER_TIES_MAX)
    nearest->rows[nearest->count] = index;
  if (nearest->count <= GAZETTEER_TIES_MAX)
    nearest->count++;
  nearest->errors = errors;
}

static void
consider_hash(Nearest *nearest, uint64_t hash)
{
  uint32_t probe = 0, row;
  while (gazetteer_table_next(&nearest->gazetteer->near, hash, &probe, &row))
    consider(nearest, row);
}

static void
find_one_error(Nearest *nearest, size_t stem)
{
  consider_hash(nearest, gazetteer_hash(nearest->key, nearest->size));
  for (size_t i = 0; i < stem; i++) {
    uint64_t hash = gazetteer_hash(nearest->key, i);
    for (size_t j = i + 1; j < nearest->size; j++)
      hash = gazetteer_hash_add(hash, nearest->key[j]);
    consider_hash(nearest, hash);
  }
}

/* The first row whose key is not before `key` in `size` letters. */
static size_t
lower_bound(const Gazetteer *gazetteer, const char *key, size_t size)
{
  size_t low = 0, high = gazetteer->rows->len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const GazetteerRow *row = gazetteer_row(gazetteer, middle);
    if (strncmp(gazetteer->keys->str + row->key, key, size) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
find_two_errors(Nearest *nearest)
{
  const Gazetteer *gazetteer = nearest->gazetteer;
  size_t first = lower_bound(gazetteer, nearest->key, NEAR_PREFIX);
  size_t end = MIN(first + NEAR_SCAN_MAX, gazetteer->rows->len);
  for (size_t i = first; i < end; i++) {
    const GazetteerRow *row = gazetteer_row(gazetteer, i);
    if (strncmp(gazetteer->keys->str + row->key, nearest->key, NEAR_PREFIX) !=
        0)
      return;
    consider(nearest, (uint32_t)i);
  }
}

unsigned
gazetteer_near_find(const Gazetteer *gazetteer, const char *key, size_t size,
                    uint32_t out_rows[GAZETTEER_TIES_MAX])
{
  size_t stem = stem_size(&gazetteer->tails, key, size);
  if (stem < NEAR_STEM_MIN || gazetteer->rows->len == 0)
    return 0;
  Nearest nearest = {
      .gazetteer = gazetteer, .key = key, .size = size, .most = 1};
  find_one_error(&nearest, stem);
  if (nearest.count == 0 && stem >= NEAR_LONG_MIN) {
    nearest.most = 2;
    find_two_errors(&nearest);
  }
  for (unsigned i = 0; i < MIN(nearest.count, GAZETTEER_TIES_MAX); i++)
    out_rows[i] = nearest.rows[i];
  return nearest.count;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of a gazetteer: rows sorted by key, and hash tables into them.
 */
#ifndef BOTE_PARSERS_PLACE_GAZETTEER_PRIVATE_H
#define BOTE_PARSERS_PLACE_GAZETTEER_PRIVATE_H

#include <stdint.h>

#include "parsers/place/gazetteer.h"
#include "parsers/place/place_street_ending.h"

typedef struct GazetteerRow {
  uint32_t name, quarter, numbers; /* bytes into names */
  uint32_t key;                    /* bytes into keys */
  uint32_t key_size;
  uint64_t order; /* the key's first eight bytes, for sorting */
  uint64_t stem;  /* hash of the key without endings */
  double latitude, longitude;
} GazetteerRow;

/* Where a key may stand; 0 in `tag` and `row` both: an empty slot. */
typedef struct GazetteerSlot {
  uint32_t tag; /* of the hash */
  uint32_t row; /* index + 1 */
} GazetteerSlot;

/* Open addressing; never more than three quarters full. */
typedef struct GazetteerTable {
  GazetteerSlot *slots;
  uint32_t mask;
} GazetteerTable;

struct Gazetteer {
  GString *names, *keys; /* NUL behind each */
  GArray *rows;          /* GazetteerRow */
  GazetteerTable exact, stems, near;
  StreetTails tails;
  bool has_centre;
  double latitude, longitude; /* of it */
};

static inline const GazetteerRow *
gazetteer_row(const Gazetteer *gazetteer, size_t index)
{
  return &g_array_index(gazetteer->rows, GazetteerRow, index);
}

/* A hash that is built letter by letter, so that leaving one out is cheap. */
uint64_t gazetteer_hash(const char *bytes, size_t size);
uint64_t gazetteer_hash_add(uint64_t hash, char byte);
/* The factor of the hash in front of `size` more letters. */
uint64_t gazetteer_hash_power(size_t size);

void gazetteer_table_init(GazetteerTable *table, size_t entries);
void gazetteer_table_clear(GazetteerTable *table);
void gazetteer_table_add(GazetteerTable *table, uint64_t hash, uint32_t row);
/* The same for several hashes of a row: the memory they lie in, which is all
 * over the place, is asked for at once. */
void gazetteer_table_add_all(GazetteerTable *table, const uint64_t *hashes,
                             size_t count, uint32_t row);
/* The next row of this hash at or behind `probe`, which is moved on and begins
 * as 0; false: there is none. */
bool gazetteer_table_next(const GazetteerTable *table, uint64_t hash,
                          uint32_t *probe, uint32_t *out_row);

/* Index all rows for misspelt look-ups. */
void gazetteer_near_index(Gazetteer *gazetteer);
/* The rows of the keys nearest to this one, one of each; returns how many: 0,
 * or GAZETTEER_TIES_MAX + 1 for more than fit. */
unsigned gazetteer_near_find(const Gazetteer *gazetteer, const char *key,
                             size_t size,
                             uint32_t out_rows[GAZETTEER_TIES_MAX]);

/* Read the rows of a file, in its order. */
void gazetteer_csv_read(Gazetteer *gazetteer, GBytes *bytes, const char *file,
                        Problems *problems);

#endif

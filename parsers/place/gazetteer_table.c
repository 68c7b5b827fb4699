/* SPDX-License-Identifier: Apache-2.0
 *
 * Hash tables of row numbers.  A GHashTable of a hundred thousand names takes
 * longer to fill than a gazetteer may take to load.
 */
#include "parsers/place/gazetteer_private.h"

#define HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15)

enum {
  TABLE_SLOTS_MIN = 64,
  TABLE_PROBES_MAX = 64, /* equal hashes in a row: a file made to be slow */
};

uint64_t
gazetteer_hash_add(uint64_t hash, char byte)
{
  return hash * HASH_FACTOR + (unsigned char)byte + 1;
}

uint64_t
gazetteer_hash(const char *bytes, size_t size)
{
  uint64_t hash = 0;
  for (size_t i = 0; i < size; i++)
    hash = gazetteer_hash_add(hash, bytes[i]);
  return hash;
}

uint64_t
gazetteer_hash_power(size_t size)
{
  uint64_t power = 1;
  while (size-- > 0)
    power *= HASH_FACTOR;
  return power;
}

/* The finaliser of MurmurHash3 (public domain): the low bits of a polynomial
 * are poor. */
/* What is left of a hash for the tables. */
static uint64_t
hash_end(uint64_t hash)
{
  hash ^= hash >> 33;
  hash *= UINT64_C(0xFF51AFD7ED558CCD);
  hash ^= hash >> 33;
  return hash;
}

void
gazetteer_table_init(GazetteerTable *table, size_t entries)
{
  size_t slots = TABLE_SLOTS_MIN;
  while (slots < entries + entries / 3 + 1)
    slots *= 2;
  table->slots = g_new0(GazetteerSlot, slots);
  table->mask = (uint32_t)(slots - 1);
}

void
gazetteer_table_clear(GazetteerTable *table)
{
  g_clear_pointer(&table->slots, g_free);
}

void
gazetteer_table_add(GazetteerTable *table, uint64_t hash, uint32_t row)
{
  hash = hash_end(hash);
  uint32_t tag = (uint32_t)(hash >> 32);
  uint32_t at = (uint32_t)hash & table->mask;
  for (unsigned i = 0; i < TABLE_PROBES_MAX; i++, at = (at + 1) & table->mask) {
    GazetteerSlot *slot = &table->slots[at];
    if (slot->row == 0) {
      *slot = (GazetteerSlot){tag, row + 1};
      return;
    }
    if (slot->tag == tag && slot->row == row + 1)
      return; /* "Allee" without either l */
  }
}

void
gazetteer_table_add_all(GazetteerTable *table, const uint64_t *hashes,
                        size_t count, uint32_t row)
{
  for (size_t i = 0; i < count; i++)
    __builtin_prefetch(
        &table->slots[(uint32_t)hash_end(hashes[i]) & table->mask], 1);
  for (size_t i = 0; i < count; i++)
    gazetteer_table_add(table, hashes[i], row);
}

bool
gazetteer_table_next(const GazetteerTable *table, uint64_t hash,
                     uint32_t *probe, uint32_t *out_row)
{
  hash = hash_end(hash);
  uint32_t tag = (uint32_t)(hash >> 32);
  while (*probe < TABLE_PROBES_MAX) {
    uint32_t at = ((uint32_t)hash + (*probe)++) & table->mask;
    const GazetteerSlot *slot = &table->slots[at];
    if (slot->row == 0)
      return false;
    if (slot->tag == tag) {
      *out_row = slot->row - 1;
      return true;
    }
  }
  return false;
}

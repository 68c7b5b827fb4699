/* SPDX-License-Identifier: Apache-2.0
 *
 * TIFF 6.0, section 2: a header that refers to the first table; a table is a
 * count, entries of twelve bytes, and the place of the next table.
 */
#include "parsers/photo/photo_tiff.h"

#include <string.h>

#include <glib.h>

enum {
  HEAD = 8,
  ENTRY = 12,
  ENTRIES_MAX = 512, /* cameras write fewer than a hundred */
  TABLES_MAX = 3,
  TAG_EXIF = 0x8769, /* EXIF 4.6.3 */
  TAG_GPS = 0x8825,
  TAG_INTEROP = 0xa005,
};

/* Where a table's entries stand. */
typedef struct Table {
  size_t begin, count;
} Table;

typedef struct Tiff {
  uint8_t *bytes;
  size_t size;
  bool big_endian;
  Table tables[TABLES_MAX]; /* found so far */
  unsigned found;
  bool has_exif, has_gps;
} Tiff;

static uint32_t
get(const Tiff *tiff, size_t at, size_t size)
{
  uint32_t value = 0;
  for (size_t i = 0; i < size; i++)
    value =
        value << 8 | tiff->bytes[at + (tiff->big_endian ? i : size - 1 - i)];
  return value;
}

static size_t
end_of(const Table *table)
{
  return table->begin + table->count * ENTRY;
}

/* Take the table at an offset, unless it lies outside, in another one, or is
 * too long.  The last one may be cut, as libexif allows. */
static bool
add_table(Tiff *tiff, uint32_t offset)
{
  if (offset < HEAD || offset > tiff->size || tiff->size - offset < 2 ||
      tiff->found == TABLES_MAX)
    return false;
  Table table = {offset + 2, get(tiff, offset, 2)};
  table.count = MIN(table.count, (tiff->size - table.begin) / ENTRY);
  if (table.count > ENTRIES_MAX)
    return false;
  for (unsigned i = 0; i < tiff->found; i++)
    if (offset < end_of(&tiff->tables[i]) &&
        tiff->tables[i].begin - 2 < end_of(&table))
      return false;
  tiff->tables[tiff->found++] = table;
  return true;
}

/* May this entry stay?  A reference may if it is the first of its kind. */
static bool
may_stay(Tiff *tiff, size_t entry)
{
  uint32_t tag = get(tiff, entry, 2), offset = get(tiff, entry + 8, 4);
  bool *known = tag == TAG_EXIF  ? &tiff->has_exif
                : tag == TAG_GPS ? &tiff->has_gps
                                 : NULL;
  if (known == NULL)
    return tag != TAG_INTEROP;
  if (*known || !add_table(tiff, offset))
    return false;
  *known = true;
  return true;
}

static void
tame_table(Tiff *tiff, const Table *table)
{
  for (size_t entry = table->begin; entry < end_of(table); entry += ENTRY)
    if (!may_stay(tiff, entry))
      memset(tiff->bytes + entry, 0, ENTRY);
}

/* The first table names the next one, of the thumbnail; where a camera left
 * that out, other things stand there. */
static void
forget_thumbnail(Tiff *tiff)
{
  size_t next = end_of(&tiff->tables[0]);
  for (unsigned i = 1; i < tiff->found; i++)
    if (tiff->tables[i].begin - 2 < next + 4 && end_of(&tiff->tables[i]) > next)
      return;
  if (next < tiff->size)
    memset(tiff->bytes + next, 0, MIN(4, tiff->size - next));
}

bool
photo_tiff_tame(uint8_t *bytes, size_t size)
{
  if (size < HEAD || (memcmp(bytes, "II", 2) != 0 && memcmp(bytes, "MM", 2)))
    return false;
  Tiff tiff = {.bytes = bytes, .size = size, .big_endian = bytes[0] == 'M'};
  if (!add_table(&tiff, get(&tiff, 4, 4)))
    return false;
  for (unsigned i = 0; i < tiff.found; i++) {
    Table table = tiff.tables[i];
    tame_table(&tiff, &table);
  }
  forget_thumbnail(&tiff);
  return true;
}

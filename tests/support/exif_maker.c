/* SPDX-License-Identifier: Apache-2.0
 *
 * TIFF 6.0, section 2: a header, then tables of twelve bytes an entry; what is
 * longer than four bytes stands behind them.
 */
#include <string.h>

#include "tests/support/photo_maker.h"

enum {
  TIFF_HEAD = 8,
  ENTRY = 12,
  TAG_EXIF = 0x8769, /* pointers to the other tables */
  TAG_GPS = 0x8825,
};

typedef struct Maker {
  const ExifTagRow *rows;
  bool big_endian;
  GByteArray *out;
} Maker;

static void
put(const Maker *maker, size_t at, uint32_t value, size_t size)
{
  for (size_t i = 0; i < size; i++) {
    size_t shift = 8 * (maker->big_endian ? size - 1 - i : i);
    maker->out->data[at + i] = (guint8)(value >> shift);
  }
}

static void
add(const Maker *maker, uint32_t value, size_t size)
{
  size_t at = maker->out->len;
  g_byte_array_set_size(maker->out, (guint)(at + size));
  put(maker, at, value, size);
}

/* Numbers and fractions of a row behind the tables; returns how many. */
static uint32_t
add_numbers(const Maker *maker, const ExifTagRow *row)
{
  size_t size = row->type == 'S' ? 2 : 4;
  g_auto(GStrv) words = g_strsplit_set(row->value, " /", -1);
  for (char **word = words; *word != NULL; word++)
    add(maker, (uint32_t)g_ascii_strtoll(*word, NULL, 10), size);
  guint count = g_strv_length(words);
  return row->type == 'S' ? count : count / 2;
}

/* Write a row into its entry. */
static void
put_row(const Maker *maker, size_t entry, const ExifTagRow *row)
{
  static const char types[] = "BASLR  U  r"; /* TIFF's numbers from 1 on */
  const char type = row->type == 'a' ? 'A' : row->type;
  size_t begin = maker->out->len;
  uint32_t count = (uint32_t)strlen(row->value) + (row->type == 'A');
  if (strchr("AaU", row->type) != NULL)
    g_byte_array_append(maker->out, (const guint8 *)row->value, count);
  else
    count = add_numbers(maker, row);
  put(maker, entry, row->tag, 2);
  put(maker, entry + 2,
      type == 'r' ? 10 : (uint32_t)(strchr(types, type) - types + 1), 2);
  put(maker, entry + 4, count, 4);
  if (maker->out->len - begin > 4) {
    put(maker, entry + 8, (uint32_t)begin, 4);
    return;
  }
  guint8 value[4] = {0};
  memcpy(value, maker->out->data + begin, maker->out->len - begin);
  memcpy(maker->out->data + entry + 8, value, sizeof value);
}

static bool
has_table(const Maker *maker, char table)
{
  for (const ExifTagRow *row = maker->rows; row->table != 0; row++)
    if (row->table == table)
      return true;
  return false;
}

static uint32_t make_table(const Maker *maker, char table);

/* An entry that points to another table. */
static size_t
put_pointer(const Maker *maker, size_t entry, uint16_t tag, char table)
{
  if (!has_table(maker, table))
    return entry;
  put(maker, entry, tag, 2);
  put(maker, entry + 2, 4, 2); /* LONG */
  put(maker, entry + 4, 1, 4);
  put(maker, entry + 8, make_table(maker, table), 4);
  return entry + ENTRY;
}

/* Returns where the table begins. */
static uint32_t
make_table(const Maker *maker, char table)
{
  uint32_t begin = maker->out->len, count = 0;
  for (const ExifTagRow *row = maker->rows; row->table != 0; row++)
    count += row->table == table;
  if (table == '0')
    count += (uint32_t)has_table(maker, 'E') + (uint32_t)has_table(maker, 'G');
  add(maker, count, 2);
  size_t entry = maker->out->len;
  g_byte_array_set_size(maker->out, (guint)(entry + count * ENTRY + 4));
  memset(maker->out->data + entry, 0, count * ENTRY + 4);
  for (const ExifTagRow *row = maker->rows; row->table != 0; row++)
    if (row->table == table) {
      put_row(maker, entry, row);
      entry += ENTRY;
    }
  if (table == '0') {
    entry = put_pointer(maker, entry, TAG_EXIF, 'E');
    (void)put_pointer(maker, entry, TAG_GPS, 'G');
  }
  return begin;
}

GBytes *
exif_make(const ExifTagRow *rows, bool big_endian)
{
  Maker maker = {rows, big_endian, g_byte_array_new()};
  g_byte_array_append(maker.out, (const guint8 *)(big_endian ? "MM" : "II"), 2);
  add(&maker, 42, 2);
  add(&maker, TIFF_HEAD, 4);
  (void)make_table(&maker, '0'); /* begins there */
  return g_byte_array_free_to_bytes(maker.out);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * A picture of tiles as iPhones write it, which libheif 1.15 can read but not
 * write: ISO/IEC 23008-12 6.6.2.3, put together from one tile by hand.
 */
#include <string.h>

#include "tests/support/heic_maker.h"

enum { TILES = 4, GRID = TILES + 1, SIDE_TILES = 2 };

static void
add(GByteArray *out, guint64 value, size_t size)
{
  for (size_t i = size; i > 0; i--) {
    guint8 byte = (guint8)(value >> (8 * (i - 1)));
    g_byte_array_append(out, &byte, 1);
  }
}

/* Begin a box; a full one has version and flags. */
static guint
begin(GByteArray *out, const char *type)
{
  guint at = out->len;
  add(out, 0, 4);
  g_byte_array_append(out, (const guint8 *)type, 4);
  return at;
}

static guint
begin_full(GByteArray *out, const char *type, guint version)
{
  guint at = begin(out, type);
  add(out, (guint64)version << 24, 4);
  return at;
}

static void
end(GByteArray *out, guint at)
{
  guint32 size = GUINT32_TO_BE(out->len - at);
  memcpy(out->data + at, &size, sizeof size);
}

static void
add_items(GByteArray *out)
{
  guint hdlr = begin_full(out, "hdlr", 0);
  add(out, 0, 4);
  g_byte_array_append(out, (const guint8 *)"pict", 4);
  add(out, 0, 8);
  add(out, 0, 5); /* reserved, and an empty name */
  end(out, hdlr);
  guint pitm = begin_full(out, "pitm", 0);
  add(out, GRID, 2);
  end(out, pitm);
  guint iinf = begin_full(out, "iinf", 0);
  add(out, GRID, 2);
  for (guint id = 1; id <= GRID; id++) {
    guint infe = begin_full(out, "infe", 2);
    add(out, id, 2);
    add(out, 0, 2);
    g_byte_array_append(out, (const guint8 *)(id == GRID ? "grid" : "hvc1"), 4);
    add(out, 0, 1);
    end(out, infe);
  }
  end(out, iinf);
  guint iref = begin_full(out, "iref", 0), dimg = begin(out, "dimg");
  add(out, GRID, 2);
  add(out, TILES, 2);
  for (guint id = 1; id <= TILES; id++)
    add(out, id, 2);
  end(out, dimg);
  end(out, iref);
}

static void
add_size(GByteArray *out, guint side)
{
  guint ispe = begin_full(out, "ispe", 0);
  add(out, side, 4);
  add(out, side, 4);
  end(out, ispe);
}

/* Properties 1 to 4: decoder, a tile's size, the whole one's, the turning. */
static void
add_properties(GByteArray *out, const guint8 *hvcc, size_t hvcc_size,
               guint side, guint angle)
{
  guint iprp = begin(out, "iprp"), ipco = begin(out, "ipco");
  g_byte_array_append(out, hvcc, (guint)hvcc_size);
  add_size(out, side);
  add_size(out, SIDE_TILES * side);
  guint irot = begin(out, "irot");
  add(out, angle, 1);
  end(out, irot);
  end(out, ipco);
  guint ipma = begin_full(out, "ipma", 0);
  add(out, GRID, 4);
  for (guint id = 1; id <= GRID; id++) {
    add(out, id, 2);
    add(out, 2, 1);
    add(out, id == GRID ? 0x0384 : 0x8102, 2); /* 0x80: essential */
  }
  end(out, ipma);
  end(out, iprp);
}

/* All tiles have the same bytes; the grid's own stand in idat. */
static void
add_places(GByteArray *out, guint offset, guint size, guint side)
{
  guint idat = begin(out, "idat");
  add(out, 0, 2);
  add(out, SIDE_TILES - 1, 1);
  add(out, SIDE_TILES - 1, 1);
  add(out, SIDE_TILES * side, 2);
  add(out, SIDE_TILES * side, 2);
  end(out, idat);
  guint iloc = begin_full(out, "iloc", 1);
  add(out, 0x4400, 2); /* offsets and lengths of four bytes */
  add(out, GRID, 2);
  for (guint id = 1; id <= GRID; id++) {
    add(out, id, 2);
    add(out, id == GRID, 2); /* 1: within idat */
    add(out, 0, 2);
    add(out, 1, 2);
    add(out, id == GRID ? 0 : offset, 4);
    add(out, id == GRID ? 8 : size, 4);
  }
  end(out, iloc);
}

static guint32
get_u32(const guint8 *at)
{
  guint32 value;
  memcpy(&value, at, sizeof value);
  return GUINT32_FROM_BE(value);
}

GBytes *
heic_make_grid(GBytes *tile, int side, int rotation)
{
  size_t size = 0;
  const guint8 *bytes = g_bytes_get_data(tile, &size);
  const guint8 *hvcc = (const guint8 *)memmem(bytes, size, "hvcC", 4);
  const guint8 *mdat = (const guint8 *)memmem(bytes, size, "mdat", 4);
  g_assert(hvcc != NULL && mdat != NULL);
  guint data_size = get_u32(mdat - 4) - 8, offset = 0;
  GByteArray *out = g_byte_array_new();
  for (int pass = 0; pass < 2; pass++) { /* the second knows the offset */
    g_byte_array_set_size(out, 0);
    guint ftyp = begin(out, "ftyp");
    g_byte_array_append(out, (const guint8 *)"heic\0\0\0\0mif1heic", 16);
    end(out, ftyp);
    guint meta = begin_full(out, "meta", 0);
    add_items(out);
    add_properties(out, hvcc - 4, get_u32(hvcc - 4), (guint)side,
                   (guint)rotation / 90);
    add_places(out, offset, data_size, (guint)side);
    end(out, meta);
    offset = out->len + 8;
  }
  guint data = begin(out, "mdat");
  g_byte_array_append(out, mdat + 4, data_size);
  end(out, data);
  return g_byte_array_free_to_bytes(out);
}

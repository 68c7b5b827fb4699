/* SPDX-License-Identifier: Apache-2.0
 *
 * Objects with level, id, length and checksum; properties with their padding.
 */
#include "tests/support/tnef_maker.h"

#include <string.h>

static void
append_u32(GByteArray *out, uint32_t number)
{
  guint8 bytes[] = {(guint8)number, (guint8)(number >> 8),
                    (guint8)(number >> 16), (guint8)(number >> 24)};
  g_byte_array_append(out, bytes, sizeof bytes);
}

void
tnef_maker_add(GByteArray *stream, int level, uint32_t id, const void *bytes,
               size_t size)
{
  guint8 head = (guint8)level;
  unsigned sum = 0;
  for (size_t i = 0; i < size; i++)
    sum += ((const guint8 *)bytes)[i];
  guint8 checksum[] = {(guint8)sum, (guint8)(sum >> 8)};
  g_byte_array_append(stream, &head, 1);
  append_u32(stream, id);
  append_u32(stream, (uint32_t)size);
  g_byte_array_append(stream, bytes, (guint)size);
  g_byte_array_append(stream, checksum, sizeof checksum);
}

GByteArray *
tnef_maker_new(void)
{
  GByteArray *stream = g_byte_array_new();
  g_byte_array_append(stream, (const guint8 *)"\x78\x9f\x3e\x22\001\0", 6);
  tnef_maker_add(stream, 1, 0x00089006, "\0\0\001\0", 4);
  tnef_maker_add(stream, 1, 0x00069007, "\344\004\0\0\0\0\0\0", 8);
  return stream;
}

void
tnef_maker_add_properties(GByteArray *stream, int level,
                          const TnefProperty *properties, size_t count)
{
  g_autoptr(GByteArray) block = g_byte_array_new();
  append_u32(block, (uint32_t)count);
  for (size_t i = 0; i < count; i++) {
    append_u32(block,
               (uint32_t)properties[i].type | (uint32_t)properties[i].id << 16);
    append_u32(block, 1);
    append_u32(block, (uint32_t)properties[i].size);
    g_byte_array_append(block, properties[i].bytes, (guint)properties[i].size);
    g_byte_array_append(block, (const guint8 *)"\0\0\0",
                        (guint)(-properties[i].size & 3));
  }
  tnef_maker_add(stream, level, level == 1 ? 0x00069003 : 0x00069005,
                 block->data, block->len);
}

void
tnef_maker_add_file(GByteArray *stream, const char *name, const char *long_name,
                    const char *media_type, GBytes *bytes)
{
  static const char render[14] = {1};
  gsize size = 0;
  gconstpointer data = g_bytes_get_data(bytes, &size);
  TnefProperty properties[2];
  size_t count = 0;
  if (long_name != NULL)
    properties[count++] = (TnefProperty){TNEF_MAKER_STRING, 0x3707, long_name,
                                         strlen(long_name) + 1};
  if (media_type != NULL)
    properties[count++] = (TnefProperty){TNEF_MAKER_STRING, 0x370e, media_type,
                                         strlen(media_type) + 1};
  tnef_maker_add(stream, 2, 0x00069002, render, sizeof render);
  tnef_maker_add(stream, 2, 0x0006800f, data, size);
  tnef_maker_add(stream, 2, 0x00018010, name, strlen(name) + 1);
  if (count > 0)
    tnef_maker_add_properties(stream, 2, properties, count);
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * One function a format.
 */
#include "parsers/mime/picture_size.h"

#include <string.h>

#include <glib.h>

typedef struct Size {
  uint32_t width, height;
} Size;

static uint32_t
big(const uint8_t *at, unsigned count)
{
  uint32_t value = 0;
  while (count-- > 0)
    value = value << 8 | *at++;
  return value;
}

static uint32_t
little(const uint8_t *at, unsigned count)
{
  uint32_t value = 0;
  while (count-- > 0)
    value = value << 8 | at[count];
  return value;
}

static Size
png(const uint8_t *bytes, size_t size)
{
  return size < 24 ? (Size){0} : (Size){big(bytes + 16, 4), big(bytes + 20, 4)};
}

static Size
gif(const uint8_t *bytes, size_t size)
{
  return size < 10 ? (Size){0}
                   : (Size){little(bytes + 6, 2), little(bytes + 8, 2)};
}

static Size
bmp(const uint8_t *bytes, size_t size)
{
  if (size < 26)
    return (Size){0};
  uint32_t height = little(bytes + 22, 4); /* negative: top line first */
  return (Size){little(bytes + 18, 4), height > INT32_MAX ? -height : height};
}

/* RFC 9649 2.5 to 2.7 */
static Size
webp(const uint8_t *bytes, size_t size)
{
  if (size < 30)
    return (Size){0};
  if (memcmp(bytes + 12, "VP8X", 4) == 0)
    return (Size){little(bytes + 24, 3) + 1, little(bytes + 27, 3) + 1};
  if (memcmp(bytes + 12, "VP8L", 4) == 0) {
    uint32_t word = little(bytes + 21, 4);
    return (Size){(word & 0x3fff) + 1, (word >> 14 & 0x3fff) + 1};
  }
  return (Size){little(bytes + 26, 2) & 0x3fff, little(bytes + 28, 2) & 0x3fff};
}

/* The frame header (ITU T.81 B.2.2), where it stands within the first bytes. */
static Size
jpeg(const uint8_t *bytes, size_t size)
{
  size_t at = 2;
  while (at + 9 <= size && bytes[at] == 0xff) {
    uint8_t marker = bytes[at + 1];
    bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
                 marker != 0xc8 && marker != 0xcc;
    if (frame)
      return (Size){big(bytes + at + 7, 2), big(bytes + at + 5, 2)};
    at += 2 + MAX(big(bytes + at + 2, 2), 2);
  }
  return (Size){0};
}

static const struct {
  size_t offset;
  const char *magic;
  Size (*read)(const uint8_t *bytes, size_t size);
} format_table[] = {
    {1, "PNG\r\n", png}, {0, "GIF8", gif},          {0, "BM", bmp},
    {8, "WEBP", webp},   {0, "\377\330\377", jpeg},
};

bool
picture_size(const uint8_t *bytes, size_t size, uint32_t *out_width,
             uint32_t *out_height)
{
  for (size_t i = 0; i < G_N_ELEMENTS(format_table); i++) {
    size_t length = strlen(format_table[i].magic);
    size_t offset = format_table[i].offset;
    if (size < offset + length ||
        memcmp(bytes + offset, format_table[i].magic, length) != 0)
      continue;
    Size found = format_table[i].read(bytes, size);
    if (found.width == 0 || found.height == 0)
      return false;
    *out_width = found.width;
    *out_height = found.height;
    return true;
  }
  return false;
}

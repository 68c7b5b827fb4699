/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes by hand where a library would not make what cameras make.
 */
#include "tests/support/photo_maker.h"

#include <string.h>

#include "tests/support/heic_maker.h"

static GdkPixbuf *
make_pixbuf(const PhotoWish *wish)
{
  int width = wish->width, height = wish->height;
  GdkPixbuf *pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, wish->alpha, 8, width, height);
  gdk_pixbuf_fill(pixbuf, 0x000000ff);
  uint32_t noise = 1;
  guchar *pixels = gdk_pixbuf_get_pixels(pixbuf);
  for (size_t i = 0; wish->noise && i < gdk_pixbuf_get_byte_length(pixbuf);
       i++) {
    noise = noise * 1664525u + 1013904223u;
    pixels[i] = (guchar)(noise >> 24);
  }
  if (wish->noise)
    return pixbuf;
  if (width > 1) {
    g_autoptr(GdkPixbuf) right = gdk_pixbuf_new_subpixbuf(
        pixbuf, width / 2, 0, width - width / 2, height);
    gdk_pixbuf_fill(right, 0xffffffff);
  }
  g_autoptr(GdkPixbuf) top =
      gdk_pixbuf_new_subpixbuf(pixbuf, 0, 0, width, MAX(height / 3, 1));
  gdk_pixbuf_fill(top, 0xff0000ff);
  return pixbuf;
}

GdkPixbuf *
photo_make_landscape(int width, int height)
{
  GdkPixbuf *pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  uint8_t *pixels = gdk_pixbuf_get_pixels(pixbuf);
  int stride = gdk_pixbuf_get_rowstride(pixbuf);
  uint32_t noise = 1;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      noise = noise * 1664525u + 1013904223u;
      int grain = (int)(noise >> 28) + (x / 40 + y / 30) % 2 * 20;
      uint8_t *at = pixels + y * stride + x * 3;
      at[0] = (uint8_t)(x * 180 / width + grain);
      at[1] = (uint8_t)(y * 180 / height + grain);
      at[2] = (uint8_t)(90 + grain);
    }
  return pixbuf;
}

GBytes *
photo_make(const PhotoWish *wish)
{
  g_autoptr(GdkPixbuf) pixbuf = make_pixbuf(wish);
  if (strcmp(wish->type, "heic") == 0)
    return heic_make(pixbuf, wish->exif, wish->heif_orientation);
  char *bytes = NULL;
  size_t size = 0;
  g_autoptr(GError) error = NULL;
  (void)gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, wish->type, &error,
                                  NULL);
  g_assert_no_error(error);
  g_autoptr(GBytes) photo = g_bytes_new_take(bytes, size);
  return wish->exif == NULL ? g_bytes_ref(photo)
                            : photo_with_exif(photo, wish->exif);
}

static void
add_u32(GByteArray *out, uint32_t value)
{
  uint32_t big = GUINT32_TO_BE(value);
  g_byte_array_append(out, (const guint8 *)&big, sizeof big);
}

/* CRC-32 of PNG 5.5. */
static uint32_t
crc_of(const guint8 *bytes, size_t size)
{
  uint32_t crc = 0xffffffff;
  for (size_t i = 0; i < size; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~crc;
}

static void
add_chunk(GByteArray *out, const char *type, const void *data, size_t size)
{
  add_u32(out, (uint32_t)size);
  guint begin = out->len;
  g_byte_array_append(out, (const guint8 *)type, 4);
  g_byte_array_append(out, data, (guint)size);
  add_u32(out, crc_of(out->data + begin, out->len - begin));
}

GBytes *
photo_with_exif(GBytes *photo, GBytes *exif)
{
  enum { IHDR_END = 33, SOI_END = 2 };
  size_t size = 0, exif_size = 0;
  const guint8 *bytes = g_bytes_get_data(photo, &size);
  const guint8 *block = g_bytes_get_data(exif, &exif_size);
  bool png = bytes[0] == 0x89;
  guint begin = png ? IHDR_END : SOI_END;
  GByteArray *out = g_byte_array_new();
  g_byte_array_append(out, bytes, begin);
  if (png) {
    add_chunk(out, "eXIf", block, exif_size);
  } else {
    size_t length = 2 + 6 + exif_size;
    const guint8 head[] = {0xff, 0xe1, (guint8)(length >> 8), (guint8)length};
    g_byte_array_append(out, head, sizeof head);
    g_byte_array_append(out, (const guint8 *)"Exif\0", 6);
    g_byte_array_append(out, block, (guint)exif_size);
  }
  g_byte_array_append(out, bytes + begin, (guint)(size - begin));
  return g_byte_array_free_to_bytes(out);
}

GBytes *
photo_flip_bits(GBytes *photo, unsigned count, uint32_t seed, size_t spare)
{
  size_t size = 0;
  const void *bytes = g_bytes_get_data(photo, &size);
  guint8 *copy = g_memdup2(bytes, size);
  for (unsigned i = 0; i < count && size > spare; i++) {
    seed = seed * 1664525u + 1013904223u;
    copy[spare + (seed >> 3) % (size - spare)] ^= (guint8)(1u << (seed >> 29));
  }
  return g_bytes_new_take(copy, size);
}

GBytes *
photo_make_png_header(uint32_t width, uint32_t height)
{
  guint8 ihdr[13] = {[8] = 8, [9] = 2};
  uint32_t w = GUINT32_TO_BE(width), h = GUINT32_TO_BE(height);
  memcpy(ihdr, &w, sizeof w);
  memcpy(ihdr + 4, &h, sizeof h);
  GByteArray *out = g_byte_array_new();
  g_byte_array_append(out, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  add_chunk(out, "IHDR", ihdr, sizeof ihdr);
  return g_byte_array_free_to_bytes(out);
}

GBytes *
photo_make_jpeg_header(uint16_t width, uint16_t height)
{
  const guint8 bytes[] = {0xff,
                          0xd8,
                          0xff,
                          0xc0,
                          0,
                          11,
                          8,
                          (guint8)(height >> 8),
                          (guint8)height,
                          (guint8)(width >> 8),
                          (guint8)width,
                          1,
                          1,
                          0x11,
                          0};
  return g_bytes_new(bytes, sizeof bytes);
}

bool
photo_is_red_at(GBytes *jpeg, int x_percent, int y_percent)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();
  g_assert_true(gdk_pixbuf_loader_write_bytes(loader, jpeg, NULL));
  g_assert_true(gdk_pixbuf_loader_close(loader, NULL));
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
  int x = gdk_pixbuf_get_width(pixbuf) * x_percent / 100;
  int y = gdk_pixbuf_get_height(pixbuf) * y_percent / 100;
  const guchar *pixel = gdk_pixbuf_read_pixels(pixbuf) +
                        y * gdk_pixbuf_get_rowstride(pixbuf) +
                        x * gdk_pixbuf_get_n_channels(pixbuf);
  return pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 60;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * A smaller picture: each of its pixels is the mean of what it covers.
 */
#include "parsers/photo_shrink.h"

#include <math.h>
#include <stdint.h>

enum { CHANNELS = 3, OFF_MAX = 2 /* weights have 8 bits along each axis */ };

static GdkPixbuf *
make_noise(int width, int height, uint32_t seed)
{
  GdkPixbuf *pixbuf =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  uint8_t *pixels = gdk_pixbuf_get_pixels(pixbuf);
  int stride = gdk_pixbuf_get_rowstride(pixbuf);
  for (int y = 0; y < height; y++)
    for (int i = 0; i < width * CHANNELS; i++) {
      seed = seed * 1664525u + 1013904223u;
      pixels[y * stride + i] = (uint8_t)(seed >> 24);
    }
  return pixbuf;
}

static uint8_t
pixel_at(const GdkPixbuf *pixbuf, int x, int y, int channel)
{
  int stride = gdk_pixbuf_get_rowstride(pixbuf);
  return gdk_pixbuf_read_pixels(pixbuf)[y * stride + x * CHANNELS + channel];
}

/* How long [a, a + 1) and [begin, end) overlap. */
static double
overlap(int a, double begin, double end)
{
  return fmax(0, fmin(a + 1, end) - fmax(a, begin));
}

static double
mean_of(const GdkPixbuf *from, const GdkPixbuf *to, int x, int y, int channel)
{
  double across = (double)gdk_pixbuf_get_width(from) / gdk_pixbuf_get_width(to);
  double down = (double)gdk_pixbuf_get_height(from) / gdk_pixbuf_get_height(to);
  double sum = 0;
  for (int v = 0; v < gdk_pixbuf_get_height(from); v++)
    for (int u = 0; u < gdk_pixbuf_get_width(from); u++)
      sum += pixel_at(from, u, v, channel) *
             overlap(u, x * across, (x + 1) * across) *
             overlap(v, y * down, (y + 1) * down);
  return sum / (across * down);
}

/* The largest difference of a pixel to the mean. */
static double
worst_of(const GdkPixbuf *from, const GdkPixbuf *to)
{
  double worst = 0;
  for (int y = 0; y < gdk_pixbuf_get_height(to); y++)
    for (int i = 0; i < gdk_pixbuf_get_width(to) * CHANNELS; i++) {
      int x = i / CHANNELS, channel = i % CHANNELS;
      double mean = mean_of(from, to, x, y, channel);
      worst = fmax(worst, fabs(mean - pixel_at(to, x, y, channel)));
    }
  return worst;
}

typedef struct SizeRow {
  int width, height, to_width, to_height;
} SizeRow;

static const SizeRow sizes[] = {
    {1, 1, 1, 1},    {2, 2, 1, 1},   {30, 20, 30, 20}, {63, 47, 50, 37},
    {41, 33, 40, 7}, {300, 2, 1, 1}, {17, 16, 2, 15},
};

static void
test_shrink_is_the_mean(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    const SizeRow *row = &sizes[i];
    g_autoptr(GdkPixbuf) from =
        make_noise(row->width, row->height, (uint32_t)i);
    g_autoptr(GdkPixbuf) to = photo_shrink(from, row->to_width, row->to_height);
    g_assert_cmpint(gdk_pixbuf_get_width(to), ==, row->to_width);
    g_assert_cmpint(gdk_pixbuf_get_height(to), ==, row->to_height);
    double worst = worst_of(from, to);
    g_test_message("%d x %d: off by %.2f", row->width, row->height, worst);
    g_assert_cmpfloat(worst, <=, OFF_MAX);
  }
}

/* The weights of a pixel add up to the whole: black stays black. */
static void
test_shrink_keeps_plain_colours(void)
{
  static const guint32 colours[] = {0x000000ff, 0xffffffff, 0x01fe80ff};
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
    g_autoptr(GdkPixbuf) from =
        gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, 1021, 67);
    gdk_pixbuf_fill(from, colours[i]);
    g_autoptr(GdkPixbuf) to = photo_shrink(from, 801, 13);
    for (int x = 0; x < 801; x++)
      for (int c = 0; c < CHANNELS; c++)
        g_assert_cmpint(pixel_at(to, x, x % 13, c), ==,
                        (uint8_t)(colours[i] >> (24 - 8 * c)));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/parsers/photo-shrink/is-the-mean", test_shrink_is_the_mean);
  g_test_add_func("/parsers/photo-shrink/keeps-plain-colours",
                  test_shrink_keeps_plain_colours);
  return g_test_run();
}

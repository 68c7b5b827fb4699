/* SPDX-License-Identifier: Apache-2.0
 *
 * Along an axis from `from` to `to` pixels an old pixel is `to` units long and
 * a new one `from`, so that all edges are integers.  The weights of the old
 * pixels within a new one are differences of one rising function, so that they
 * add up to WHOLE exactly.
 */
#include "parsers/photo_shrink.h"

#include <stdint.h>
#include <string.h>

enum {
  CHANNELS = 3,
  WHOLE = 256, /* a full row of 255 still fits in 16 bits */
  BLOCK = 32,  /* bytes that the compiler may take at once */
};

typedef struct Axis {
  int from, to;
} Axis;

/* The old pixels that a new one covers. */
typedef struct Span {
  int first, count;
} Span;

static Span
axis_span(Axis axis, int target)
{
  int64_t begin = (int64_t)target * axis.from;
  int64_t end = begin + axis.from;
  int first = (int)(begin / axis.to);
  int behind = (int)((end + axis.to - 1) / axis.to);
  return (Span){first, behind - first};
}

/* How much of a new pixel lies before an edge of the old ones. */
static int64_t
weight_before(Axis axis, int target, int64_t edge)
{
  int64_t inside = edge * axis.to - (int64_t)target * axis.from;
  return CLAMP(inside, 0, axis.from) * WHOLE / axis.from;
}

static uint16_t
axis_weight(Axis axis, int target, int source)
{
  return (uint16_t)(weight_before(axis, target, source + INT64_C(1)) -
                    weight_before(axis, target, source));
}

/* Of all new pixels of a row: their spans, and the weights within them. */
typedef struct Columns {
  Span *spans;
  uint16_t *weights; /* one span's after the other's */
} Columns;

static Columns
columns_new(Axis axis)
{
  /* Neighbours share at most one old pixel. */
  Columns columns = {g_new(Span, axis.to),
                     g_new(uint16_t, (size_t)axis.from + (size_t)axis.to)};
  uint16_t *weight = columns.weights;
  for (int x = 0; x < axis.to; x++) {
    columns.spans[x] = axis_span(axis, x);
    for (int i = 0; i < columns.spans[x].count; i++)
      *weight++ = axis_weight(axis, x, columns.spans[x].first + i);
  }
  return columns;
}

static void
columns_clear(Columns *columns)
{
  g_free(columns->spans);
  g_free(columns->weights);
}

/* In blocks of a constant size, for which vector instructions are used. */
static void
add_row(uint16_t *restrict sums, const uint8_t *restrict row, size_t size,
        uint16_t weight)
{
  size_t i = 0;
  for (; i + BLOCK <= size; i += BLOCK)
    for (size_t k = 0; k < BLOCK; k++)
      sums[i + k] = (uint16_t)(sums[i + k] + weight * row[i + k]);
  for (; i < size; i++)
    sums[i] = (uint16_t)(sums[i] + weight * row[i]);
}

static G_ALWAYS_INLINE inline void
shrink_span(const uint16_t *sums, const uint16_t *weights, int count,
            uint8_t *out)
{
  uint32_t red = WHOLE * WHOLE / 2, green = red, blue = red;
  for (int i = 0; i < count; i++, sums += CHANNELS) {
    uint32_t weight = weights[i];
    red += weight * sums[0];
    green += weight * sums[1];
    blue += weight * sums[2];
  }
  out[0] = (uint8_t)(red / (WHOLE * WHOLE));
  out[1] = (uint8_t)(green / (WHOLE * WHOLE));
  out[2] = (uint8_t)(blue / (WHOLE * WHOLE));
}

/* After a decoder that halves, spans are of two or three: loops that the
 * compiler unrolls take a fifth less time. */
static void
shrink_row(const uint16_t *sums, const Columns *columns, int width,
           uint8_t *out)
{
  const uint16_t *weights = columns->weights;
  for (int x = 0; x < width; x++, out += CHANNELS) {
    Span span = columns->spans[x];
    const uint16_t *at = sums + (size_t)span.first * CHANNELS;
    if (span.count == 2)
      shrink_span(at, weights, 2, out);
    else if (span.count == 3)
      shrink_span(at, weights, 3, out);
    else
      shrink_span(at, weights, span.count, out);
    weights += span.count;
  }
}

static void
shrink(const GdkPixbuf *from, GdkPixbuf *to)
{
  Axis across = {gdk_pixbuf_get_width(from), gdk_pixbuf_get_width(to)};
  Axis down = {gdk_pixbuf_get_height(from), gdk_pixbuf_get_height(to)};
  const uint8_t *source = gdk_pixbuf_read_pixels(from);
  size_t source_stride = (size_t)gdk_pixbuf_get_rowstride(from);
  uint8_t *target = gdk_pixbuf_get_pixels(to);
  size_t target_stride = (size_t)gdk_pixbuf_get_rowstride(to);
  size_t row_size = (size_t)across.from * CHANNELS;
  Columns columns = columns_new(across);
  g_autofree uint16_t *sums = g_new(uint16_t, row_size);
  for (int y = 0; y < down.to; y++, target += target_stride) {
    Span span = axis_span(down, y);
    memset(sums, 0, row_size * sizeof *sums);
    for (int i = span.first; i < span.first + span.count; i++)
      add_row(sums, source + (size_t)i * source_stride, row_size,
              axis_weight(down, y, i));
    shrink_row(sums, &columns, across.to, target);
  }
  columns_clear(&columns);
}

GdkPixbuf *
photo_shrink(const GdkPixbuf *from, int width, int height)
{
  g_assert(gdk_pixbuf_get_n_channels(from) == CHANNELS);
  g_assert(width >= 1 && width <= gdk_pixbuf_get_width(from));
  g_assert(height >= 1 && height <= gdk_pixbuf_get_height(from));
  GdkPixbuf *to = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (to != NULL)
    shrink(from, to);
  return to;
}

/* SPDX-License-Identifier: Apache-2.0
 *
 * ITU-T H.273 8.3 in whole numbers: the four lumas are summed, and the rest is
 * scaled to 2^16.
 */
#include "parsers/photo/photo_yuv.h"

#include <stdbool.h>
#include <stdint.h>

#include <libheif/heif.h>

enum { BITS = 16 };

/* A plane of samples of a byte each. */
typedef struct Plane {
  const uint8_t *bytes;
  int stride;
} Plane;

/* What a sample adds to a colour, times 2^16. */
typedef struct Matrix {
  int32_t luma;   /* of the sum of four */
  int32_t offset; /* of black, and for rounding */
  int32_t red_cr, green_cb, green_cr, blue_cb;
} Matrix;

/* The weights of red and blue in luma, by the number of the matrix. */
static bool
weights_of(int number, double *out_red, double *out_blue)
{
  static const struct {
    int number;
    double red, blue;
  } rows[] = {
      {1, 0.2126, 0.0722}, {2, 0.299, 0.114}, /* not told: libheif's choice */
      {5, 0.299, 0.114},   {6, 0.299, 0.114}, {9, 0.2627, 0.0593},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].number == number) {
      *out_red = rows[i].red;
      *out_blue = rows[i].blue;
      return true;
    }
  return false;
}

static int32_t
fixed(double value)
{
  return (int32_t)(value * (1 << BITS) + (value < 0 ? -0.5 : 0.5));
}

/* As the image says; without a word as libheif assumes. */
static bool
matrix_of(const struct heif_image *image, Matrix *out)
{
  struct heif_color_profile_nclx *profile = NULL;
  int number = 6;
  bool full = true;
  if (heif_image_get_nclx_color_profile(image, &profile).code ==
          heif_error_Ok &&
      profile != NULL) {
    number = (int)profile->matrix_coefficients;
    full = profile->full_range_flag != 0;
    heif_nclx_color_profile_free(profile);
  }
  double red, blue;
  if (!weights_of(number, &red, &blue))
    return false;
  double green = 1 - red - blue;
  double luma = full ? 1 : 255.0 / 219, chroma = full ? 1 : 255.0 / 224;
  *out = (Matrix){
      .luma = fixed(luma / 4),
      .offset = fixed(full ? 0.5 : 0.5 - 16 * luma),
      .red_cr = fixed(2 * (1 - red) * chroma),
      .blue_cb = fixed(2 * (1 - blue) * chroma),
      .green_cb = fixed(-2 * blue * (1 - blue) / green * chroma),
      .green_cr = fixed(-2 * red * (1 - red) / green * chroma),
  };
  return true;
}

static bool
plane_of(const struct heif_image *image, enum heif_channel channel, Plane *out)
{
  out->bytes = heif_image_get_plane_readonly(image, channel, &out->stride);
  return out->bytes != NULL &&
         heif_image_get_bits_per_pixel_range(image, channel) == 8;
}

static uint8_t
colour(int32_t value)
{
  return (uint8_t)CLAMP(value >> BITS, 0, 255);
}

static void
halve_row(const Plane planes[3], const Matrix *matrix, int y, int width,
          uint8_t *out)
{
  const uint8_t *upper =
      planes[0].bytes + (ptrdiff_t)(2 * y) * planes[0].stride;
  const uint8_t *lower = upper + planes[0].stride;
  const uint8_t *cb_row = planes[1].bytes + (ptrdiff_t)y * planes[1].stride;
  const uint8_t *cr_row = planes[2].bytes + (ptrdiff_t)y * planes[2].stride;
  for (int x = 0; x < width; x++, out += 3) {
    int32_t sum =
        upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1];
    int32_t luma = sum * matrix->luma + matrix->offset;
    int32_t cb = cb_row[x] - 128, cr = cr_row[x] - 128;
    out[0] = colour(luma + cr * matrix->red_cr);
    out[1] = colour(luma + cb * matrix->green_cb + cr * matrix->green_cr);
    out[2] = colour(luma + cb * matrix->blue_cb);
  }
}

GdkPixbuf *
photo_yuv_halve(const struct heif_image *image)
{
  Plane planes[3];
  Matrix matrix;
  int width = heif_image_get_primary_width(image) / 2;
  int height = heif_image_get_primary_height(image) / 2;
  if (heif_image_get_colorspace(image) != heif_colorspace_YCbCr ||
      heif_image_get_chroma_format(image) != heif_chroma_420 || width < 1 ||
      height < 1 || !plane_of(image, heif_channel_Y, &planes[0]) ||
      !plane_of(image, heif_channel_Cb, &planes[1]) ||
      !plane_of(image, heif_channel_Cr, &planes[2]) ||
      heif_image_get_width(image, heif_channel_Cb) < width ||
      heif_image_get_height(image, heif_channel_Cb) < height ||
      heif_image_get_width(image, heif_channel_Cr) < width ||
      heif_image_get_height(image, heif_channel_Cr) < height ||
      !matrix_of(image, &matrix))
    return NULL;
  GdkPixbuf *half = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (half == NULL)
    return NULL;
  guchar *pixels = gdk_pixbuf_get_pixels(half);
  for (int y = 0; y < height; y++)
    halve_row(planes, &matrix, y, width,
              pixels + (ptrdiff_t)y * gdk_pixbuf_get_rowstride(half));
  return half;
}
